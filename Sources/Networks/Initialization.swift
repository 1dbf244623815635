public import Kernels
internal import Tensors

/// How the parameters of a new network are drawn.
public enum Initialization: String, Codable, Sendable {
  /// That of Li et al.'s residual networks: convolutions N(0, 2/fan-in) (He et al. 2015), norms 1
  /// and 0, linear weights N(0, 10⁻⁶), biases 0.
  case residualNetwork
  /// PyTorch's defaults: weights and biases of linear layers uniform in ±1/√(fan-in), embeddings
  /// N(0, 1), norms 1 and 0.
  case uniform
}

extension Network {
  /// New parameters.
  ///
  /// Each tensor has a random stream of its own, named after it, so a shared layer begins equal in
  /// nets with and without shortcuts.
  public func initialParameters(_ initialization: Initialization, seed: UInt64)
    -> Parameters<Float>
  {
    var values: [Float] = []
    values.reserveCapacity(parameters.count)
    var fanIn = 1
    for specification in parameters.specifications {
      let shape = specification.shape
      var random = RandomStream(seed: seed, purpose: "initialization.\(specification.name)")
      if specification.role == .weight { fanIn = shape.count / max(1, shape[0]) }
      switch (specification.role, initialization) {
      case (.normScale, _):
        values += Array(repeating: 1, count: shape.count)
      case (.weight, .residualNetwork):
        let deviation = shape.rank == 4 ? (2 / Double(fanIn)).squareRoot() : 1e-3
        for _ in 0..<shape.count { values.append(Float(deviation * random.normal())) }
      case (.embedding, _):
        for _ in 0..<shape.count { values.append(Float(random.normal())) }
      case (.weight, .uniform), (.bias, .uniform):
        let bound = 1 / Double(fanIn).squareRoot()
        for _ in 0..<shape.count { values.append(Float(bound * (2 * random.uniform() - 1))) }
      default:
        values += Array(repeating: 0, count: shape.count)
      }
    }
    return Parameters(layout: parameters, values: values)
  }

  /// New buffers: running means 0, running variances 1.
  public func initialBuffers() -> Parameters<Float> {
    Parameters(
      layout: buffers,
      values: buffers.specifications.flatMap { specification in
        Array(
          repeating: specification.role == .runningVariance ? 1 : 0,
          count: specification.shape.count)
      })
  }
}
