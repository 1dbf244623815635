import FolderTestSupport
import Foundation
import Testing

@Suite("The Swift of the README")
struct ReadmeExampleTests {
  @Test("it trains, samples, counts and draws with the one import")
  func runs() throws {
    let folder = try TemporaryFolder()
    #expect(try readmeExample(folder: folder.url.path) >= 0)
    #expect(
      try folder.contents.sorted()
        == ["history.csv", "net.safetensors", "surface.h5", "surface.png"])
  }

  @Test("the README shows these lines")
  func isShown() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let source = try String(
      contentsOf: tests.appending(path: "ReadmeExample.swift"), encoding: .utf8)
    let readme = try String(
      contentsOf: tests.appending(path: "../../README.md"), encoding: .utf8)
    let lines = try #require(source.firstMatch(of: /\/\/ README\n((?:.*\n)*?) *\/\/ README\n/)).1
      .split(separator: "\n").map { $0.hasPrefix("  ") ? $0.dropFirst(2) : $0 }
    let shown = try #require(readme.firstMatch(of: /```swift\n((?:.*\n)*?)```/)).1
    #expect(lines.count > 10)
    #expect(shown.contains(lines.joined(separator: "\n")))
  }
}
