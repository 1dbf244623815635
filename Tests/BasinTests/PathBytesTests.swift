import FolderTestSupport
import Foundation
import Testing

@Suite("Arguments that are not UTF-8, with the built tool")
struct PathBytesTests {
  @Test("a surface with a name in Latin-1 is read; its picture gets the name that was asked for")
  func latin1() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<3).flatMap { y in (0..<3).map { x in "\(x),\(y),\(1 + x * x + y * y)" } }
    _ = try folder.write("x,y,loss\n" + rows.joined(separator: "\n") + "\n", to: "plain.csv")
    let tool = try Tool(in: folder.url)
    let shell = Tool(executable: "/bin/sh", in: folder.url)
    let result = try shell.run(
      "-c",
      """
      n=$(printf 'caf\\351'); mv plain.csv "$n.csv"
      '\(tool.executable.path)' minima "$n.csv" && '\(tool.executable.path)' render "$n.csv" \
      --output "$n.png" && test -s "$n.png" && '\(tool.executable.path)' info "$n.missing"
      """)
    #expect(result.exitCode == 66)
    #expect(result.output.contains("caf\\xe9.csv: ") && result.output.contains("caf\\xe9.png"))
    #expect(result.errors.contains("caf\\xe9.missing: there is no such file"))
  }
}
