public import Networks

/// How large the gradient of each weight tensor was at some steps of a training run: how well the
/// loss reaches the first layers.
///
/// The gradient is that of the mean loss of a step's batch, before clipping and without weight
/// decay; the weights are those at which it was taken.
public struct GradientFlow: Hashable, Sendable {
  /// What is known of one tensor at one step.
  public struct Measure: Hashable, Sendable {
    /// The 2-norm of the gradient.
    public let gradientNorm: Float
    /// The mean absolute value of the gradient's elements.
    public let gradientMeanAbsolute: Float
    /// The 2-norm of the weights.
    public let weightNorm: Float

    /// Creates a measure.
    public init(gradientNorm: Float, gradientMeanAbsolute: Float, weightNorm: Float) {
      self.gradientNorm = gradientNorm
      self.gradientMeanAbsolute = gradientMeanAbsolute
      self.weightNorm = weightNorm
    }
  }

  /// One recorded step.
  public struct Step: Hashable, Sendable {
    /// The step, counted from 1.
    public let step: Int
    /// Its epoch, counted from 1.
    public let epoch: Int
    /// A measure for each layer.
    public let measures: [Measure]

    /// Creates a step.
    public init(step: Int, epoch: Int, measures: [Measure]) {
      self.step = step
      self.epoch = epoch
      self.measures = measures
    }
  }

  /// What the network is called, such as `plain ResNet-20, width 8`.
  public let model: String
  /// The names of the weight tensors in the network's order, inputs first.
  public let layers: [String]
  /// The recorded steps, in order.
  public private(set) var steps: [Step] = []

  /// Creates a flow without steps.
  public init(model: String, layers: [String]) {
    self.model = model
    self.layers = layers
  }

  /// A flow without steps through the weight tensors of a network.
  init(model: String, network: Network) {
    self.init(
      model: model,
      layers: GradientFlow.weights(of: network).map { network.parameters.specifications[$0].name })
  }

  /// The positions of the weight tensors among a network's parameters.
  static func weights(of network: Network) -> [Int] {
    network.parameters.specifications.indices.filter {
      network.parameters.specifications[$0].role == .weight
    }
  }

  /// Adds a step, later than all before it.
  public mutating func append(_ step: Step) {
    precondition(
      step.measures.count == layers.count, "\(step.measures.count) of \(layers.count) layers")
    precondition(step.step > steps.last?.step ?? 0, "step \(step.step) after \(steps.count)")
    steps.append(step)
  }
}

/// A flow that grows while a run goes on.
public struct GradientRecorder: Hashable, Sendable {
  /// The first step is recorded, and then each this many steps later.
  public let every: Int
  /// What was recorded so far.
  public internal(set) var flow: GradientFlow

  /// Creates a recorder for a network.
  ///
  /// - Parameters:
  ///   - network: the network that is trained.
  ///   - every: at least 1.
  ///   - model: how people call the network.
  public init(network: Network, every: Int, model: String) {
    precondition(every >= 1, "recording every \(every) steps")
    self.every = every
    flow = GradientFlow(model: model, network: network)
  }

  /// Whether a step, counted from 0, is recorded.
  func wants(_ step: Int) -> Bool { step % every == 0 }
}
