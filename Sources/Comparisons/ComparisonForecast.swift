internal import Training

/// How long what is missing of a comparison will take, reckoned from a few pieces of each kind of its
/// work that were measured before it began.
public struct ComparisonForecast: Equatable, Sendable {
  /// Work of one kind: steps of training, or points of surfaces.
  public struct Part: Equatable, Sendable {
    /// The pieces that are missing.
    public var pieces: Int
    /// The pieces that were measured.
    public var measured: Int
    /// The seconds that the missing ones will take.
    public var seconds: Double

    /// The mean rate, in pieces per second.
    public var rate: Double { Double(pieces) / seconds }

    /// Reckons with a measured rate.
    package init(pieces: Int, measured: Int, rate: Double) {
      self.pieces = pieces
      self.measured = measured
      seconds = Double(pieces) / rate
    }

    /// The same kind of work on two kinds of nets.
    static func + (first: Part?, second: Part) -> Part {
      guard let first else { return second }
      var sum = first
      sum.pieces += second.pieces
      sum.measured += second.measured
      sum.seconds += second.seconds
      return sum
    }
  }

  /// The steps of training that are missing; nil if none are.
  public var training: Part?
  /// The points of surfaces that are missing; nil if none are.
  public var sampling: Part?
  /// Seconds for the loss and the accuracy of the trained nets.
  public var evaluation: Double
  /// Seconds for second looks at minima and curvature, as they usually take; how many minima there
  /// will be is not known before.
  public var looks = 0.0

  /// Seconds for all that is missing.
  public var seconds: Double {
    (training?.seconds ?? 0) + (sampling?.seconds ?? 0) + evaluation + looks
  }

  /// Puts the kinds of work together.
  package init(training: Part?, sampling: Part?, evaluation: Double) {
    self.training = training
    self.sampling = sampling
    self.evaluation = evaluation
  }

  /// How many examples are evaluated in the time in which one is trained on; nil unless both were
  /// measured.
  package func trainingCost(_ settings: ComparisonSettings) -> Int? {
    guard let training, let sampling else { return nil }
    let evaluated = sampling.rate * Double(settings.samples)
    let trained = training.rate * Double(settings.training.batchSize)
    return max(1, Int((evaluated / trained).rounded()))
  }
}
