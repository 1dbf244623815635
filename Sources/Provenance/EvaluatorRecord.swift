internal import Archives

/// A process of the user's that computed the losses of a surface. It holds net and data, so that no
/// digest of the data is known.
public struct EvaluatorRecord: Equatable, Sendable {
  /// The command that starts it, as the shell was given it.
  public var command: String
  /// The number of examples, as the process states it.
  public var examples: Int
  /// The split that the losses are said to be of, `train` or `test`.
  public var split: String

  /// Names a process.
  public init(command: String, examples: Int, split: String) {
    self.command = command
    self.examples = examples
    self.split = split
  }
}

extension EvaluatorRecord {
  init?(json: JSONValue?) {
    guard let json, let command = json["command"]?.string, let examples = json["examples"]?.int,
      let split = json["split"]?.string
    else { return nil }
    self.init(command: command, examples: examples, split: split)
  }

  var json: JSONValue {
    ["command": .string(command), "examples": .int(examples), "split": .string(split)]
  }
}
