internal import ArgumentParser

/// The text of numbers that may begin with a minus sign, such as `-1:1`, for options that take whatever
/// follows them (`.unconditional`): the next option is none, so that a forgotten value is noticed.
struct SignedText: ExpressibleByArgument, CustomStringConvertible {
  /// The text.
  let description: String

  init?(argument: String) {
    let second = argument.dropFirst().first
    guard !argument.hasPrefix("-") || second.map({ $0.isNumber || $0 == "." }) ?? false else {
      return nil
    }
    description = argument
  }
}
