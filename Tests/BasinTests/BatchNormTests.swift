import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Tensors
import Testing

@Suite("Statistics of batch normalisations at each point")
struct BatchNormTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    let images = (0..<60 * 64).map { (index: Int) -> Float in
      Float(index * 7919 % 257) / 128 - 1
    }
    _ = try chain.folder.write(
      NPYFile(Tensor(shape: [60, 1, 8, 8], elements: images)).bytes(), to: "x.npy")
    _ = try chain.folder.write(
      NPYFile(shape: [60], (0..<60).map { Int64($0 % 3) }).bytes(), to: "y.npy")
    try chain.succeed(
      ["train", "--model", "resnet8", "--width", "4", "--data", "arrays:x.npy,y.npy"]
        + ["--epochs", "30", "--batch-size", "20", "-o", "net.safetensors"])
  }

  private let command = [
    "sample", "net.safetensors", "--data", "arrays:x.npy,y.npy", "--grid", "5",
  ]

  private func sample(_ output: String, _ more: String...) throws -> LossSurface {
    try chain.succeed(command + ["-o", output] + more)
    return try LossSurface(path: chain.folder.path(output))
  }

  @Test("losses are others, the same for any threads, and reference confirms them")
  func surfaces() throws {
    let running = try sample("running.h5")
    let one = try sample("one.h5", "--batch-norm", "recalibrate", "--threads", "1")
    let two = try sample("two.h5", "--batch-norm", "recalibrate", "--threads", "2")
    #expect(one.loss == two.loss && one.accuracy == two.accuracy && one.loss != running.loss)
    #expect(try sample("named.h5", "--batch-norm", "running").loss == running.loss)
    let exact = try sample(
      "exact.h5", "--batch-norm", "recalibrate", "--precision", "reference")
    for (a, b) in zip(one.loss.values, exact.loss.values) { #expect(abs(a - b) < 1e-4 * b) }
    let info = try chain.succeed(["info", "one.h5"])
    #expect(info.contains("--batch-norm recalibrate"), "\(info)")
    #expect(try !chain.succeed(["info", "running.h5"]).contains("batch-norm"))
  }

  @Test("minima are confirmed on the function that was sampled")
  func confirmation() throws {
    _ = try sample("own.h5", "--batch-norm", "recalibrate")
    let text = try chain.succeed([
      "minima", "own.h5", "--confirm", "--weights", "net.safetensors", "--data",
      "arrays:x.npy,y.npy",
    ])
    #expect(text.contains("confirmation: "), "\(text)")
  }

  @Test("one surface does not mix them, and a net without them is refused")
  func refusals() throws {
    let long = [
      "sample", "net.safetensors", "--data", "arrays:x.npy,y.npy", "--grid", "401", "-o", "s.h5",
    ]
    try chain.succeed(long + ["--batch-norm", "recalibrate", "--time-budget", "1s"])
    let before = try chain.bytes("s.h5")
    expectRefusal(try chain.tool.run(long), code: 65, saying: "s.h5", "batch_norm")
    #expect(try chain.bytes("s.h5") == before)
    try chain.succeed(
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "1", "-o", "mlp.safetensors"])
    expectRefusal(
      try chain.tool.run([
        "sample", "mlp.safetensors", "--data", "spirals", "--batch-norm", "recalibrate", "-o",
        "m.h5",
      ]), code: 64, saying: "--batch-norm", "does without")
    expectRefusal(
      try chain.tool.run(command + ["--batch-norm", "fresh", "-o", "f.h5"]), code: 64,
      saying: "recalibrate")
  }
}
