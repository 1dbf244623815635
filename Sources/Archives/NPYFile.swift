internal import Failures
public import Kernels
public import Tensors

/// An array in NumPy's `.npy` format, versions 1 to 3, little-endian, in C order.
public struct NPYFile: Equatable, Sendable {
  /// The numbers in row-major order, in the type that the file has.
  public enum Elements: Equatable, Sendable {
    /// `float16`, as the bits of each number
    case float16([UInt16])
    /// `float32`
    case float32([Float])
    /// `float64`
    case float64([Double])
    /// `int8`
    case int8([Int8])
    /// `int16`
    case int16([Int16])
    /// `int32`
    case int32([Int32])
    /// `int64`
    case int64([Int64])
    /// `uint8`
    case uint8([UInt8])
    /// `uint16`
    case uint16([UInt16])
    /// `uint32`
    case uint32([UInt32])
    /// `uint64`
    case uint64([UInt64])
    /// `bool`
    case bool([Bool])
  }

  /// The sizes of the dimensions.
  public let shape: Shape
  /// The size of the first dimension in the file, of which there may be more than were read; 1 for
  /// a scalar.
  public let rowsInFile: Int
  /// The numbers; as many as the shape says.
  public let elements: Elements

  /// Creates an array of single-precision numbers.
  public init(_ tensor: Tensor<Float>) {
    shape = tensor.shape
    rowsInFile = tensor.shape.dimensions.first ?? 1
    elements = .float32(tensor.elements)
  }

  /// Creates an array of whole numbers in row-major order.
  public init(shape: Shape, _ numbers: [Int64]) {
    precondition(
      shape.count == numbers.count,
      "shape \(shape) needs \(shape.count) elements, got \(numbers.count)")
    self.shape = shape
    rowsInFile = shape.dimensions.first ?? 1
    elements = .int64(numbers)
  }

  /// Creates an array of double-precision numbers in row-major order.
  public init(shape: Shape, doubles numbers: [Double]) {
    precondition(
      shape.count == numbers.count,
      "shape \(shape) needs \(shape.count) elements, got \(numbers.count)")
    self.shape = shape
    rowsInFile = shape.dimensions.first ?? 1
    elements = .float64(numbers)
  }

  /// Reads a file, or its first rows along the first dimension. No more of it is held at a time
  /// than what is wanted of it.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most rows that are read.
  ///   - most: the most elements that the file may have.
  /// - Throws: `Failure` (missing) if it cannot be read; `Failure` (data) if it is no `.npy` file,
  ///   is damaged, has more elements, or an element type or memory order that is not read.
  public init(path: String, rows limit: Int = .max, atMost most: Int = .max) throws {
    let start = try InputFile.bytes(at: path, upTo: Self.longestHeader)
    let header = try NPYHeader(parsing: start, from: path)
    guard byteCount(of: header.sizes, elementSize: 1).map({ $0 <= most }) ?? (most == .max) else {
      throw Failure(
        .data, "has shape \(header.sizes), more than the limit of \(most) elements", at: path)
    }
    let length = try InputFile.size(at: path) - header.dataOffset
    var pieces = try InputFile.Pieces(of: path, from: header.dataOffset)
    try self.init(header, length: length, rows: limit, from: path) { try pieces.next($0) }
  }

  /// Reads the bytes of a file; see ``init(path:rows:atMost:)``.
  ///
  /// - Parameters:
  ///   - bytes: All bytes of the file.
  ///   - source: The file's name in messages.
  public init(parsing bytes: [UInt8], from source: String) throws {
    let header = try NPYHeader(parsing: bytes, from: source)
    var place = header.dataOffset
    try self.init(header, length: bytes.count - place, rows: .max, from: source) { count in
      defer { place += count }
      return Array(bytes[place..<place + count])
    }
  }

  /// Reads a file of which the first bytes are at hand, at least its header; see ``init(path:rows:atMost:)``.
  ///
  /// - Parameters:
  ///   - length: the number of all its bytes.
  ///   - next: as many bytes as it is asked for, those that follow what it gave before.
  init(
    start: [UInt8], length: Int, rows limit: Int, from source: String,
    next: (Int) throws -> [UInt8]
  ) throws {
    let header = try NPYHeader(parsing: start, from: source)
    var rest = start[header.dataOffset...]
    try self.init(header, length: length - header.dataOffset, rows: limit, from: source) { count in
      let held = rest.prefix(count)
      rest = rest.dropFirst(count)
      return held.count == count ? Array(held) : try Array(held) + next(count - held.count)
    }
  }

  /// The bytes that a `.npy` file begins with.
  public static let signature = NPYHeader.magic

  /// More than NumPy writes for any type that is read here.
  private static let longestHeader = 1 << 20

  /// - Parameters:
  ///   - length: the bytes after the header.
  ///   - next: as many of them as it is asked for, those that follow what it gave before.
  private init(
    _ header: NPYHeader, length: Int, rows limit: Int, from source: String,
    next: (Int) throws -> [UInt8]
  ) throws {
    guard let elementSize = Self.elementSizes[header.elementType] else {
      throw Self.unreadable(header.elementType, source)
    }
    if header.isColumnMajor && header.sizes.count > 1 {
      throw Failure(
        .data, "is stored column by column (Fortran order)", at: source,
        remedy: Phrase(
          PythonAdvice.conversion(of: source, to: "rows", "numpy.ascontiguousarray(a)")))
    }
    guard byteCount(of: header.sizes, elementSize: elementSize) == length else {
      throw Failure(
        .data,
        "shape \(header.sizes) of \(header.elementType) does not fit the \(length) bytes after the "
          + "header", at: source)
    }
    rowsInFile = header.sizes.first ?? 1
    shape = Shape(header.sizes.prefix(1).map { min($0, limit) } + header.sizes.dropFirst())
    elements = try Self.decode(header.elementType, count: shape.count, next: next)
  }

  /// What is said of elements of a type that is not read, with a type that serves instead.
  private static func unreadable(_ type: String, _ path: String) -> Failure {
    let kind = type.first { $0.isLetter } ?? "?"
    let what = "has elements of type \(type), which is not supported"
    switch kind {
    case "U", "S":
      return Failure(
        .data, "has elements of type \(type), which is text", at: path,
        remedy: Phrase(
          "Give numbers, such as one for each distinct text. "
            + PythonAdvice.conversion(
              of: path, to: "numbers", "numpy.unique(a, return_inverse=True)[1]")))
    case "O":
      return Failure(
        .data, "has elements of type object, which holds any Python value", at: path,
        remedy: Phrase(
          "Give numbers, such as one for each distinct value. "
            + PythonAdvice.conversion(
              of: path, to: "numbers", holdsObjects: true,
              "numpy.unique(a.astype(str), return_inverse=True)[1]")))
    case "i", "u":
      return Failure(
        .data, what, at: path,
        remedy: Phrase(PythonAdvice.conversion(of: path, to: "int64", "a.astype(\"int64\")")))
    default:
      return Failure(
        .data, what, at: path,
        remedy: Phrase(
          PythonAdvice.conversion(of: path, to: "float32", "a.astype(\"float32\")")))
    }
  }

  private static let elementSizes = [
    "<f2": 2, "<f4": 4, "<f8": 8, "|i1": 1, "<i2": 2, "<i4": 4, "<i8": 8, "|u1": 1, "<u2": 2,
    "<u4": 4, "<u8": 8, "|b1": 1,
  ]

  private static func decode(_ type: String, count: Int, next: (Int) throws -> [UInt8]) throws
    -> Elements
  {
    func numbers<Number: BitwiseCopyable>(_ type: Number.Type) throws -> [Number] {
      var numbers: [Number] = []
      numbers.reserveCapacity(count)
      while numbers.count < count {
        let piece = min(1 << 18, count - numbers.count)
        let bytes = try next(piece * MemoryLayout<Number>.stride)
        numbers += littleEndian(type, in: bytes, at: 0, count: piece)
      }
      return numbers
    }
    return switch type {
    case "<f2": .float16(try numbers(UInt16.self))
    case "<f4": .float32(try numbers(Float.self))
    case "<f8": .float64(try numbers(Double.self))
    case "|i1": .int8(try numbers(Int8.self))
    case "<i2": .int16(try numbers(Int16.self))
    case "<i4": .int32(try numbers(Int32.self))
    case "<i8": .int64(try numbers(Int64.self))
    case "<u2": .uint16(try numbers(UInt16.self))
    case "<u4": .uint32(try numbers(UInt32.self))
    case "<u8": .uint64(try numbers(UInt64.self))
    // A byte that is neither 0 nor 1 must not become a Bool by copying.
    case "|b1": .bool(try numbers(UInt8.self).map { $0 != 0 })
    default: .uint8(try numbers(UInt8.self))
    }
  }
}
