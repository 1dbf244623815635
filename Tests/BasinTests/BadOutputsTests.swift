import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("Outputs that cannot be written")
struct BadOutputsTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  /// Every command that writes a file, ready to run but for its output, and how that may be called.
  private static let commands = [
    (["train"] + Chain.net + ["--data", "spirals", "--epochs", "1"], "out.safetensors"),
    (["plane", "net.safetensors"], "out.h5"),
    (
      ["sample", "net.safetensors", "--data", "spirals", "--grid", "3", "--samples", "10"], "out.h5"
    ),
    (["render", "surface.h5"], "out.png"),
  ]

  @Test("what exists is not overwritten unless asked", arguments: commands)
  func existing(command: [String], name: String) throws {
    try chain.train()
    try chain.sample()
    _ = try chain.folder.write("precious", to: name)
    expectRefusal(
      try chain.tool.run(command + ["-o", name]), code: 73, saying: name, "--overwrite")
    #expect(try chain.folder.text(name) == "precious")
    try chain.succeed(command + ["-o", name, "--overwrite"])
    #expect(try chain.bytes(name) != Data("precious".utf8))
  }

  @Test("an impossible folder is refused before any work", arguments: commands)
  func impossible(command: [String], name: String) throws {
    try chain.train()
    try chain.sample()
    let before = try chain.files
    for folder in ["net.safetensors", "/proc/nowhere", "/dev/null"] {
      expectRefusal(
        try chain.tool.run(command + ["-o", "\(folder)/\(name)"]), code: 73, saying: folder)
    }
    _ = try FileManager.default.createDirectory(
      atPath: chain.folder.path("folder-\(name)"), withIntermediateDirectories: false)
    expectRefusal(
      try chain.tool.run(command + ["-o", "folder-\(name)", "--overwrite"]), code: 73,
      saying: "folder-\(name)")
    #expect(try chain.files == (before + ["folder-\(name)"]).sorted())
  }

  @Test("a folder for a comparison that cannot be made is refused")
  func impossibleComparison() throws {
    _ = try chain.folder.write("a file", to: "file")
    let command = ["compare"] + Chain.net + ["--data", "spirals", "--output"]
    for (folder, obstacle) in [
      ("file", "file"), ("file/run", "file"), ("/proc/nowhere/run", "/proc/nowhere"),
    ] {
      expectRefusal(try chain.tool.run(command + [folder]), code: 73, saying: obstacle)
    }
    #expect(try chain.files == ["file"])
  }

  @Test("an output that another run works on is refused")
  func locked() throws {
    try chain.train()
    let lock = try FileLock(for: chain.folder.path("out.h5"))
    expectRefusal(
      try chain.tool.run([
        "sample", "net.safetensors", "--data", "spirals", "--grid", "3", "-o", "out.h5",
      ]),
      code: 73, saying: "out.h5")
    #expect(try !chain.files.contains("out.h5"))
    extendLifetime(lock)
  }

  @Test("a folder that is missing is made")
  func missingFolder() throws {
    try chain.train()
    try chain.succeed(["plane", "net.safetensors", "-o", "new/folder/d.h5"])
    #expect(FileManager.default.fileExists(atPath: chain.folder.path("new/folder/d.h5")))
  }
}
