import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("basin topology, with the built tool")
struct TopologyCommandTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  @Test("tells the same minima as basin minima, as text and as JSON")
  func sampledSurface() throws {
    try chain.train()
    try chain.sample()
    let text = try chain.succeed(["topology", "surface.h5", "--threshold", "0"])
    #expect(text.hasPrefix("surface.h5: ") && text.contains("roughness index"))
    #expect(!text.contains("better than guessing"))
    let json = try JSONValue(
      parsing: chain.succeed(["topology", "surface.h5", "--classes", "2", "--format", "json"]),
      from: "topology")
    let minima = try JSONValue(
      parsing: chain.succeed(["minima", "surface.h5", "--format", "json"]), from: "minima")
    #expect(json[0]?["grid"]?[0]?.int == 9 && json[0]?["quantity"]?.string == "train_loss")
    #expect(json[0]?["roughness"]?["better_than_guessing"]?.double != nil)
    for number in 0..<100 {
      let minimum = minima[0]?["minima"]?[number]
      let component = json[0]?["components"]?[number]
      #expect(component?["minimum"]?["x"] == minimum?["x"])
      #expect(component?["minimum"]?["loss"] == minimum?["loss"])
      if minimum?["saddle"] != .null {
        #expect(component?["persistence"] == minimum?["persistence"])
      }
    }
    #expect(json[0]?["components"]?[0] != nil)
  }

  @Test(
    "what cannot be meant is refused with the word that is wrong",
    arguments: [
      ("topology", "<surface.h5>"), ("topology s.h5 --threshold -1", "--threshold"),
      ("topology s.h5 --classes 1", "--classes"), ("topology s.h5 --format xml", "--format"),
    ])
  func refused(arguments: String, word: String) throws {
    expectRefusal(
      try chain.tool.run(arguments.split(separator: " ").map(String.init)), code: 64, saying: word)
  }

  @Test("a file that is missing is missing, one that is no surface is named")
  func badFiles() throws {
    expectRefusal(try chain.tool.run("topology", "none.h5"), code: 66, saying: "none.h5")
    _ = try chain.folder.write("words", to: "text.h5")
    expectRefusal(try chain.tool.run("topology", "text.h5"), code: 65, saying: "text.h5")
  }

  @Test("help teaches what the numbers mean")
  func help() throws {
    let help = try chain.succeed(["topology", "--help"])
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for word in ["persistence", "saddle", "roughness index", "--classes", "Examples"] {
      #expect(help.contains(word))
    }
  }
}
