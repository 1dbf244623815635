import FolderTestSupport
import Foundation
import Testing

@Suite("Running programs from tests")
struct ToolTests {
  private let folder: TemporaryFolder
  private let shell: Tool

  init() throws {
    folder = try TemporaryFolder()
    shell = Tool(executable: "/bin/sh", in: folder.url)
  }

  @Test("both streams and the exit code come back, however much is written")
  func streams() throws {
    // Where other tests have SIGPIPE ignored, `yes` says that nobody reads any more.
    let script = """
      yes output 2> /dev/null | head -c 1000000
      yes errors 2> /dev/null | head -c 1000000 >&2
      exit 7
      """
    let result = try shell.run("-c", script)
    #expect(result.exitCode == 7)
    #expect(result.output.utf8.count == 1_000_000 && result.output.hasPrefix("output\n"))
    #expect(result.errors.utf8.count == 1_000_000 && result.errors.hasPrefix("errors\n"))
    #expect(!result.timedOut)
  }

  @Test("a program that does not end is killed and said to be")
  func timeout() throws {
    let result = try shell.run("-c", "exec sleep 60", timeout: 0.2)
    #expect(result.timedOut)
    #expect(result.exitCode == 128 + SIGKILL)
  }

  @Test("folder and environment are those that were asked for")
  func surroundings() throws {
    var tool = shell
    tool.environment = ["BASIN_TEST": "here"]
    let result = try tool.run("-c", "pwd -P; echo $BASIN_TEST")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.hasSuffix(folder.url.lastPathComponent) == true)
    #expect(lines.last == "here")
  }

  @Test("nothing of a program that has ended stays open")
  func files() throws {
    let names = try shell.run("-c", "readlink /proc/self/fd/1 /proc/self/fd/2").output
    let streams = names.split(separator: "\n")
    #expect(streams.count == 2)
    let own = "/proc/self/fd"
    // A file that is closed in the meantime has no name any more.
    let open = try FileManager.default.contentsOfDirectory(atPath: own).compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "\(own)/\($0)")
    }
    #expect(!open.isEmpty)
    #expect(!open.contains { name in streams.contains { name.hasPrefix($0) } })
  }

  @Test("signals reach the program while it runs")
  func signals() throws {
    let result = try shell.run(["-c", "trap 'exit 9' TERM; touch ready; while :; do :; done"]) {
      process in
      while !FileManager.default.fileExists(atPath: folder.path("ready")) { usleep(1000) }
      process.terminate()
    }
    #expect(result.exitCode == 9)
  }
}
