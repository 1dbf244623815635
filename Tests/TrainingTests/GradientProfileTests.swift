import Datasets
import Kernels
import Networks
import Tensors
import Testing
import Training

struct GradientProfileTests {
  /// A linear net of square layers W = c·I, for which everything is known: through a block with a
  /// shortcut of strength s the gradient is multiplied by s + c, through one without by c.
  private func profile(factor c: Float, strength: Double, plain: Bool) throws -> GradientProfile {
    let residual = try MLP(sizes: [3, 3, 3, 3], activation: .identity).network(inputShape: [3])
    let network =
      plain ? residual.withoutShortcuts() : residual.scalingShortcuts(by: strength)
    let values = network.parameters.specifications.flatMap { specification in
      (0..<specification.shape.count).map { index -> Float in
        specification.role == .weight && index % 4 == 0 ? c : 0
      }
    }
    return GradientProfile(
      of: network, plainBlocks: residual.residualBlocksWithoutShortcuts,
      parameters: Parameters(layout: network.parameters, values: values),
      buffers: network.initialBuffers(),
      batch: GradientBatch(
        inputs: Tensor(shape: [2, 3], elements: [1, 0, -1, 2, 1, 0.5]),
        targets: .values(Tensor(shape: [2, 3], elements: [5, 5, 5, 5, 5, 5])),
        loss: .meanSquaredError),
      mode: .training, as: Double.self, workers: Workers(count: 1))
  }

  @Test(arguments: [0.5, 0.25], [1, 0.5, 0])
  func aLinearNetHasExactGains(factor: Float, strength: Double) throws {
    let shortcuts = try profile(factor: factor, strength: strength, plain: false)
    let gain = strength + Double(factor)
    #expect(shortcuts.blocks.map(\.name) == ["layers.0", "layers.1", "layers.2"])
    for block in shortcuts.blocks {
      #expect(abs(block.gain - gain) < 1e-14)
      let parts = try #require(block.parts)
      #expect(abs(parts.identityShare - strength / gain) < 1e-14)
      #expect(abs(parts.identityNorm + parts.branchNorm - block.inputNorm) < 1e-13)
    }
    let cube = gain * gain * gain
    #expect(abs(try #require(shortcuts.throughGain) - cube) < 1e-14)
    #expect(abs(try #require(shortcuts.meanGain) - gain) < 1e-13)

    let plain = try profile(factor: factor, strength: 1, plain: true)
    for block in plain.blocks {
      #expect(abs(block.gain - Double(factor)) < 1e-14 && block.parts == nil)
    }
  }

  @Test func layersAreTheWeightsAlone() throws {
    let profile = try profile(factor: 0.5, strength: 1, plain: true)
    #expect(
      profile.layers.map(\.name) == [
        "layers.0.0.weight", "layers.1.0.weight", "layers.2.0.weight",
      ])
    // y = x/8; dL/dy = 2(y − 5)/6 over 2 examples of 3; the last layer took x/4.
    let x: [[Double]] = [[1, 0, -1], [2, 1, 0.5]]
    var gradient = Array(repeating: 0.0, count: 9)
    for example in x {
      for output in 0..<3 {
        for input in 0..<3 {
          gradient[3 * output + input] += 2 * (example[output] / 8 - 5) / 6 * example[input] / 4
        }
      }
    }
    let last = profile.layers[2]
    #expect(abs(last.meanAbsolute - gradient.reduce(0) { $0 + abs($1) } / 9) < 1e-14)
    #expect(abs(last.norm - gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()) < 1e-14)
    #expect(
      abs(try #require(profile.firstToLast) - profile.layers[0].meanAbsolute / last.meanAbsolute)
        < 1e-15)
  }

  @Test func floatAndDoubleAgreeOnAResNet() throws {
    let network = try Problems.resnet()
    let images = try Problems.images()
    let batch = GradientBatch(
      inputs: images.inputs, targets: .labels(images.labels), loss: .crossEntropy)
    func profile<S: KernelScalar>(_: S.Type, workers: Int) -> GradientProfile {
      GradientProfile(
        of: network, parameters: network.initialParameters(.pyTorch(seed: 1), seed: 0),
        buffers: network.initialBuffers(), batch: batch, mode: .training, as: S.self,
        workers: Workers(count: workers))
    }
    let double = profile(Double.self, workers: 1)
    let float = profile(Float.self, workers: 1)
    #expect(float == profile(Float.self, workers: 3))
    for (a, b) in zip(float.blocks, double.blocks) {
      #expect(abs(a.gain / b.gain - 1) < 1e-4)
      let shares = [a, b].compactMap { $0.parts?.identityShare }
      #expect(shares.count == 2 && abs(shares[0] - shares[1]) < 1e-4)
    }
  }
}
