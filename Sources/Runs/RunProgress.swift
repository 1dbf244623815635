internal import Numerals

/// The progress of a run.
public struct RunProgress: Hashable, Sendable {
  /// What is counted.
  public struct Unit: Hashable, Sendable {
    /// The plural, such as `points`.
    public let name: String
    /// How many counted pieces make one of it.
    public let pieces: Int

    /// Names what is counted.
    public init(_ name: String, pieces: Int = 1) {
      precondition(pieces >= 1, "\(pieces) pieces to one of \(name)")
      self.name = name
      self.pieces = pieces
    }
  }

  /// What is being done, such as `trace`; nil for work of one stage.
  public var stage: String?
  /// The pieces that are done, those of earlier runs included.
  public var done: Int
  /// All pieces, at least 1.
  public var total: Int
  /// What the pieces are; nil where the number would not help a reader.
  public var unit: Unit?
  /// Whether the total is a forecast.
  public var isForecast: Bool
  /// Whether an earlier run has done some of what lies between this report and the one before it, so that
  /// it does not measure the speed of this run.
  public var followsKnown: Bool
  /// What else is known at the moment.
  public var facts: [RunFact]

  /// Describes the progress of a run.
  public init(
    done: Int, of total: Int, _ unit: Unit? = nil, stage: String? = nil, isForecast: Bool = false,
    followsKnown: Bool = false, facts: [RunFact] = []
  ) {
    self.stage = stage
    self.done = done
    self.total = total
    self.unit = unit
    self.isForecast = isForecast
    self.followsKnown = followsKnown
    self.facts = facts
  }
}

/// A fact about a run at one moment. Its description is the text for readers.
public enum RunFact: Hashable, Sendable, CustomStringConvertible {
  /// The loss of the latest step of training.
  case loss(Double)
  /// The epoch under way, counted from 1, and how many there are.
  case epoch(Int, of: Int)
  /// How many pieces of a part are done.
  case count(Int, of: Int, unit: String)
  /// The rate of the work, per second.
  case speed(Double, unit: String)

  /// In words: `loss 0.412`, `epoch 2 of 4`, `12 of 2,601 points`, `28,000 images/s`.
  public var description: String {
    switch self {
    case .loss(let loss): "loss \(loss.written())"
    case .epoch(let epoch, let count): "epoch \(epoch) of \(count)"
    case .count(let done, let total, let unit):
      "\(done.grouped) of \(total.grouped) \(unit)"
    case .speed(let speed, let unit): "\(speed.grouped) \(unit)/s"
    }
  }
}
