import Archives
import FolderTestSupport
import Foundation
import Tensors
import Testing

@Suite("basin check")
struct CheckCommandTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    try chain.train()
  }

  private let command = [
    "check", "net.safetensors", "--data", "spirals", "--samples", "100", "--grid", "5",
  ]

  @Test("each question has a verdict, a number and, where something is amiss, a remedy")
  func text() throws {
    let text = try chain.succeed(command)
    for name in [
      "loss", "guessing", "accuracy", "centre", "range", "samples", "window", "directions", "angle",
    ] {
      let line = try #require(
        text.split(separator: "\n").first { line in
          ["ok", "note", "warning"].contains { line.hasPrefix($0) }
            && line.split(separator: " ").dropFirst().first == Substring(name)
        }, "\(name) in \(text)")
      #expect(line.contains { $0.isNumber } || line.contains("finite"), "\(line)")
    }
    #expect(text.contains("net.safetensors") && text.contains("100 examples"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: chain.folder.path(".")) == [
        "net.safetensors"
      ])
  }

  @Test("the JSON has the same answers, and they do not depend on the threads")
  func json() throws {
    let one = try chain.succeed(command + ["--format", "json", "--threads", "1"])
    #expect(try chain.succeed(command + ["--format", "json", "--threads", "2"]) == one)
    let json = try JSONValue(parsing: one)
    let checks = try #require(json["checks"]?.array)
    #expect(checks.count == 9)
    for check in checks {
      let verdict = try #require(check["verdict"]?.string)
      #expect(["ok", "note", "warning"].contains(verdict))
      #expect((check["remedy"]?.string != nil) || verdict == "ok", "\(check)")
      #expect(check["numbers"] != nil && check["finding"]?.string?.hasSuffix(".") == true)
    }
  }

  @Test("labels in another order are found out")
  func otherData() throws {
    // Targets drawn anew: whatever the net learnt, it does not help here.
    let inputs = (0..<200).flatMap { [Float($0 % 17) / 8 - 1, Float($0 % 13) / 6 - 1] }
    let labels = (0..<200).map { Int64($0 * 7919 % 101 % 2) }
    try chain.folder.write(
      NPYFile(Tensor(shape: [200, 2], elements: inputs)).bytes(), to: "x.npy")
    try chain.folder.write(
      NPYFile(shape: [200], labels).bytes(), to: "y.npy")
    let text = try chain.succeed([
      "check", "net.safetensors", "--data", "arrays:x.npy,y.npy", "--grid", "5",
    ])
    #expect(text.contains("warning  guessing"), "\(text)")
    #expect(text.contains("mend what"), "\(text)")
  }

  @Test("a grid without the centre is refused, as are options that do not go together")
  func refusals() throws {
    expectRefusal(
      try chain.tool.run(command.dropLast() + ["4"]), code: 64, saying: "--grid", "centre")
    expectRefusal(
      try chain.tool.run(command + ["--span", "1:2"]), code: 64, saying: "centre")
    expectRefusal(
      try chain.tool.run(command + ["--seed", "1", "--directions", "d.h5"]), code: 64,
      saying: "--directions")
    expectRefusal(
      try chain.tool.run(["check", "missing.safetensors", "--data", "spirals"]), code: 66,
      saying: "missing.safetensors")
  }

  @Test("sample says what it found amiss")
  func sampling() throws {
    let result = try chain.tool.run([
      "sample", "net.safetensors", "--data", "spirals", "--samples", "20", "--grid", "5",
      "--span", "-9:9", "-o", "far.h5",
    ])
    #expect(result.exitCode == 0)
    #expect(
      result.errors.contains("far.h5: note: At its edge the window moves"), "\(result.errors)")
  }
}
