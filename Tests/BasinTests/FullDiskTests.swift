import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

@Suite(
  "A full disk",
  .enabled(
    if: SmallDisk.isAvailable,
    "no file system can be mounted here: unshare (util-linux) or the right to mount is missing"))
struct FullDiskTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("disk"), withIntermediateDirectories: false)
  }

  private func run(disk size: Int, _ script: String) throws -> Tool.Result {
    try SmallDisk.run(chain.tool, kibibytes: size, script)
  }

  private func surface(_ name: String) throws -> LossSurface {
    try LossSurface(path: chain.folder.path(name))
  }

  private func bits(_ numbers: [Double]) -> [UInt64] { numbers.map(\.bitPattern) }

  /// A surface of some 80 KB that takes a second or so.
  private static let sample =
    ["sample", "net.safetensors", "--data", "spirals", "--samples", "400", "--grid", "61x47"]

  @Test("a surface for which the space runs out keeps its last good file and goes on from it")
  func sampling() throws {
    try chain.train()
    try chain.succeed(Self.sample + ["-o", "whole.h5"])
    let whole = try surface("whole.h5")
    // The disk holds the surface once, but not a second time beside it: it is the run itself that
    // fills it up. Then it is made larger.
    let size = try chain.bytes("whole.h5").count / 1024 * 3 / 2
    let command = "\"$BASIN\" \(Self.sample.joined(separator: " ")) -o disk/surface.h5"
    let result = try run(
      disk: size,
      """
      \(command) 2> errors; echo $? > code
      ls -A disk > names; cp disk/surface.h5 kept.h5
      mount -o remount,size=\(4 * size)k disk || exit 98
      \(command) && cp disk/surface.h5 end.h5; ls -A disk >> names
      """)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(try chain.folder.text("code") == "73\n")
    #expect(try chain.folder.text("names") == "surface.h5\nsurface.h5\n")

    let kept = try surface("kept.h5")
    let errors = try chain.folder.text("errors")
    #expect(errors.contains("disk/surface.h5: cannot be written: No space left on device\n"))
    #expect(errors.contains("Free some space or choose another folder. It keeps "))
    #expect(
      errors.contains(
        "It keeps \(kept.computedCount) points; run the same command again to resume."))
    #expect(kept.computedCount > 0 && !kept.isComplete)
    for point in kept.loss.isComputed.indices where kept.loss.isComputed[point] {
      #expect(kept.loss[point].bitPattern == whole.loss[point].bitPattern)
    }

    #expect(result.errors.contains("resuming after"))
    let end = try surface("end.h5")
    #expect(end.isComplete)
    #expect(
      bits(end.loss.values) == bits(whole.loss.values)
        && bits(end.accuracy.values) == bits(whole.accuracy.values))
    #expect(bits(end.error.values) == bits(whole.error.values))
  }

  /// The state is one page of 4 KiB: it fits once but not a second time beside it, or the state and
  /// the history fit, but not the weights.
  @Test(
    "training for which the space runs out keeps its last good state and goes on from it",
    arguments: [4, 8])
  func training(size: Int) throws {
    let command = ["train"] + Chain.net + ["--data", "spirals", "--epochs", "3"]
    try chain.succeed(command + ["-o", "whole.safetensors"])
    let script = "\"$BASIN\" \(command.joined(separator: " ")) -o disk/net.safetensors"
    let result = try run(
      disk: size,
      """
      \(script) 2> errors; echo $? > code
      ls -A disk > kept
      mount -o remount,size=400k disk || exit 98
      \(script) && cp disk/net.safetensors end.safetensors; ls -A disk > names
      """)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(try chain.folder.text("code") == "73\n")
    let errors = try chain.folder.text("errors")
    #expect(errors.contains("cannot be written: No space left on device\n"))
    let history = size == 8 ? "net.history.csv\n" : ""
    #expect(try chain.folder.text("kept") == history + "net.safetensors.partial\n")
    #expect(result.errors.contains("resuming after"))
    #expect(try chain.folder.text("names") == "net.history.csv\nnet.safetensors\n")
    #expect(try chain.bytes("end.safetensors") == chain.bytes("whole.safetensors"))
  }

  @Test("a disk that is full from the beginning leaves nothing behind")
  func fullFromTheBeginning() throws {
    try chain.train()
    try chain.sample()
    let commands = [
      "plane net.safetensors -o disk/d.h5",
      "sample net.safetensors --data spirals --grid 3 --samples 10 -o disk/s.h5",
      "render surface.h5 -o disk/a.png",
      "train \(Chain.net.joined(separator: " ")) --data spirals --epochs 1 -o disk/n.safetensors",
    ]
    for command in commands {
      let result = try run(
        disk: 64,
        """
        cat /dev/zero > disk/ballast 2> /dev/null
        "$BASIN" \(command); code=$?
        ls -A disk > names; exit $code
        """)
      #expect(result.exitCode == 73, "\(command): \(result.errors)")
      #expect(result.errors.contains("cannot be written: No space left on device\n"), "\(command)")
      #expect(result.errors.contains("Free some space or choose another folder."), "\(command)")
      #expect(try chain.folder.text("names") == "ballast\n", "\(command)")
    }
  }
}
