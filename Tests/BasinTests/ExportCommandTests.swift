import FolderTestSupport
import Foundation
import Testing

@Suite("export, with the built tool")
struct ExportCommandTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    let lines = (0..<9).flatMap { y in
      (0..<9).map { x in "\(x),\(y),\(1 + (x * x * y) % 7)" }
    }
    for name in ["a", "b"] {
      _ = try chain.folder.write(
        (["x,y,loss"] + lines).joined(separator: "\n"), to: "\(name).csv")
    }
  }

  @Test("surfaces become a folder that is named after them, or as asked for")
  func folders() throws {
    let told = try chain.succeed(["export", "a.csv"])
    #expect(
      told
        == ["landscape.npz", "minima.csv", "landscape.ipynb"]
        .map { "notebooks-export/a/\($0)\n" }.joined())
    try chain.succeed(["export", "a.csv", "b.csv", "--scale", "linear", "-o", "pair/"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: chain.folder.path("pair")).sorted() == [
        "landscape.ipynb", "landscape.npz", "minima.csv",
      ])
    #expect(try chain.folder.text("pair/landscape.ipynb").contains("offset = None"))
  }

  @Test("nothing is replaced without --overwrite, and no folder is left half written")
  func overwriting() throws {
    try chain.succeed(["export", "a.csv", "-o", "out"])
    let before = try chain.bytes("out/minima.csv")
    expectRefusal(
      try chain.tool.run("export", "b.csv", "-o", "out"), code: 73, saying: "exists already",
      "--overwrite")
    #expect(try chain.bytes("out/minima.csv") == before)
    try chain.succeed(["export", "b.csv", "-o", "out", "--overwrite"])
    #expect(try chain.bytes("out/minima.csv") != before)
    expectRefusal(
      try chain.tool.run("export", "no.csv", "-o", "new"), code: 66, saying: "no.csv")
    #expect(try chain.files == ["a.csv", "b.csv", "out"])
  }

  @Test(
    "one surface becomes a file for another program",
    arguments: [
      ("vtp", "64 quadrilaterals"), ("stl", "100 × 100 × 43 mm"), ("csv", "9 × 9 points"),
      ("npz", "9 × 9 points"), ("npy", "9 × 9 points"),
    ])
  func files(ending: String, summary: String) throws {
    let told = try chain.succeed(["export", "a.csv", "-o", "sub/out.\(ending)"])
    #expect(told.hasPrefix("sub/out.\(ending): \(summary)"))
    let first = try chain.bytes("sub/out.\(ending)")
    try chain.succeed(["export", "a.csv", "-o", "sub/out.\(ending)", "--overwrite"])
    #expect(try chain.bytes("sub/out.\(ending)") == first)
    if ["csv", "npz", "npy"].contains(ending) {
      let count = { try chain.succeed(["minima", $0]).split(separator: ":")[1].prefix(20) }
      #expect(try count("sub/out.\(ending)") == count("a.csv"))
    }
  }

  @Test("heights and sizes are chosen")
  func choices() throws {
    try chain.succeed(["export", "a.csv", "-o", "a.vtp", "--z-max", "3", "--log"])
    #expect(try chain.folder.text("a.vtp").contains("\(log(3.1))"))
    let told = try chain.succeed(
      ["export", "a.csv", "-o", "a.stl", "--edge", "60", "--height", "20", "--base", "2"]
        + ["--scale", "linear"])
    #expect(told.hasPrefix("a.stl: 60 × 60 × 22 mm"))
  }

  @Test("what makes no sense is refused")
  func refusals() throws {
    let cases: [(arguments: [String], code: Int32, word: String)] = [
      (["a.csv", "-o", "a.obj"], 64, ".vtp, .stl, .csv, .npz or .npy"),
      (["a.csv", "b.csv", "-o", "c.vtp"], 64, "one surface"),
      ([".", "-o", "c.vtp"], 64, "one surface"),
      (["a.csv", "-o", "a.csv", "--overwrite"], 64, "is an input"),
      (["a.csv", "--log"], 64, "--log"),
      (["a.csv", "-o", "a.npy", "--scale", "linear"], 64, "--scale"),
      (["a.csv", "-o", "a.vtp", "--edge", "3"], 64, "--edge"),
      (["a.csv", "-o", "c.stl", "--edge", "-3"], 64, "--edge"),
      (["a.csv", "-o", "c.stl", "--z-max", "0.5"], 64, "--z-max"),
      (Array(repeating: "a.csv", count: 200), 64, "at most"),
    ]
    for (arguments, code, word) in cases {
      expectRefusal(try chain.tool.run(["export"] + arguments), code: code, saying: word)
    }
    #expect(try chain.files == ["a.csv", "b.csv"])
  }
}
