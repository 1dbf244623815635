import FolderTestSupport
import Foundation
import Testing

@Suite(
  "Files that may not be read and folders that may not be written to",
  .enabled(
    if: UnprivilegedTool.isAvailable,
    "the tests run as root, and setpriv cannot run the tool as anybody else"))
struct PermissionsTests {
  private let chain: Chain
  private let unprivileged: UnprivilegedTool

  /// Weights and a surface that everybody may read, in a folder that everybody may write to, and in
  /// it an empty one that nobody may write to.
  init() throws {
    chain = try Chain()
    unprivileged = try UnprivilegedTool(in: chain.folder.url)
    try chain.train()
    try chain.sample()
    try chain.succeed(["plane", "net.safetensors", "-o", "d.h5"])
    try setPermissions(0o777, of: chain.folder.url.path)
    for name in try chain.files { try setPermissions(0o644, of: chain.folder.path(name)) }
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("closed"), withIntermediateDirectories: false)
    try setPermissions(0o555, of: chain.folder.path("closed"))
  }

  private func run(_ arguments: [String]) throws -> Tool.Result {
    try unprivileged.run(arguments)
  }

  /// Everything in the test's folder and below, locks and hidden files too.
  private var everything: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: chain.folder.url.path).sorted()
    }
  }

  private static let compare =
    ["compare"] + Chain.net + ["--epochs", "1", "--grid", "3", "--samples", "10"]

  @Test(
    "a file that may not be read is named, and nothing is begun",
    arguments: [
      ("net.safetensors", ["sample", "net.safetensors", "--data", "spirals", "-o", "out.h5"]),
      ("net.safetensors", ["plane", "net.safetensors", "-o", "out.h5"]),
      (
        "d.h5",
        ["sample", "net.safetensors", "--data", "spirals", "--directions", "d.h5", "-o", "out.h5"]
      ),
      ("x.npy", ["train"] + Chain.net + ["--data", "arrays:x.npy,y.npy", "-o", "out.safetensors"]),
      ("surface.h5", ["minima", "surface.h5"]),
      ("surface.h5", ["render", "surface.h5", "-o", "out.png"]),
      ("net.safetensors", ["info", "net.safetensors"]),
      ("surface.h5", ["info", "surface.h5"]),
    ])
  func unreadable(file: String, command: [String]) throws {
    for name in ["x.npy", "y.npy"] { _ = try chain.folder.write("never read", to: name) }
    try setPermissions(0o000, of: chain.folder.path(file))
    let before = try everything
    expectRefusal(try run(command), code: 66, saying: "\(file): cannot be read: ", "denied")
    #expect(try everything == before)
  }

  @Test("data of a comparison that may not be read are named, and leave an empty folder at most")
  func unreadableData() throws {
    for name in ["x.npy", "y.npy"] { _ = try chain.folder.write("never read", to: name) }
    try setPermissions(0o000, of: chain.folder.path("x.npy"))
    let before = try everything
    expectRefusal(
      try run(Self.compare + ["--data", "arrays:x.npy,y.npy", "--output", "run"]), code: 66,
      saying: "x.npy: cannot be read: ", "denied")
    #expect(try everything.filter { $0 != "run" } == before)
  }

  @Test("a surface that may be written to but not read is in the way and stays as it is")
  func unreadableOutput() throws {
    let before = try chain.bytes("surface.h5")
    try setPermissions(0o222, of: chain.folder.path("surface.h5"))
    expectRefusal(
      try run(["sample", "net.safetensors", "--data", "spirals", "-o", "surface.h5"]), code: 73,
      saying: "surface.h5: exists already", "--overwrite")
    try setPermissions(0o644, of: chain.folder.path("surface.h5"))
    #expect(try chain.bytes("surface.h5") == before)
  }

  /// Every command that writes a file, ready to run but for its output.
  private static let writing = [
    ["train"] + Chain.net + ["--data", "spirals", "--epochs", "1", "-o"],
    ["plane", "net.safetensors", "-o"],
    ["sample", "net.safetensors", "--data", "spirals", "--grid", "3", "--samples", "10", "-o"],
    ["render", "surface.h5", "-o"],
    compare + ["--data", "spirals", "--output"],
  ]

  @Test("a folder that may not be written to is refused before any work", arguments: writing)
  func readOnlyFolder(command: [String]) throws {
    let before = try everything
    // A comparison's output is a folder itself.
    let names = [
      "compare": ["closed", "closed/run"], "train": ["closed/out.safetensors"],
      "render": ["closed/out.png"],
    ]
    for output in names[command[0]] ?? ["closed/out.h5"] {
      expectRefusal(
        try run(command + [output]), code: 73,
        saying: "closed: the folder cannot be written to: ", "denied")
    }
    #expect(try everything == before)
  }

  @Test("an unfinished surface in a folder that may not be written to is refused as it is")
  func readOnlyContinuing() throws {
    try setPermissions(0o755, of: chain.folder.path("closed"))
    try chain.sample("--time-budget", "0.0001s", "--overwrite", "-o", "closed/part.h5")
    try setPermissions(0o644, of: chain.folder.path("closed/part.h5"))
    try setPermissions(0o555, of: chain.folder.path("closed"))
    let before = try chain.bytes("closed/part.h5")
    let command = ["sample", "net.safetensors", "--data", "spirals", "--samples", "100"]
    for more in [[], ["--overwrite"]] {
      expectRefusal(
        try run(command + ["--grid", "9x7", "-o", "closed/part.h5"] + more), code: 73,
        saying: "closed: the folder cannot be written to: ", "denied")
    }
    #expect(try chain.bytes("closed/part.h5") == before)
    // Reading takes no right to write.
    for reader in ["minima", "info"] {
      #expect(try run([reader, "closed/part.h5"]).exitCode == 0)
    }
    #expect(try run(["render", "closed/part.h5", "-o", "out.png"]).exitCode == 0)
    #expect(try everything.filter { $0.hasPrefix("closed/") } == ["closed/part.h5"])
    // So that the folder can be removed where the tests do not run as root.
    try setPermissions(0o755, of: chain.folder.path("closed"))
  }
}
