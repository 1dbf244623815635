public import Failures

/// The steps at the beginning of a run over which the learning rate rises in a straight line.
public enum Warmup: Hashable, Sendable {
  /// So many steps.
  case steps(Int)
  /// A share of all steps in per cent, from 0 to below 100; rounded down.
  case percentage(Double)

  /// Reads `100` (steps) or `5%` (of all steps).
  ///
  /// - Throws: `Failure` (usage) naming the option.
  public init(parsing text: String, option: Setting) throws(Failure) {
    if let steps = Int(text), steps >= 0 {
      self = .steps(steps)
    } else if text.hasSuffix("%"), let percentage = Double(text.dropLast()),
      percentage >= 0, percentage < 100
    {
      self = .percentage(percentage)
    } else {
      throw Failure(
        .usage, "\"\(text)\" is not a number of steps", at: .setting(option),
        remedy: "Give 0 or more steps, or a share of all steps below 100%, such as 5%.")
    }
  }

  /// The number of steps in a run of so many.
  public func steps(of total: Int) -> Int {
    switch self {
    case .steps(let steps): steps
    case .percentage(let percentage): Int(percentage / 100 * Double(total))
    }
  }
}

extension Warmup: CustomStringConvertible {
  /// The warm-up as it is written on the command line.
  public var description: String {
    switch self {
    case .steps(let steps): "\(steps)"
    case .percentage(let percentage):
      percentage == percentage.rounded() ? "\(Int(percentage))%" : "\(percentage)%"
    }
  }
}

extension Warmup: Codable {
  /// Reads the text of `description`.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: decoder.singleValueContainer().decode(String.self), option: "warmup")
  }

  /// Writes the text of `description`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
