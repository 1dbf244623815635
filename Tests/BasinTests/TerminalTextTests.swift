import Archives
import FolderTestSupport
import Foundation
import Testing
import basin

@Suite("Names from files in messages and results")
struct TerminalTextTests {
  @Test(
    "what would steer a terminal is written out",
    arguments: [
      ("plain\ttext\nβ, 日本語, é", "plain\ttext\nβ, 日本語, é"),
      ("\u{1b}[31mred", "\\x1b[31mred"), ("a\rb", "a\\x0db"), ("bell\u{7}", "bell\\x07"),
      ("c1 \u{9b}0m", "c1 \\x9b0m"), ("\u{202e}gnp.exe", "\\u202egnp.exe"),
      ("x,y\r\n1,\r2\r\n", "x,y\r\n1,\\x0d2\r\n"), ("\u{7f}", "\\x7f"),
    ])
  func visible(text: String, seen: String) {
    #expect(TerminalText.visible(text) == seen)
  }

  @Test("a line has at most 300 characters, its start and its end stay")
  func length() {
    let long = "weights.npz: " + String(repeating: "é", count: 1000) + " is damaged"
    let lines = TerminalText.message(long + "\nshort\n").split(separator: "\n")
    #expect(lines[0].count == 300 && lines[1] == "short")
    #expect(lines[0].hasPrefix("weights.npz: é") && lines[0].hasSuffix("é is damaged"))
    let fits = String(repeating: "x", count: 300)
    #expect(TerminalText.message(fits) == fits)
  }

  @Test("a tensor with an evil name is shown, not obeyed")
  func tensorName() throws {
    let folder = try TemporaryFolder()
    let name = "evil\\u001b]0;title\\u0007" + String(repeating: "a", count: 5000)
    let header = #"{"\#(name)":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#
    var bytes = Array(header.utf8)
    let count = UInt64(bytes.count)
    bytes = (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) } + bytes
    try Data(bytes + [0, 0, 0, 0]).write(to: URL(filePath: folder.path("evil.safetensors")))
    let result = try Tool(in: folder.url).run("info", "evil.safetensors")
    #expect(result.exitCode == 65)
    for text in [result.errors, result.output] {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 300 })
    }
    #expect(result.errors.contains("\\x1b]0;title\\x07"))
  }
}
