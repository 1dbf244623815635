package import Kernels
package import Networks

/// One step of an optimiser on all parameters of a network.
package struct OptimizerStep: Sendable {
  private let settings: TrainingSettings
  /// The parameters in as few runs as possible, and the decay of each.
  private let runs: [(range: Range<Int>, decay: Double)]

  /// Prepares the steps of a run.
  ///
  /// - Parameters:
  ///   - settings: how the net is trained; they have passed the checks of ``Trainer``.
  ///   - layout: the parameters, whose roles say what decays.
  package init(_ settings: TrainingSettings, layout: ParameterLayout) {
    self.settings = settings
    var runs: [(range: Range<Int>, decay: Double)] = []
    for (specification, range) in zip(layout.specifications, layout.ranges) {
      let decays = settings.decayedParameters == .all || specification.role.isWeight
      let decay = decays ? settings.weightDecay : 0
      if let last = runs.last, last.decay == decay {
        runs[runs.count - 1].range = last.range.lowerBound..<range.upperBound
      } else {
        runs.append((range, decay))
      }
    }
    self.runs = runs
  }

  /// Changes the parameters by one step.
  ///
  /// - Parameters:
  ///   - parameters: all parameters, in the order of the layout; updated.
  ///   - gradient: the gradient with respect to them; overwritten where classic weight decay is
  ///     added to it.
  ///   - moments: one number per parameter each: the velocity of SGD, the two moments of Adam and
  ///     AdamW; 0 before the first step.
  ///   - rate: the learning rate.
  ///   - step: counted from 1.
  package func take<S>(
    _ parameters: Region<S>, along gradient: Region<S>, moments: [Region<S>], rate: Double,
    step: Int
  ) {
    for (range, decay) in runs {
      take(
        parameters[range], along: gradient[range], moments: moments.map { $0[range] }, rate: rate,
        decay: decay, step: step)
    }
  }

  private func take<S>(
    _ parameters: Region<S>, along gradient: Region<S>, moments: [Region<S>], rate: Double,
    decay: Double, step: Int
  ) {
    switch settings.optimizer {
    case .sgd:
      let isClassic = settings.decayForm == .classic
      if !isClassic, decay > 0 {
        Elementwise.scale(parameters, by: S(1 - rate * decay), into: parameters)
      }
      descend(
        parameters, along: gradient, velocity: moments[0], rate: rate,
        decay: isClassic ? decay : 0, step: step)
    case .adam, .adamw:
      let isClassic = settings.decayForm == .classic
      if isClassic, decay > 0 {
        Elementwise.scaledAdd(gradient, S(decay), parameters, into: gradient)
      }
      Elementwise.adamWStep(
        rate: rate, decay: isClassic ? 0 : decay, step: step, decays: Optimizer.momentDecays,
        epsilon: Optimizer.epsilon, gradient: gradient, first: moments[0], second: moments[1],
        parameters: parameters)
    }
  }

  private func descend<S>(
    _ parameters: Region<S>, along gradient: Region<S>, velocity: Region<S>, rate: Double,
    decay: Double, step: Int
  ) {
    guard !settings.nesterov else {
      return Elementwise.nesterovStep(
        rate: S(rate), momentum: S(settings.momentum), decay: S(decay), gradient: gradient,
        velocity: velocity, parameters: parameters)
    }
    // PyTorch begins the velocity with the whole gradient.
    let share = step == 1 ? 1 : 1 - settings.dampening
    Elementwise.heavyBallStep(
      rate: S(rate), momentum: S(settings.momentum), share: S(share), decay: S(decay),
      gradient: gradient, velocity: velocity, parameters: parameters)
  }
}

extension ParameterRole {
  /// Whether it is a weight in the sense of weight decay: neither a bias nor part of a
  /// normalisation.
  fileprivate var isWeight: Bool { self == .weight || self == .embedding }
}
