internal import Failures

/// What the header of a safetensors file says, checked: a reader may allocate and copy what it
/// names without another look.
struct SafetensorsHeader {
  struct Entry {
    let name: String
    let elementType: String
    let sizes: [Int]
    /// Where the tensor's bytes are in the file.
    let bytes: Range<Int>
  }

  /// The tensors in the order of their bytes.
  let entries: [Entry]
  let metadata: [String: String]

  /// The most that a header may be long; the format's own limit.
  static let longest = 100_000_000

  private let source: String

  /// Reads and checks the header of a file.
  ///
  /// - Parameters:
  ///   - count: the length of the file in bytes.
  ///   - bytes: reads a part of the file.
  init(of count: Int, from source: String, bytes: (Range<Int>) -> [UInt8]) throws {
    self.source = source
    let length = try Self.length(bytes(0..<min(8, count)), of: count, source: source)
    let start = 8 + length
    // A header may be 100 MB long; one that begins with zeros is not read.
    if let zero = bytes(8..<min(start, 8 + 4_096)).firstIndex(of: 0) {
      throw Self.failure("the header: not JSON", source, byte: 8 + zero)
    }
    let members: [String: JSONValue]
    do {
      guard case .object(let object) = try JSONParser.parse(bytes(8..<start)[...]) else {
        throw Self.failure("the header is not a JSON object", source, byte: 8)
      }
      members = object
    } catch let mistake as JSONParser.Mistake {
      throw Self.failure("the header: \(mistake.what)", source, byte: 8 + mistake.offset)
    }
    metadata = try Self.metadata(in: members, source: source)
    entries = try members.filter { $0.key != "__metadata__" }
      .map { try Self.entry(named: $0.key, $0.value, dataStart: start, source: source) }
      // Tensors without elements share their offset with the next; the name decides.
      .sorted {
        ($0.bytes.lowerBound, $0.bytes.upperBound, $0.name)
          < ($1.bytes.lowerBound, $1.bytes.upperBound, $1.name)
      }
    try checkCoverage(from: start, to: count)
  }

  private static func failure(
    _ what: String, _ source: String, tensor: String? = nil, byte: Int
  ) -> Failure {
    let name = tensor.map { ", tensor \($0)" } ?? ""
    return Failure(.data, what, at: "\(source)\(name), byte \(byte)")
  }

  private static func length(_ bytes: [UInt8], of count: Int, source: String) throws -> Int {
    guard count >= 8 else {
      throw failure(
        "is \(count) bytes long, too short for a safetensors file", source, byte: 0)
    }
    let length = littleEndian(UInt64.self, in: bytes, at: 0, count: 1)[0]
    guard length <= longest else {
      throw failure(
        "is not a safetensors file: it declares a header of \(length) bytes (limit: \(longest))",
        source, byte: 0)
    }
    guard length <= count - 8 else {
      throw failure(
        "the header should be \(length) bytes long, but the file ends after \(count - 8) of "
          + "them", source, byte: 8)
    }
    return Int(length)
  }

  private static func metadata(in members: [String: JSONValue], source: String) throws
    -> [String: String]
  {
    guard let value = members["__metadata__"] else { return [:] }
    guard let object = value.object else {
      throw failure("__metadata__ is not an object of strings", source, byte: 8)
    }
    return try object.mapValues { value in
      guard let text = value.string else {
        throw failure("__metadata__ holds values that are not strings", source, byte: 8)
      }
      return text
    }
  }

  private static func entry(
    named name: String, _ value: JSONValue, dataStart: Int, source: String
  ) throws -> Entry {
    func wrong(_ what: String) -> Failure { failure(what, source, tensor: name, byte: 8) }
    guard let elementType = value["dtype"]?.string else { throw wrong("has no dtype") }
    guard let sizes = wholeNumbers(value["shape"]) else {
      throw wrong("its shape is not a list of sizes")
    }
    guard let offsets = wholeNumbers(value["data_offsets"]), offsets.count == 2 else {
      throw wrong("its data_offsets are not two positions in the file")
    }
    guard offsets[0] <= offsets[1] else {
      throw wrong("its data_offsets \(offsets) run backwards")
    }
    let (end, overflow) = offsets[1].addingReportingOverflow(dataStart)
    guard !overflow else { throw wrong("its data_offsets \(offsets) lie outside the file") }
    if let elementSize = elementSizes[elementType] {
      guard byteCount(of: sizes, elementSize: elementSize) == offsets[1] - offsets[0] else {
        throw wrong(
          "shape \(sizes) of \(elementType) does not fit its \(offsets[1] - offsets[0]) bytes")
      }
    }
    return Entry(
      name: name, elementType: elementType, sizes: sizes, bytes: offsets[0] + dataStart..<end)
  }

  /// Non-negative whole numbers only.
  private static func wholeNumbers(_ value: JSONValue?) -> [Int]? {
    guard let elements = value?.array else { return nil }
    let numbers = elements.compactMap { element -> Int? in
      guard case .int(let number) = element, number >= 0 else { return nil }
      return number
    }
    return numbers.count == elements.count ? numbers : nil
  }

  /// Bytes per element of the types whose elements are whole bytes.
  private static let elementSizes = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "U16": 2, "I16": 2, "F16": 2,
    "BF16": 2, "U32": 4, "I32": 4, "F32": 4, "U64": 8, "I64": 8, "F64": 8, "C64": 8,
  ]

  /// The format wants every byte after the header to belong to exactly one tensor, so that no
  /// file can hide something or be read in two ways.
  private func checkCoverage(from start: Int, to end: Int) throws {
    var position = start
    for entry in entries {
      guard entry.bytes.upperBound <= end else {
        throw Self.failure(
          "its bytes end at \(entry.bytes.upperBound), the file at \(end)", source,
          tensor: entry.name, byte: entry.bytes.lowerBound)
      }
      guard entry.bytes.lowerBound >= position else {
        throw Self.failure(
          "its bytes overlap those of the tensor before it", source, tensor: entry.name,
          byte: entry.bytes.lowerBound)
      }
      guard entry.bytes.lowerBound == position else {
        throw Self.failure(
          "there is a gap of \(entry.bytes.lowerBound - position) bytes before it", source,
          tensor: entry.name, byte: position)
      }
      position = entry.bytes.upperBound
    }
    guard position == end else {
      throw Self.failure(
        "\(end - position) bytes at the end belong to no tensor", source, byte: position)
    }
  }
}
