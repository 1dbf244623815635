internal import Kernels
internal import Tensors

extension Network {
  /// The parameters of a PyTorch module of these layers, made after `torch.manual_seed(seed)`.
  ///
  /// Each layer draws when it is defined, its weight first (`reset_parameters` of `nn.Linear`,
  /// `nn.Conv2d` and `nn.Embedding`, PyTorch 2.13): weights by `kaiming_uniform_` with a = √5, which
  /// is ±1/√(fan-in) but for rounding; biases uniform in ±1/√(fan-in). Norms draw nothing.
  func pyTorchParameters(seed: UInt64) -> Parameters<Float> {
    var random = PyTorchRandomStream(seed: seed)
    var values: [Float] = []
    values.reserveCapacity(parameters.count)
    var fanIn = 1
    for specification in parameters.specifications {
      let count = specification.shape.count
      switch specification.role {
      case .weight:
        fanIn = specification.fanIn
        let bound = Self.kaimingBound(fanIn: fanIn)
        values += random.uniform(count: count, from: -bound, to: bound)
      case .bias:
        let bound = 1 / Double(fanIn).squareRoot()
        values += random.uniform(count: count, from: -bound, to: bound)
      case .embedding:
        values += random.normal(count: count)
      case .normScale:
        values += Array(repeating: 1, count: count)
      case .normShift, .runningMean, .runningVariance:
        values += Array(repeating: 0, count: count)
      }
    }
    return Parameters(layout: parameters, values: values)
  }

  /// √3·gain/√(fan-in) with gain √(2/(1 + a²)) and a = √5, rounded where `torch.nn.init` rounds.
  private static func kaimingBound(fanIn: Int) -> Double {
    let slope = 5.0.squareRoot()
    let gain = (2 / (1 + slope * slope)).squareRoot()
    return 3.0.squareRoot() * (gain / Double(fanIn).squareRoot())
  }
}
