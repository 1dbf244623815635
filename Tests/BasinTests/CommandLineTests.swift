import FolderTestSupport
import Foundation
import Testing

@Suite("The tool's own questions and refusals")
struct CommandLineTests {
  private let tool: Tool

  init() throws { tool = try Tool() }

  @Test("--help goes to the standard output and ends well", arguments: [["--help"], ["-h"], []])
  func help(arguments: [String]) throws {
    let result = try tool.run(arguments)
    #expect(result.exitCode == 0)
    #expect(result.errors == "")
    #expect(result.output.contains("loss landscape"))
    #expect(result.output.contains("basin compare --preset quick"))
  }

  @Test("--version is three numbers")
  func version() throws {
    let result = try tool.run("--version")
    #expect(result.exitCode == 0)
    #expect(result.errors == "")
    #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test("an unknown command is wrong usage")
  func unknownCommand() throws {
    expectRefusal(try tool.run("smaple"), code: 64, saying: "smaple")
  }

  @Test("an unknown option is wrong usage, and the message names the help")
  func unknownOption() throws {
    expectRefusal(try tool.run("--colour"), code: 64, saying: "--colour", "basin --help")
  }

  @Test("a reader that goes away ends the tool without a word")
  func closedPipe() throws {
    let folder = try TemporaryFolder()
    let shell = Tool(executable: "/bin/sh", in: folder.url)
    let result = try shell.run(
      "-c", "'\(tool.executable.path)' --help | head -c 5")
    #expect(result.output == "OVERV")
    #expect(result.errors == "")
  }
}
