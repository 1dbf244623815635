import Kernels
import Networks
import Tensors

extension Network {
  /// Seeded parameters of a size that keeps activations near 1, every tensor off its neutral
  /// value.
  func someParameters(seed: UInt64 = 1) -> Parameters<Float> {
    var random = RandomStream(seed: seed, purpose: "some parameters")
    let values = parameters.specifications.flatMap { specification in
      let fanIn = Double(specification.shape.count / max(1, specification.shape[0]))
      return (0..<specification.shape.count).map { _ in
        switch specification.role {
        case .weight: Float(random.normal() / fanIn.squareRoot())
        case .normScale: Float(1 + 0.3 * random.normal())
        default: Float(0.3 * random.normal())
        }
      }
    }
    return Parameters(layout: parameters, values: values)
  }

  /// Seeded running statistics: means off zero, variances off one and positive.
  func someBuffers(seed: UInt64 = 1) -> Parameters<Float> {
    var random = RandomStream(seed: seed, purpose: "some buffers")
    let values = buffers.specifications.flatMap { specification in
      (0..<specification.shape.count).map { _ in
        Float(
          specification.role == .runningVariance
            ? 0.5 + random.uniform() : 0.3 * random.normal())
      }
    }
    return Parameters(layout: buffers, values: values)
  }

  /// Seeded examples; tokens for a network that reads them.
  func someExamples(_ count: Int, seed: UInt64 = 1) -> Tensor<Float> {
    var random = RandomStream(seed: seed, purpose: "some examples")
    return Tensor(
      shape: Shape([count] + inputShape.dimensions),
      elements: (0..<count * inputShape.count).map { _ in
        vocabulary.map { Float(Int.random(in: 0..<$0, using: &random)) } ?? Float(random.normal())
      })
  }

  /// Seeded labels, one for each prediction of each example.
  func someLabels(_ count: Int, seed: UInt64 = 1) -> [Int32] {
    var random = RandomStream(seed: seed, purpose: "some labels")
    return (0..<count * positions).map { _ in
      Int32.random(in: 0..<Int32(outputCount), using: &random)
    }
  }
}

/// What one forward and backward pass comes to.
struct PassResult<S: KernelScalar>: Equatable {
  let output: [S]
  let loss: LossTotal
  let gradient: [S]
  let buffers: [S]

  /// Runs a batch with cross-entropy, from the network's seeded numbers.
  init(_ execution: Execution<S>, examples: Tensor<Float>, labels: [Int32], indices: [Int]) {
    let network = execution.network
    execution.load(
      network.someParameters().converted(to: S.self),
      buffers: network.someBuffers().converted(to: S.self))
    execution.forward(examples, indices: indices)
    output = execution.output.elements
    loss = execution.loss(.crossEntropy, targets: .labels(labels))
    execution.backward()
    gradient = execution.gradient.elements
    buffers = execution.buffers.elements
  }
}
