import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Tensors
import Testing

@Suite("Images with their channels last")
struct ForeignArraysTests {
  private let chain: Chain
  /// Eight images of 3×6×5: number i of the whole array is (37 i mod 101) / 50 − 1.
  private static let images = Tensor<Float>(
    shape: [8, 3, 6, 5],
    elements: (0..<720).map { (index: Int) -> Float in Float((37 * index) % 101) / 50 - 1 })

  init() throws {
    chain = try Chain()
    try write(Self.images, "first.npy")
    var channelsLast: [Float] = []
    for image in 0..<8 {
      for pixel in 0..<30 {
        for channel in 0..<3 {
          channelsLast.append(Self.images.elements[image * 90 + channel * 30 + pixel])
        }
      }
    }
    try write(Tensor(shape: [8, 6, 5, 3], elements: channelsLast), "last.npy")
    try write(Tensor(shape: [8, 6, 15], elements: channelsLast), "rows.npy")
    try write(Tensor(shape: [8, 90], elements: Self.images.elements), "flat.npy")
    try AtomicFile.write(
      NPYFile(shape: [8], [0, 1, 0, 1, 1, 0, 1, 0]).bytes(), to: chain.folder.path("y.npy"))
  }

  private func write(_ tensor: Tensor<Float>, _ name: String) throws {
    try AtomicFile.write(NPYFile(tensor).bytes(), to: chain.folder.path(name))
  }

  private func train(_ data: String, _ more: String...) throws -> Tool.Result {
    try chain.tool.run(
      [
        "train", "--model", "resnet8", "--width", "2", "--data", "arrays:\(data),y.npy",
        "--epochs", "1", "-o", "net.safetensors",
      ] + more)
  }

  private func sample(_ data: String, _ more: String...) throws -> Tool.Result {
    try chain.tool.run(
      [
        "sample", "net.safetensors", "--data", "arrays:\(data),y.npy", "--grid", "1", "-o",
        "\(data).h5", "--overwrite",
      ] + more)
  }

  private func loss(_ name: String) throws -> Double {
    try LossSurface(path: chain.folder.path("\(name).h5")).loss.values[0]
  }

  private static let advice = "numpy.save(file, x.transpose(0,3,1,2))"

  @Test("are never read as if they came first")
  func refused() throws {
    expectRefusal(
      try train("last.npy"), code: 65, saying: "6×5×3", "channels last", Self.advice)
    try #require(try train("first.npy").exitCode == 0)
    for command in ["sample", "hessian", "gradients"] {
      let weights = command == "gradients" ? ["--weights", "net.safetensors"] : ["net.safetensors"]
      let output = command == "sample" ? ["-o", "out.h5"] : []
      expectRefusal(
        try chain.tool.run([command] + weights + ["--data", "arrays:last.npy,y.npy"] + output),
        code: 65, saying: "3×6×5", Self.advice)
      expectRefusal(
        try chain.tool.run([command] + weights + ["--data", "arrays:rows.npy,y.npy"] + output),
        code: 65, saying: "6×15")
    }
  }

  @Test("are moved to the front where asked for")
  func moved() throws {
    try #require(try train("last.npy", "--layout", "channels-last").exitCode == 0)
    #expect(try sample("first.npy").exitCode == 0 && sample("flat.npy").exitCode == 0)
    #expect(try sample("last.npy", "--layout", "channels-last").exitCode == 0)
    #expect(try loss("last.npy") == loss("first.npy") && loss("flat.npy") == loss("first.npy"))
  }
}
