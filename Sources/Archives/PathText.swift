#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Paths as text. To the system a path is bytes, and not all of them are UTF-8: old archives and disks of
/// other systems have names in Latin-1.
///
/// A byte that is not part of UTF-8 stands in a text as a character of a private-use range, U+EF80 to
/// U+EFFF, and becomes that byte again where the system is called. Characters of that range in a path are
/// carried in the same way, byte by byte, so that every path comes back as it was.
public enum PathText {
  private static let range: ClosedRange<UInt32> = 0xEF80...0xEFFF

  /// The text of a path.
  public static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { range.contains($0.value) })
    {
      return text
    }
    var text = ""
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes[...].makeIterator()
    var place = bytes.startIndex
    while true {
      let (length, scalar): (Int, Unicode.Scalar?)
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded): (length, scalar) = (encoded.count, UTF8.decode(encoded))
      case .error(let count): (length, scalar) = (count, nil)
      case .emptyInput: return text
      }
      if let scalar, !range.contains(scalar.value) {
        text.unicodeScalars.append(scalar)
      } else {
        text.unicodeScalars.append(contentsOf: bytes[place..<place + length].map(carrier))
      }
      place += length
    }
  }

  /// The byte that a character carries; nil for all others.
  public static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    range.contains(scalar.value) ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }

  /// The path for a reader: bytes that are not UTF-8 as `\xe9`.
  public static func visible(_ path: String) -> String {
    guard path.unicodeScalars.contains(where: { byte(of: $0) != nil }) else { return path }
    return path.unicodeScalars.reduce(into: "") { text, scalar in
      if let byte = byte(of: scalar) {
        text += "\\x" + String(byte, radix: 16)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The arguments that the process was started with, without its name.
  public static var arguments: [String] {
    (0..<Int(CommandLine.argc)).dropFirst().compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { unsafe text(of: $0) }
    }
  }

  /// The text of a path that the system gives, up to its final 0.
  static func text(of path: UnsafePointer<CChar>) -> String {
    unsafe text(
      of: UnsafeBufferPointer(start: path, count: strlen(path)).map { UInt8(bitPattern: $0) })
  }

  /// A byte from 0x80 up as a character.
  private static func carrier(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(0xEF00 + UInt32(byte)) ?? "\u{FFFD}"
  }
}

extension String {
  /// Calls the system with the path that this text is.
  func withSystemPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    guard unicodeScalars.contains(where: { PathText.byte(of: $0) != nil }) else {
      return unsafe withCString(body)
    }
    let bytes = unicodeScalars.flatMap { scalar in
      PathText.byte(of: scalar).map { [$0] } ?? Array(String(scalar).utf8)
    }
    return unsafe (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      unsafe body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }

  /// The path of the file itself, without links; nil where nothing is there.
  var realPath: String? {
    guard let real = unsafe withSystemPath({ unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(real) }
    return unsafe PathText.text(of: real)
  }
}
