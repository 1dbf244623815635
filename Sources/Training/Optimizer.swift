/// How a gradient becomes a step.
public enum Optimizer: String, CaseIterable, Codable, Sendable {
  /// Stochastic gradient descent, with momentum (Nesterov's or heavy-ball) or without.
  case sgd
  /// Adam (Kingma & Ba 2015): steps scaled by the moments of each parameter's own gradient; weight
  /// decay is added to the gradient.
  case adam
  /// AdamW (Loshchilov & Hutter 2019): Adam whose weight decay acts on the parameters directly.
  case adamw

  /// β₁ and β₂ of Adam and AdamW, as in their papers and in PyTorch.
  static let momentDecays = (first: 0.9, second: 0.999)
  /// What Adam and AdamW add to the root of the second moment.
  static let epsilon = 1e-8

  /// The learning rate that is taken where none is given.
  public var defaultLearningRate: Double { self == .sgd ? 0.1 : 1e-3 }
  /// The weight decay that is taken where none is given: Li et al.'s for SGD, PyTorch's for Adam
  /// and AdamW.
  public var defaultWeightDecay: Double {
    switch self {
    case .sgd: 5e-4
    case .adam: 0
    case .adamw: 0.01
    }
  }
  /// The form of weight decay that is taken where none is given; the only one of Adam and AdamW.
  public var defaultDecayForm: WeightDecayForm { self == .adamw ? .decoupled : .classic }
  /// The schedule that is taken where none is given.
  public var defaultSchedule: LearningRateSchedule.Shape { self == .sgd ? .oneCycle : .cosine }

  /// What it keeps of the past, one number per parameter each, as a state file names them.
  var momentNames: [String] {
    switch self {
    case .sgd: ["velocity"]
    case .adam, .adamw: ["first_moment", "second_moment"]
    }
  }
}

/// How weight decay enters a step.
public enum WeightDecayForm: String, CaseIterable, Codable, Sendable {
  /// The decay times the parameter is added to the gradient, and so passes through momentum and
  /// moments: the gradient of an L2 penalty.
  case classic
  /// The parameter shrinks by the learning rate times the decay, apart from the gradient
  /// (Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization"; with SGD: their SGDW).
  case decoupled
}

/// Which parameters decay.
public enum DecayedParameters: String, CaseIterable, Codable, Sendable {
  /// All, as in Li et al. and in PyTorch.
  case all
  /// The weights of linear layers and convolutions and the embeddings; neither biases nor the
  /// scales and shifts of normalisations.
  case weights
}
