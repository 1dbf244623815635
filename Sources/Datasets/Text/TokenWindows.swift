internal import Failures

/// How a row of tokens is cut into windows.
///
/// Window i holds tokens i·T … i·T + T, T the context: the first T of them are its input, the last T
/// its targets. The first 90 % of the windows, rounded down, are the train split, the rest the test
/// split.
struct TokenWindows {
  /// The number of tokens.
  let count: Int
  /// The tokens per window.
  let context: Int

  /// The number of windows.
  private var windows: Int { max(0, count - 1) / context }

  /// The windows of a split.
  ///
  /// - Throws: `Failure` (data) if there are too few for both splits.
  func range(of split: DatasetSplit, unit: String, at path: String) throws(Failure) -> Range<Int> {
    let train = windows * 9 / 10
    guard train >= 1 else {
      throw Failure(
        .data,
        "has \(count) \(unit); a context of \(context) needs \(2 * context + 1), one window to "
          + "train on and one to test on", at: path,
        remedy: "Give a longer text or a smaller \(setting: "context").")
    }
    return split == .train ? 0..<train : train..<windows
  }

  /// All windows.
  ///
  /// - Throws: `Failure` (data) if there are none.
  func all(unit: String, at path: String) throws(Failure) -> Range<Int> {
    guard windows >= 1 else {
      throw Failure(
        .data, "has \(count) \(unit); a context of \(context) needs \(context + 1)", at: path,
        remedy: "Give a longer text or a smaller \(setting: "context").")
    }
    return 0..<windows
  }

  /// Where the inputs and the targets of windows are among the tokens.
  func places(_ windows: Range<Int>) -> (inputs: Range<Int>, targets: Range<Int>) {
    let range = windows.lowerBound * context..<windows.upperBound * context
    return (range, range.lowerBound + 1..<range.upperBound + 1)
  }
}

extension DataRequest {
  /// The tokens per window.
  ///
  /// - Throws: `Failure` (usage) for a network that reads none.
  func windowContext() throws(Failure) -> Int {
    guard let context else {
      throw Failure(
        .usage, "text data needs a network that reads tokens", at: .setting("data"),
        remedy: "Use it with \(setting: "model", "gpt").")
    }
    return context
  }
}
