public import Failures
internal import Foundation

/// Which checkpoints of a training run are kept, and where.
///
/// Kept are the weights before the first step, and then after every so many steps or epochs, each in a file
/// of its own: `step-0300.safetensors`, `epoch-03.safetensors`, as many digits as the last one has. The
/// weights at the end of training do not depend on it.
public struct TrajectoryRecording: Hashable, Sendable {
  /// How far apart the checkpoints are.
  public enum Interval: Hashable, Sendable, CustomStringConvertible {
    /// In steps, at least 1.
    case steps(Int)
    /// In epochs, at least 1.
    case epochs(Int)

    /// Reads the value of an option: `100` for steps, `1epoch` or `2epochs`.
    ///
    /// - Throws: `Failure` (usage) for anything else.
    public init(parsing text: String, option: Setting) throws(Failure) {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      guard let count = Int(digits), count >= 1 else { throw Self.unknown(text, option) }
      switch text.dropFirst(digits.count) {
      case "": self = .steps(count)
      case "epoch", "epochs": self = .epochs(count)
      default: throw Self.unknown(text, option)
      }
    }

    private static func unknown(_ text: String, _ option: Setting) -> Failure {
      Failure(
        .usage, "\"\(text)\" is not an interval of checkpoints", at: .setting(option),
        remedy: "Give steps, such as 100, or epochs, such as 1epoch.")
    }

    /// As it is written: `100`, `1epoch`.
    public var description: String {
      switch self {
      case .steps(let count): "\(count)"
      case .epochs(let count): "\(count)epoch\(count == 1 ? "" : "s")"
      }
    }
  }

  /// The folder.
  public let folder: String
  /// How far apart the checkpoints are.
  public let interval: Interval

  /// Describes a recording.
  public init(folder: String, interval: Interval) {
    self.folder = folder
    self.interval = interval
  }

  /// The number of steps between two checkpoints.
  func spacing(stepsPerEpoch: Int) -> Int {
    switch interval {
    case .steps(let count): count
    case .epochs(let count):
      count.multipliedReportingOverflow(by: stepsPerEpoch).overflow
        ? Int.max : count * stepsPerEpoch
    }
  }

  /// The steps after which the weights are kept, the beginning included.
  func steps(of total: Int, stepsPerEpoch: Int) -> [Int] {
    Array(stride(from: 0, through: total, by: spacing(stepsPerEpoch: stepsPerEpoch)))
  }

  /// The file of the checkpoint after a step.
  func path(afterStep step: Int, of total: Int, stepsPerEpoch: Int) -> String {
    let (word, number, last) =
      switch interval {
      case .steps: ("step", step, total)
      case .epochs: ("epoch", step / stepsPerEpoch, total / stepsPerEpoch)
      }
    let digits = "\(number)"
    let zeros = String(repeating: "0", count: max(0, "\(last)".count - digits.count))
    return "\(folder)/\(word)-\(zeros)\(digits).safetensors"
  }

  /// Whether a file of the folder has the name of a checkpoint.
  static func isCheckpoint(_ name: String) -> Bool {
    name.wholeMatch(of: /(?:step|epoch)-[0-9]+\.safetensors/) != nil
  }
}
