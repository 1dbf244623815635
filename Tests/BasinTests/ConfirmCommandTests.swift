import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("minima --confirm")
struct ConfirmCommandTests {
  private let chain: Chain
  private static let confirm = [
    "minima", "surface.h5", "--confirm", "--weights", "net.safetensors", "--data", "spirals",
  ]

  init() throws { chain = try Chain() }

  private func confirmed(_ more: String...) throws -> JSONValue {
    try JSONValue(
      parsing: try chain.succeed(Self.confirm + ["--format", "json"] + more), from: "minima")
  }

  @Test("says of each minimum what became of it, and adds to the contract's keys only")
  func verdicts() throws {
    try chain.train()
    try chain.sample("--grid", "17")
    let plain = try JSONValue(
      parsing: try chain.succeed(["minima", "surface.h5", "--format", "json"]), from: "minima")
    let json = try confirmed()
    #expect(plain.differences(from: json).allSatisfy { $0.here == nil })
    let surface = try #require(json[0])
    let minima = try #require(surface["minima"]?.array)
    var count = 0
    for minimum in minima {
      let verdict = try #require(minimum["verdict"]?.string)
      #expect(["confirmed", "artefact", "unresolved", "below_threshold"].contains(verdict))
      if verdict == "confirmed" {
        count += 1
        #expect(minimum["refined"]?["gradient_norm"]?.double != nil)
        #expect(minimum["refined"]?["hessian_eigenvalues"]?.array?.count == 2)
        #expect(try #require(minimum["refined_barrier"]?.double) >= 0.01)
      }
    }
    #expect(surface["confirmed_count"]?.int == count)
    // The net was trained: there is a lowest point in its plane.
    #expect(count >= 1 || minima.first?["on_border"] == true, "\(surface)")
    for format in ["text", "markdown", "latex", "csv"] {
      let text = try chain.succeed(Self.confirm + ["--format", format])
      #expect(text.contains("verdict") && text.contains("barrier"), "\(text)")
    }
  }

  @Test("says the same for any number of threads")
  func threads() throws {
    try chain.train()
    try chain.sample("--grid", "17")
    #expect(try confirmed("--threads", "1") == confirmed("--threads", "3"))
  }

  @Test("stopped, it keeps what it has computed beside the surfaces, and goes on from there")
  func interruption() throws {
    // Deep and without shortcuts: several minima.
    try chain.succeed(
      ["train", "--model", "mlp", "--layers", "2,128,128,128,128,128,128,2", "--plain"]
        + ["--data", "spirals", "--epochs", "10", "-o", "net.safetensors"])
    try chain.succeed(
      ["sample", "net.safetensors", "--data", "spirals", "--samples", "120", "--grid", "21"]
        + ["--span", "-3:3", "-o", "0.h5"])
    // So many that a late signal still comes in time, of which few are looked at to the end.
    let names = (0..<40).map { "\($0).h5" }
    for name in names.dropFirst() {
      try FileManager.default.copyItem(
        atPath: chain.folder.path("0.h5"), toPath: chain.folder.path(name))
    }
    let before = try chain.files
    func command(_ surfaces: some Sequence<String>) -> [String] {
      ["minima"] + surfaces + ["--threshold", "1e-9"] + Self.confirm[2...] + ["--format", "json"]
    }
    let few = command(names.prefix(2))
    let whole = try chain.succeed(few)
    #expect(try chain.files == before)

    let stopped = try chain.interruptOnceKept(command(names))
    #expect(stopped.exitCode == 130 && stopped.output.isEmpty, "\(stopped.errors)")
    #expect(stopped.errors.contains("Run the same command again to resume."))
    let kept = try chain.files.filter { !before.contains($0) }
    #expect(!kept.isEmpty && kept.allSatisfy { $0.hasSuffix(".h5.confirmation.partial") })
    #expect(kept.contains("0.h5.confirmation.partial"), "the first of all")
    #expect(kept.contains { stopped.errors.contains("kept in \($0)\n") })
    let described = try chain.succeed(["info", "0.h5.confirmation.partial"])
    #expect(
      described.contains("unfinished confirmation") && described.contains("points are computed"))

    #expect(try chain.succeed(few) == whole)
    #expect(
      try chain.files
        == (before + kept.filter { !$0.hasPrefix("0.") && !$0.hasPrefix("1.") }).sorted())

    _ = try chain.folder.write("mine", to: "0.h5.confirmation.partial")
    expectRefusal(
      try chain.tool.run(few), code: 65, saying: "0.h5.confirmation.partial", "Remove it")
    #expect(try chain.folder.text("0.h5.confirmation.partial") == "mine")
  }

  @Test("refuses what the surface was not made from, and says what it is")
  func refusals() throws {
    try chain.train()
    try chain.sample()
    try chain.succeed(
      ["train"] + Chain.net
        + ["--data", "spirals", "--epochs", "1", "--seed", "2", "-o", "other.safetensors"])
    var command = Self.confirm
    command[4] = "other.safetensors"
    expectRefusal(
      try chain.tool.run(command), code: 65, saying: "surface.h5", "different weights")

    try points(100, 2).write(to: chain.folder.url.appending(path: "x.npy"))
    try labels(100).write(to: chain.folder.url.appending(path: "y.npy"))
    command = Self.confirm
    command[6] = "arrays:x.npy,y.npy"
    expectRefusal(
      try chain.tool.run(command), code: 65, saying: "surface.h5", "different data", "data")

    try chain.succeed(["plane", "net.safetensors", "--seed", "9", "-o", "d.h5"])
    expectRefusal(
      try chain.tool.run(Self.confirm + ["--directions", "d.h5"]), code: 65,
      saying: "surface.h5", "different directions", "--directions")

    // Li et al.'s directions do not say how they were drawn, but ours do.
    try chain.sample("--directions", "d.h5", "--overwrite")
    #expect(try chain.succeed(Self.confirm).contains("confirmation: "))
    #expect(try chain.succeed(Self.confirm + ["--directions", "d.h5"]).contains("confirmation: "))
  }

  @Test(
    "wrong usage",
    arguments: [
      ("minima surface.h5 --confirm", "--weights"),
      ("minima surface.h5 --weights net.safetensors", "--confirm"),
      ("minima surface.h5 --data spirals", "--confirm"),
      ("minima surface.h5 --threads 2", "--confirm"),
      ("minima surface.h5 --image-size 14", "--confirm"),
      ("minima surface.h5 --directions d.h5", "--confirm"),
      ("minima surface.h5 --model resnet20", "--confirm"),
    ])
  func usage(command: String, word: String) throws {
    expectRefusal(
      try chain.tool.run(command.split(separator: " ").map(String.init)), code: 64, saying: word)
  }

  private func points(_ rows: Int, _ columns: Int) -> Data {
    npy("<f4", "(\(rows), \(columns))")
      + Data((0..<rows * columns).flatMap { bytes(of: (Float($0) / 100).bitPattern) })
  }

  private func labels(_ rows: Int) -> Data {
    npy("<i4", "(\(rows),)") + Data((0..<rows).flatMap { bytes(of: UInt32($0 % 2)) })
  }

  private func bytes(of word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }

  private func npy(_ type: String, _ shape: String) -> Data {
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n"
    return Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, UInt8(header.utf8.count), 0])
      + Data(header.utf8)
  }
}
