internal import Kernels

/// How a gradient becomes a step.
public enum Optimizer: String, CaseIterable, Codable, Sendable {
  /// Stochastic gradient descent with Nesterov momentum; weight decay is added to the gradient.
  case sgd
  /// AdamW (Loshchilov & Hutter 2019): steps scaled by the moments of each parameter's own
  /// gradient; weight decay acts on the parameters directly.
  case adamw

  /// AdamW's β₁ and β₂, as in its paper and in PyTorch.
  static let momentDecays = (first: 0.9, second: 0.999)
  /// What AdamW adds to the root of the second moment.
  static let epsilon = 1e-8

  /// The learning rate that is taken where none is given.
  public var defaultLearningRate: Double { self == .sgd ? 0.1 : 1e-3 }
  /// The weight decay that is taken where none is given: Li et al.'s for SGD, PyTorch's for AdamW.
  public var defaultWeightDecay: Double { self == .sgd ? 5e-4 : 0.01 }
  /// The schedule that is taken where none is given.
  public var defaultSchedule: LearningRateSchedule.Shape { self == .sgd ? .oneCycle : .cosine }

  /// What it keeps of the past, one number per parameter each, as a state file names them.
  var momentNames: [String] {
    switch self {
    case .sgd: ["velocity"]
    case .adamw: ["first_moment", "second_moment"]
    }
  }

  /// Changes the parameters by one step.
  ///
  /// - Parameters:
  ///   - step: counted from 1.
  ///   - moments: as `momentNames` lists them.
  func update(
    _ parameters: Region<Float>, along gradient: Region<Float>, moments: [Region<Float>],
    rate: Double, step: Int, settings: TrainingSettings
  ) {
    switch self {
    case .sgd:
      Elementwise.nesterovStep(
        rate: Float(rate), momentum: Float(settings.momentum),
        decay: Float(settings.weightDecay), gradient: gradient, velocity: moments[0],
        parameters: parameters)
    case .adamw:
      Elementwise.adamWStep(
        rate: rate, decay: settings.weightDecay, step: step, decays: Optimizer.momentDecays,
        epsilon: Optimizer.epsilon, gradient: gradient, first: moments[0], second: moments[1],
        parameters: parameters)
    }
  }
}
