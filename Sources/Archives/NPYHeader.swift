internal import Failures

/// What the header of a `.npy` file says (NumPy Enhancement Proposal 1, versions 1 to 3).
struct NPYHeader: Equatable {
  let elementType: String
  let isColumnMajor: Bool
  let sizes: [Int]
  /// Where the numbers begin.
  let dataOffset: Int

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads the header at the start of a file's bytes.
  init(parsing file: [UInt8], from source: String) throws {
    guard file.starts(with: Self.magic), file.count >= 10 else {
      throw Self.anotherFormat(file, source)
    }
    let version = file[6]
    guard (1...3).contains(version) else {
      throw Failure(.data, "has .npy version \(version); versions 1 to 3 are supported", at: source)
    }
    let start = version == 1 ? 10 : 12
    guard file.count >= start else { throw Failure(.data, "ends inside its header", at: source) }
    let length =
      version == 1
      ? Int(littleEndian(UInt16.self, in: file, at: 8, count: 1)[0])
      : Int(littleEndian(UInt32.self, in: file, at: 8, count: 1)[0])
    guard length <= file.count - start else {
      throw Failure(.data, "ends inside its header", at: .file(source, .byte(file.count)))
    }
    var literal = PythonLiteral(file[start..<start + length])
    guard let header = literal.header() else {
      throw Failure(
        .data, "its header is not the dictionary that NumPy writes",
        at: .file(source, .byte(start + literal.consumed)))
    }
    elementType = header.elementType
    isColumnMajor = header.isColumnMajor
    sizes = header.sizes
    dataOffset = start + length
  }
}

extension NPYHeader {
  /// What is said of a file that is not in the format.
  private static func anotherFormat(_ file: [UInt8], _ source: String) -> Failure {
    guard FileKind(of: file) == .zip else {
      return Failure(.data, "is not a .npy file", at: source)
    }
    let name = PythonAdvice.text(source)
    return Failure(
      .data, "is a .npz archive of several arrays, not a .npy file", at: source,
      remedy: Phrase(
        "Extract each array in Python: import numpy; "
          + "z = numpy.load(\(name)); [numpy.save(k + \".npy\", z[k]) for k in z.files]"))
  }
}

/// Reads the one kind of Python literal that `.npy` headers hold: a dictionary of the three keys
/// `descr`, `fortran_order` and `shape`, each once, in any order.
private struct PythonLiteral {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// How far reading came.
  var consumed: Int { position - bytes.startIndex }

  mutating func header() -> (elementType: String, isColumnMajor: Bool, sizes: [Int])? {
    var elementType: String?
    var isColumnMajor: Bool?
    var sizes: [Int]?
    guard skip("{") else { return nil }
    while !skip("}") {
      guard let key = text(), skip(":") else { return nil }
      switch key {
      case "descr" where elementType == nil:
        guard let value = text() else { return nil }
        elementType = value
      case "fortran_order" where isColumnMajor == nil:
        guard let value = truth() else { return nil }
        isColumnMajor = value
      case "shape" where sizes == nil:
        guard let value = tuple() else { return nil }
        sizes = value
      default: return nil
      }
      guard skip(",") || peek("}") else { return nil }
    }
    skipSpace()
    guard position == bytes.endIndex, let elementType, let isColumnMajor, let sizes else {
      return nil
    }
    return (elementType, isColumnMajor, sizes)
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func peek(_ word: String) -> Bool {
    skipSpace()
    return bytes[position...].starts(with: word.utf8)
  }

  private mutating func skip(_ word: String) -> Bool {
    guard peek(word) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func text() -> String? {
    let quote: UInt8
    if skip("'") {
      quote = UInt8(ascii: "'")
    } else if skip("\"") {
      quote = UInt8(ascii: "\"")
    } else {
      return nil
    }
    guard let end = bytes[position...].firstIndex(of: quote) else { return nil }
    defer { position = end + 1 }
    return String(validating: bytes[position..<end], as: UTF8.self)
  }

  private mutating func truth() -> Bool? {
    if skip("True") { return true }
    return skip("False") ? false : nil
  }

  /// `()`, `(3,)`, `(3, 4)`; Python 2 wrote an `L` after long numbers.
  private mutating func tuple() -> [Int]? {
    guard skip("(") else { return nil }
    var sizes: [Int] = []
    while !skip(")") {
      skipSpace()
      let start = position
      while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) { position += 1 }
      guard let size = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
        return nil
      }
      _ = skip("L")
      sizes.append(size)
      guard skip(",") || peek(")") else { return nil }
    }
    return sizes
  }
}
