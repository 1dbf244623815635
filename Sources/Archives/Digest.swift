internal import CCrypto
internal import Failures

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A SHA-256 digest (FIPS 180-4) in the making: feed it, then ask for its hexadecimal form.
@safe
public struct Digest: ~Copyable {
  private let context: OpaquePointer

  /// Creates a digest that has been fed nothing.
  ///
  /// - Throws: `Failure` (fault) if the system's libcrypto does not provide SHA-256.
  public init() throws {
    guard let context = unsafe EVP_MD_CTX_new() else { throw Self.unavailable }
    guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      unsafe EVP_MD_CTX_free(context)
      throw Self.unavailable
    }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Feeds bytes.
  public mutating func update(_ bytes: [UInt8]) throws { try feed(bytes) }
  /// Feeds numbers, 4 little-endian bytes each.
  public mutating func update(_ numbers: [Float]) throws { try feed(numbers) }
  /// Feeds numbers, 8 little-endian bytes each.
  public mutating func update(_ numbers: [Double]) throws { try feed(numbers) }
  /// Feeds numbers, 4 little-endian bytes each.
  public mutating func update(_ numbers: [Int32]) throws { try feed(numbers) }
  /// Feeds a text in UTF-8.
  public mutating func update(_ text: String) throws { try feed(Array(text.utf8)) }

  private mutating func feed<Number: BitwiseCopyable>(_ numbers: [Number]) throws {
    let accepted = unsafe numbers.withUnsafeBytes { buffer in
      unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count) == 1
    }
    guard accepted else { throw Self.unavailable }
  }

  /// The digest of everything that was fed, as 64 hexadecimal digits.
  public consuming func hexadecimal() throws -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    guard unsafe EVP_DigestFinal_ex(context, &digest, nil) == 1 else { throw Self.unavailable }
    return digest.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private static var unavailable: Failure {
    Failure(.fault, "libcrypto does not provide SHA-256")
  }
}

extension Digest {
  /// The SHA-256 digest of bytes, as 64 hexadecimal digits.
  public static func sha256(of bytes: [UInt8]) throws -> String {
    var digest = try Digest()
    try digest.update(bytes)
    return try digest.hexadecimal()
  }

  /// The SHA-256 digest of a file's bytes, as 64 hexadecimal digits; read in pieces.
  ///
  /// - Throws: `Failure` (missing) naming the path if it cannot be read.
  public static func sha256(ofFile path: String) throws -> String {
    try InputFile.check(path)
    var digest = try Digest()
    guard let file = FileDescriptor(opening: path, flags: O_RDONLY) else {
      throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path)
    }
    while true {
      guard let piece = file.read(upTo: 1 << 20) else {
        throw Failure(.missing, "cannot be read: \(latestSystemError())", at: path)
      }
      if piece.isEmpty { return try digest.hexadecimal() }
      try digest.update(piece)
    }
  }
}
