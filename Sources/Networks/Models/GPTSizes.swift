public import Failures

/// The sizes of a GPT, as `--model gpt` and its companions say them.
public struct GPTSizes: Hashable, Codable, Sendable {
  /// The number of blocks.
  public var blocks: Int
  /// The number of channels.
  public var width: Int
  /// The number of attention heads.
  public var heads: Int
  /// Tokens per example.
  public var context: Int

  /// The number of different tokens: bytes.
  public static let vocabulary = 256
  /// The most different tokens that a net can read.
  public static let largestVocabulary = TokenEmbedding.largestVocabulary

  /// Creates sizes; the defaults are those of the command line.
  public init(blocks: Int = 6, width: Int = 128, heads: Int = 4, context: Int = 128) {
    self.blocks = blocks
    self.width = width
    self.heads = heads
    self.context = context
  }

  /// Refuses sizes that make no network.
  ///
  /// - Throws: `Failure` (`.usage`) naming the size and its range.
  public func check() throws(Failure) {
    let limits: [(Int, ClosedRange<Int>, Setting)] = [
      (blocks, 1...1024, "blocks"), (width, 1...16_384, "width"),
      (heads, 1...1024, "heads"), (context, 1...65_536, "context"),
    ]
    for (value, range, setting) in limits where !range.contains(value) {
      throw Failure(
        .usage, "\(value) is out of range", at: .setting(setting),
        remedy: "Give a number from \(range.lowerBound) to \(range.upperBound).")
    }
    guard width % heads == 0 else {
      throw Failure(
        .usage, "a width of \(width) is not divisible by \(heads) heads", at: .setting("heads"),
        remedy: "Give a \(setting: "width") that is a multiple of \(setting: "heads").")
    }
  }
}
