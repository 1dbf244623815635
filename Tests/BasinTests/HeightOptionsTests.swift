import Archives
import FolderTestSupport
import Foundation
import Testing

/// Surfaces that others have sampled (`Fixtures/Surfaces`): `dip` is 0.1 − 0.5 + x² + 2y², `neg` a bowl
/// below zero, `twowell_neg` two Gaussian wells, the right one down to −0.3, and `twowell_shift` the
/// same + 1; `twowell_x…` are two wells around 1, times a factor.
@Suite("Heights of surfaces, with the built tool")
struct HeightOptionsTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    for name in [
      "dip", "neg", "twowell_neg", "twowell_shift", "twowell_x1", "twowell_x1e-06", "1x5",
    ] {
      let fixture = try #require(
        Bundle.module.url(
          forResource: name, withExtension: "h5", subdirectory: "Fixtures/Surfaces"))
      try FileManager.default.copyItem(
        atPath: fixture.path, toPath: chain.folder.path("\(name).h5"))
    }
  }

  @Test(
    "a scale that does not fit is refused, and what is advised works",
    arguments: [
      ("dip.h5", "loss ≤ −0.001 at 89 points", 1), ("twowell_neg.h5", "loss ≤ −0.001", 2),
      ("neg.h5", "loss ≤ −0.001 at 441 points", 1), ("twowell_x1e-06.h5", "largest loss", 2),
    ])
  func misfits(surface: String, words: String, count: Int) throws {
    for command in [["minima"], ["topology"], ["render", "-o", "out.png"]] {
      let result = try chain.tool.run(command + [surface])
      expectRefusal(
        result, code: 65, saying: surface, words, "--scale linear", "--offset",
        "log10(loss + 0.001)")
      let advice = try #require(result.errors.firstMatch(of: /--offset ([-0-9.e]*[0-9])/))
      for remedy in [["--scale", "linear"], ["--offset", String(advice.1)]] {
        try chain.succeed(command + [surface] + remedy)
        try? FileManager.default.removeItem(atPath: chain.folder.path("out.png"))
        let surface = try minima([surface] + remedy)
        #expect(surface[0]?["count"]?.int == count, "\(remedy)")
        #expect(surface[0]?["resolved_count"]?.int == count, "\(remedy)")
        #expect(surface[0]?["warnings"] == [])
      }
    }
  }

  private func minima(_ arguments: [String]) throws -> JSONValue {
    try JSONValue(
      parsing: chain.succeed(["minima"] + arguments + ["--format", "json"]), from: "minima")
  }

  @Test("on a linear scale the unit of the loss changes no count")
  func units() throws {
    let both = try minima(["twowell_x1.h5", "twowell_x1e-06.h5", "--scale", "linear"])
    #expect(both[0]?["count"]?.int == 2 && both[1]?["count"]?.int == 2)
    let (one, other) = (try #require(both[0]), try #require(both[1]))
    let ratio = try #require(one["threshold"]?.double) / #require(other["threshold"]?.double)
    #expect(abs(ratio / 1e6 - 1) < 1e-6)
    #expect(one["scale"] == "linear" && one["offset"] == .null && one["threshold_unit"] == "loss")
    let decades = try minima(["twowell_x1.h5"])
    #expect(decades[0]?["scale"] == "log10(loss + 0.001)" && decades[0]?["offset"] == 0.001)
    #expect(decades[0]?["threshold_unit"] == "decades" && decades[0]?["threshold"] == 0.01)
    #expect(decades[0]?["count"]?.int == 2)
  }

  @Test("every form says the unit")
  func forms() throws {
    for format in ["text", "markdown", "latex"] {
      let text = try chain.succeed(
        ["minima", "dip.h5", "--scale", "linear", "--format", format])
      #expect(text.contains("in loss") && text.contains("linear scale"))
      #expect(!text.contains("decades") && !text.contains("finite"))
    }
    let table = try chain.succeed(["minima", "dip.h5", "--scale", "linear", "--format", "csv"])
    #expect(table.contains("persistence_unit\r\n") && table.contains("linear,loss\r\n"))
    let topology = try chain.succeed(["topology", "dip.h5", "--scale", "linear"])
    #expect(topology.hasPrefix("dip.h5: 1 minimum, 0 holes") && !topology.contains("decades"))
    let json = try JSONValue(
      parsing: chain.succeed(["topology", "dip.h5", "--offset", "0.5", "--format", "json"]),
      from: "topology")
    #expect(json[0]?["scale"] == "log10(loss + 0.5)" && json[0]?["offset"] == 0.5)
    #expect(json[0]?["threshold_unit"] == "decades" && json[0]?["warnings"] == [])
  }

  @Test("on a line only the two ends are border")
  func line() throws {
    let line = try minima(["1x5.h5"])
    #expect(line[0]?["count"]?.int == 2 && line[0]?["border_count"]?.int == 0)
    #expect(line[0]?["neighbour_count"]?.int == 2 && line[0]?["resolved_count"]?.int == 2)
    #expect(try chain.succeed(["topology", "1x5.h5"]).hasPrefix("1x5.h5: 2 minima, 0 holes"))
    try chain.succeed(["render", "1x5.h5", "-o", "line.png"])
  }

  @Test(
    "what does not go together is wrong usage",
    arguments: [
      ("--scale linear --offset 1", "--offset"), ("--offset nan", "--offset"),
      ("--offset -inf", "--offset"), ("--scale cubic", "--scale"),
      ("--threshold -1", "--threshold"),
      ("--offset --scale log", "--offset"), ("--threshold", "--threshold"),
    ])
  func usage(options: String, word: String) throws {
    for command in ["minima", "topology", "render -o out.png"] {
      let arguments = "\(command) twowell_x1.h5 \(options)".split(separator: " ").map(String.init)
      expectRefusal(try chain.tool.run(arguments), code: 64, saying: word)
    }
  }

  @Test("offsets may be negative")
  func negativeOffset() throws {
    let shifted = try minima(["twowell_shift.h5", "--offset", "-0.1"])
    #expect(shifted[0]?["scale"] == "log10(loss - 0.1)" && shifted[0]?["count"]?.int == 2)
    expectRefusal(
      try chain.tool.run("minima", "twowell_shift.h5", "--offset", "-5"), code: 65,
      saying: "loss ≤ 5 at", "log10(loss - 5.0)")
  }
}
