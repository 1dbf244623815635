internal import Archives
internal import Catalogues
internal import Failures
internal import Foundation
internal import Tensors

/// Text as tokens: the bytes of a UTF-8 file, cut into windows (see ``TokenWindows``).
struct TextWindows: DataSource {
  /// The file; nil for Debian's licence texts, one after another in the order of their names.
  let path: String?

  static let entry = DataEntry(
    "text", argument: .optional("FILE"),
    summary: "UTF-8 text, for gpt; text alone means Debian's licence texts"
  ) { file, _ in TextWindows(path: file) }

  var isText: Bool { true }
  var files: [String] { path.map { [$0] } ?? [] }

  /// Where every Debian system has the texts of the common licences.
  static let licences = "/usr/share/common-licenses"
  /// The number of different tokens.
  static let tokens = 256
  /// The longest text in bytes.
  static let longest = 1 << 28

  /// The first windows of a split, as N×T, with T labels each.
  func load(_ request: DataRequest) throws -> Dataset {
    let context = try request.windowContext()
    let place = path ?? Self.licences
    let bytes = try path.map { try Self.text(at: $0) } ?? Self.licenceTexts()
    guard !bytes.isEmpty else { throw Failure(.data, "is empty", at: place) }
    let windows = TokenWindows(count: bytes.count, context: context)
    let name = "text \(path ?? "licences") \(request.split.rawValue)"
    let range = try windows.range(of: request.split, unit: "bytes", at: place)
    let count = try request.samples.count(of: range.count, in: name)
    let (inputs, targets) = windows.places(range.prefix(count))
    return try Dataset(
      name: name,
      inputs: Tensor(shape: [count, context], elements: bytes[inputs].map { Float($0) }),
      labels: bytes[targets].map { Int32($0) }, classes: Self.tokens, labelsPerExample: context)
  }

  /// The bytes of a file that is UTF-8.
  private static func text(at path: String) throws -> [UInt8] {
    let bytes = try InputFile.bytes(at: path, upTo: longest + 1)
    guard bytes.count <= longest else {
      throw Failure(
        .data, "is longer than \(longest) bytes", at: path, remedy: "Give a part of it.")
    }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .emptyInput: return bytes
      case .error:
        throw Failure(
          .data, "is not UTF-8 text: byte \(offset) is 0x\(String(bytes[offset], radix: 16))",
          at: path, remedy: "Give a text file; iconv -t utf-8 converts other encodings.")
      }
    }
  }

  /// The licence texts that are files, not links to them, in the order of their names' bytes.
  private static func licenceTexts() throws -> [UInt8] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: licences)) ?? []
    let files = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map {
      "\(licences)/\($0)"
    }.filter {
      let kind = try? FileManager.default.attributesOfItem(atPath: $0)[.type] as? FileAttributeType
      return kind == .typeRegular
    }
    guard !files.isEmpty else {
      throw Failure(
        .missing, "the licence texts are missing", at: licences,
        remedy: "Give a text of your own: \(setting: "data", "text:FILE").")
    }
    return try files.flatMap { try text(at: $0) }
  }
}
