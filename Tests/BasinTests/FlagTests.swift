import Failures
import Foundation
import Testing
import basin

@Suite("Settings as the command line writes them")
struct FlagTests {
  @Test(arguments: [
    (Setting("grid"), nil, "--grid"), ("learning rate", "0.1", "--learning-rate 0.1"),
  ])
  func flags(setting: Setting, value: String?, text: String) {
    #expect(flag(setting, value) == text)
  }

  @Test("every setting that a library names is an option of some command")
  func everySettingIsAnOption() throws {
    let help = try Tool().run("--experimental-dump-help").output
    let options = Set(help.matches(of: /"name" : "([a-z-]+)"/).map { String($0.1) })
    let named = try settingsNamedInLibraries()
    #expect(named.count > 15, "the sources were not found")
    #expect(named.filter { !options.contains($0) } == [])
  }

  private func settingsNamedInLibraries() throws -> [String] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") && !$0.hasPrefix("Failures/") }
    let texts = try files.map {
      try String(contentsOf: sources.appending(path: $0), encoding: .utf8)
    }
    var names: Set<String> = []
    for text in texts {
      for match in text.matches(of: /(?:\.setting\(|setting: )"([a-z ]+)"/) {
        names.insert(String(match.1).replacing(" ", with: "-"))
      }
    }
    return names.sorted()
  }
}
