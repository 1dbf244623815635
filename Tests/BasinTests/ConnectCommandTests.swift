import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Tensors
import Testing

@Suite("basin connect")
struct ConnectCommandTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    for (name, seed) in [("a", "1"), ("b", "2")] {
      try chain.succeed(
        ["train"] + Chain.net + ["--data", "spirals", "--epochs", "8", "--learning-rate", "0.5"]
          + ["--seed", seed, "-o", "\(name).safetensors", "--history", "\(name).csv"])
    }
  }

  private let command = [
    "connect", "a.safetensors", "b.safetensors", "--data", "spirals", "--samples", "200",
    "--points", "9", "--epochs", "2",
  ]

  @Test("the table, the file, the bend, info and the picture belong together")
  func everything() throws {
    let text = try chain.succeed(command + ["-o", "path.h5"])
    #expect(text.contains("straight line") && text.contains("trained curve"))
    #expect(text.contains("path.h5") && text.contains("path.bend-1.safetensors"))
    #expect(!text.contains("running statistics"), "a net without batch normalisation")
    #expect(
      try chain.files == [
        "a.csv", "a.safetensors", "b.csv", "b.safetensors", "path.bend-1.safetensors", "path.h5",
      ])
    let connection = try Connection(path: chain.folder.path("path.h5"))
    #expect(connection.ts.count == 9 && connection.courses.map(\.path) == [.line, .curve])
    let info = try chain.succeed(["info", "path.h5"])
    #expect(info.contains("connection between two nets") && info.contains("9 points"))
    #expect(info.contains("barrier") && info.contains("batchSize"))
    let bend = try chain.succeed(["info", "path.bend-1.safetensors"])
    #expect(bend.contains("describes its network"))
    try chain.succeed(["render", "path.h5", "-o", "path.svg"])
    let picture = String(decoding: try chain.bytes("path.svg"), as: UTF8.self)
    #expect(picture.contains("barrier") && picture.contains("trained curve"))
    // The losses at the ends are those of the nets themselves.
    for (name, place) in [("a", 0), ("b", 8)] {
      try chain.succeed([
        "sample", "\(name).safetensors", "--data", "spirals", "--samples", "200", "--grid", "3",
        "-o", "\(name).h5",
      ])
      let surface = try LossSurface(path: chain.folder.path("\(name).h5"))
      for course in connection.courses {
        #expect(abs(surface.loss[4] - course.values[place].loss) < 1e-5)
      }
    }
    // The bend is a net, which other commands read.
    try chain.succeed([
      "sample", "path.bend-1.safetensors", "--data", "spirals", "--samples", "50", "--grid", "3",
      "-o", "bend.h5",
    ])
  }

  @Test("threads do not matter, and the JSON is the file")
  func bits() throws {
    let one = try chain.succeed(
      command + ["--threads", "1", "--format", "json", "-o", "path.h5"])
    let first = try chain.bytes("path.h5")
    let two = try chain.succeed(
      command + ["--threads", "2", "--format", "json", "-o", "path.h5", "--overwrite"])
    #expect(try chain.bytes("path.h5") == first)
    #expect(one == two)
    let json = try JSONValue(parsing: one, from: "the answer")
    let connection = try Connection(path: chain.folder.path("path.h5"))
    for (path, course) in zip(try #require(json["paths"]?.array), connection.courses) {
      #expect(path["path"]?.string == course.path.rawValue)
      #expect(path["barrier"]?.double == course.barrier.height)
      #expect(path["barrier_error"]?.double == course.barrier.error)
      #expect(path["loss"]?.array?.compactMap(\.double) == course.values.map(\.loss))
    }
    #expect(json["curve"]?["epoch_losses"]?.array?.count == 2)
  }

  @Test("a run that is stopped or killed goes on to the same bits")
  func resuming() throws {
    let command = command + ["--curve", "chain", "--bends", "2", "--epochs", "60"]
    try chain.succeed(command + ["-o", "whole.h5"])
    let stopped = try chain.interruptOnceKept(command + ["-o", "paused.h5"])
    #expect(stopped.exitCode == 130, "\(stopped.errors)")
    #expect(try chain.files.contains("paused.h5.partial"))
    #expect(try chain.succeed(["info", "paused.h5.partial"]).contains("unfinished connection"))
    // Other settings do not go on with it.
    expectRefusal(
      try chain.tool.run(command + ["--seed", "9", "-o", "paused.h5"]), code: 65,
      saying: "paused.h5.partial", "seed", "--overwrite")
    try chain.succeed(command + ["--threads", "1", "-o", "paused.h5"])
    for ending in ["h5", "bend-1.safetensors", "bend-2.safetensors"] {
      #expect(try chain.bytes("paused.\(ending)") == chain.bytes("whole.\(ending)"))
    }
    #expect(try !chain.files.contains("paused.h5.partial"))
  }

  @Test("running and recalibrated statistics are two lines, where there are any")
  func batchNorm() throws {
    var random = SplitMix(state: 3)
    let pixels = (0..<40 * 64).map { _ in Float(random.number(in: 0..<256)) / 128 - 1 }
    _ = try chain.folder.write(
      NPYFile(Tensor(shape: [40, 1, 8, 8], elements: pixels)).bytes(), to: "x.npy")
    _ = try chain.folder.write(
      NPYFile(shape: [40], (0..<40).map { Int64($0 % 2) }).bytes(), to: "y.npy")
    let data = ["--data", "arrays:x.npy,y.npy"]
    for seed in ["1", "2"] {
      try chain.succeed(
        ["train", "--model", "resnet8", "--width", "4", "--epochs", "3", "--batch-size", "20"]
          + data + ["--seed", seed, "-o", "r\(seed).safetensors"])
    }
    let text = try chain.succeed(
      ["connect", "r1.safetensors", "r2.safetensors", "--points", "5", "--epochs", "1"] + data
        + ["-o", "r.h5"])
    #expect(text.contains("running statistics") && text.contains("straight line, recalibrated"))
    let connection = try Connection(path: chain.folder.path("r.h5"))
    #expect(connection.courses.map(\.path) == Connection.Path.allCases)
    let (line, own, curve) = (
      try #require(connection[.line]), try #require(connection[.recalibratedLine]),
      try #require(connection[.curve])
    )
    #expect(line.values != own.values)
    #expect(curve.values.first == own.values.first && curve.values.last == own.values.last)
  }

  @Test("what cannot be joined, and settings that make no sense, are refused")
  func refusals() throws {
    func refuse(
      _ arguments: [String], _ code: Int32, _ words: String...,
      at location: SourceLocation = #_sourceLocation
    ) throws {
      let result = try chain.tool.run(arguments + ["-o", "path.h5"])
      let faults = refusalFaults(result, code: code, saying: words)
      #expect(faults == [], sourceLocation: location)
    }
    func nets(_ a: String, _ b: String) -> [String] {
      ["connect", a, b] + command.dropFirst(3)
    }
    try refuse(nets("a.safetensors", "a.safetensors"), 65, "a.safetensors", "same weights")
    try refuse(nets("a.safetensors", "missing.safetensors"), 66, "missing.safetensors")
    try chain.succeed([
      "train", "--model", "mlp", "--layers", "2,8,2", "--data", "spirals", "--epochs", "1", "-o",
      "other.safetensors",
    ])
    try refuse(
      nets("a.safetensors", "other.safetensors"), 65, "other.safetensors", "another net")
    let file = try SafetensorsFile(path: chain.folder.path("b.safetensors"))
    var entries = file.entries
    var broken = entries[1].tensor.elements
    broken[0] = .nan
    entries[1] = .init(
      name: entries[1].name, tensor: Tensor(shape: entries[1].tensor.shape, elements: broken))
    try SafetensorsFile(entries: entries, metadata: file.metadata).write(
      to: chain.folder.path("nan.safetensors"))
    try refuse(
      nets("a.safetensors", "nan.safetensors"), 65, "nan.safetensors", entries[1].name,
      "holds NaN")
    try refuse(
      command + ["--batch-size", "300", "--train-samples", "200"], 64, "--batch-size", "200")
    try refuse(command + ["--learning-rate", "0"], 64, "--learning-rate")
    try refuse(command + ["--learning-rate=-0.1"], 64, "--learning-rate")
    try refuse(command + ["--bends", "3"], 64, "--bends")
    try refuse(command + ["--points", "2"], 64, "--points")
    try refuse(command + ["--curve", "circle"], 64, "circle")
    let result = try chain.tool.run(command + ["-o", "path.csv"])
    #expect(refusalFaults(result, code: 64, saying: [".h5"]) == [])
    #expect(try !chain.files.contains { $0.hasPrefix("path") })
    // What is there is not replaced.
    _ = try chain.folder.write("x", to: "path.bend-1.safetensors")
    try refuse(command, 73, "path.bend-1.safetensors", "--overwrite")
    try refuse(
      command + ["--learning-rate", "1e38", "--overwrite"], 65, "diverged", "--learning-rate")
    #expect(try !chain.files.contains("path.h5.partial"))
  }

  @Test("a connection among surfaces, and options of surfaces, are refused by render")
  func pictures() throws {
    try chain.succeed(command + ["-o", "path.h5"])
    expectRefusal(
      try chain.tool.run("render", "path.h5", "--style", "surface", "-o", "a.png"), code: 64,
      saying: "--style")
    expectRefusal(
      try chain.tool.run("render", "path.h5", "path.h5", "-o", "a.png"), code: 65,
      saying: "path.h5")
    expectRefusal(try chain.tool.run("minima", "path.h5"), code: 65, saying: "path.h5")
  }

  @Test("compare trains copies in another order, and refuses orders that say nothing")
  func orders() throws {
    let compare =
      ["compare"] + Chain.net + ["--data", "spirals", "--epochs", "2", "--grid", "5"]
      + ["--samples", "50", "--output", "run"]
    for (options, says) in [
      (["--reorder-after", "0"], "--reorder-after: requires --connect"),
      (["--connect"], "--connect: measures lines between nets of different seeds"),
      (["--connect", "--reorder-after", "0,x"], "is not a list of numbers"),
      (["--connect", "--reorder-after", "2"], "--reorder-after: must be rising numbers"),
      (["--connect", "--reorder-after", "0", "--match-loss"], "Compare orders in a run without"),
    ] {
      expectRefusal(try chain.tool.run(compare + options), code: 64, saying: says)
    }
    try chain.succeed(compare + ["--connect", "--reorder-after", "0,1"])
    let report = try String(
      contentsOf: chain.folder.url.appending(path: "run/report.md"), encoding: .utf8)
    #expect(report.contains("From one start in two orders"))
    #expect(report.contains("--reorder-after 0,1"))
  }
}
