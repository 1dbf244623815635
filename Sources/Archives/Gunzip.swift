internal import CZlib
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
    let stream = try InflateStream(source: source)
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

/// zlib's state. On the heap, because zlib refuses a state that has moved.
@safe
private struct InflateStream: ~Copyable {
  enum Outcome {
    case more
    case ended
    case starved
    case damaged
  }

  private let state: UnsafeMutablePointer<z_stream>

  init(source: String) throws {
    unsafe state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe state.initialize(to: z_stream())
    guard unsafe basin_zlib_start_gunzip(state) == Z_OK else {
      throw Failure(.fault, "zlib cannot be started", at: source)
    }
  }

  deinit {
    unsafe inflateEnd(state)
    unsafe state.deallocate()
  }

  func restart() { _ = unsafe inflateReset(state) }

  /// Inflates from an offset of the input until the piece is full or the input is used up.
  func step(input: [UInt8], from offset: Int, into piece: inout [UInt8])
    -> (consumed: Int, produced: Int, outcome: Outcome)
  {
    // zlib counts in 32 bits.
    let available = min(input.count - offset, 1 << 30)
    let capacity = piece.count
    return unsafe input.withUnsafeBufferPointer { source in
      unsafe piece.withUnsafeMutableBufferPointer { target in
        unsafe state.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress.map { unsafe $0 + offset })
        unsafe state.pointee.avail_in = UInt32(available)
        unsafe state.pointee.next_out = target.baseAddress
        unsafe state.pointee.avail_out = UInt32(capacity)
        let code = unsafe CZlib.inflate(state, Z_NO_FLUSH)
        let consumed = unsafe available - Int(state.pointee.avail_in)
        let produced = unsafe capacity - Int(state.pointee.avail_out)
        let outcome: Outcome =
          switch code {
          case Z_STREAM_END: .ended
          case Z_OK: .more
          case Z_BUF_ERROR: .starved
          default: .damaged
          }
        return (consumed, produced, outcome)
      }
    }
  }
}
