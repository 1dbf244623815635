internal import Failures

/// Inflation of gzip data (RFC 1952).
public enum Gunzip {
  /// The contents of gzip data: all members one after another, checksums verified.
  ///
  /// - Parameters:
  ///   - bytes: The whole gzip file.
  ///   - maximum: The most bytes that may come out.
  ///   - source: What the data belongs to, named in messages; such as a path.
  /// - Throws: `Failure` (data) if the data is damaged, ends early or inflates to more.
  public static func inflate(_ bytes: [UInt8], maximum: Int, from source: String) throws -> [UInt8]
  {
    let stream = try InflateStream(.gzip, source: source)
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var consumed = 0
    repeat {
      let step = stream.step(input: bytes, from: consumed, into: &piece)
      consumed += step.consumed
      guard step.produced <= maximum - output.count else {
        throw Failure(.data, "inflates to more than \(maximum) bytes", at: source)
      }
      output.append(contentsOf: piece[..<step.produced])
      switch step.outcome {
      case .ended:
        if consumed < bytes.count { stream.restart() } else { return output }
      case .more:
        break
      case .starved:
        throw Failure(.data, "the gzip data ends early", at: source)
      case .damaged:
        throw Failure(.data, "the gzip data is damaged", at: .file(source, .byte(consumed)))
      }
    } while true
  }
}
