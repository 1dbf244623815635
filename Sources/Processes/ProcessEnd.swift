/// How a process has ended.
public enum ProcessEnd: Hashable, Sendable, CustomStringConvertible {
  /// It ended itself, with an exit code.
  case exit(Int32)
  /// A signal ended it.
  case signal(Int32)

  /// In words: `exit code 1`, `signal 9`.
  public var description: String {
    switch self {
    case .exit(let code): "exit code \(code)"
    case .signal(let number): "signal \(number)"
    }
  }
}
