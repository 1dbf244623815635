internal import CZlib
internal import Failures

/// zlib's state. On the heap, because zlib refuses a state that has moved.
@safe
struct InflateStream: ~Copyable {
  enum Outcome {
    case more
    case ended
    case starved
    case damaged
  }

  private let state: UnsafeMutablePointer<z_stream>

  /// How the deflated data are wrapped.
  enum Format {
    /// As a gzip file (RFC 1952).
    case gzip
    /// With a checksum (RFC 1950).
    case zlib
    /// Not at all (RFC 1951).
    case raw
  }

  init(_ format: Format, source: String) throws {
    unsafe state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe state.initialize(to: z_stream())
    let code =
      switch format {
      case .gzip: unsafe basin_zlib_start_gunzip(state)
      case .zlib: unsafe basin_zlib_start_zlib(state)
      case .raw: unsafe basin_zlib_start_inflate(state)
      }
    guard code == Z_OK else {
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
