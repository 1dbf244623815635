internal import Failures
public import Kernels
public import Tensors

/// A safetensors file: named tensors and a dictionary of texts.
///
/// Numbers of type F32 are taken as they are; F64, F16 and BF16 become `Float`. Tensors of other
/// types (PyTorch's counters, masks) are listed but not decoded.
public struct SafetensorsFile: Equatable, Sendable {
  /// A tensor that the file holds and that is not decoded.
  public struct Ignored: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its element type in the format's words, such as `I64`.
    public let elementType: String
  }

  /// A tensor and its name.
  public struct Entry: Equatable, Sendable {
    /// The name, in PyTorch's way: `layer1.0.conv1.weight`.
    public let name: String
    /// The numbers in their natural shape.
    public let tensor: Tensor<Float>

    /// Creates an entry.
    public init(name: String, tensor: Tensor<Float>) {
      self.name = name
      self.tensor = tensor
    }
  }

  /// The tensors in the order of the file.
  public let entries: [Entry]
  /// The file's `__metadata__`.
  public let metadata: [String: String]
  /// The tensors of element types that are not decoded, in the order of the file.
  public let ignored: [Ignored]

  /// Creates the contents of a file to be written.
  public init(entries: [Entry], metadata: [String: String] = [:]) {
    self.entries = entries
    self.metadata = metadata
    ignored = []
  }

  /// Reads a file. It is mapped: beside its tensors no copy is held.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read; `Failure` (data) naming the file, the
  ///   tensor and the byte if it is not a correct safetensors file, before anything is allocated
  ///   for a tensor.
  public init(path: String) throws {
    let file = try MappedFile(path: path)
    try self.init(of: file.count, from: path) { file.bytes($0) }
  }

  /// Reads the bytes of a file; see ``init(path:)``.
  ///
  /// - Parameters:
  ///   - bytes: All bytes of the file.
  ///   - source: The file's name in messages.
  public init(parsing bytes: [UInt8], from source: String) throws {
    try self.init(of: bytes.count, from: source) { Array(bytes[$0]) }
  }

  private init(of count: Int, from source: String, bytes: (Range<Int>) -> [UInt8]) throws {
    let header = try SafetensorsHeader(of: count, from: source, bytes: bytes)
    var entries: [Entry] = []
    var ignored: [Ignored] = []
    for entry in header.entries {
      if let elements = Self.elements(of: entry, bytes) {
        entries.append(
          Entry(
            name: entry.name,
            tensor: Tensor(shape: Shape(entry.sizes), elements: elements)))
      } else {
        ignored.append(Ignored(name: entry.name, elementType: entry.elementType))
      }
    }
    self.entries = entries
    self.ignored = ignored
    metadata = header.metadata
  }

  /// Whether a file begins as safetensors do: with the length of the header, far below 2⁵⁶, and the brace
  /// that the header begins with.
  ///
  /// - Parameter bytes: the first nine bytes of the file, or more.
  public static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count > 8 && bytes[7] == 0 && bytes[8] == UInt8(ascii: "{")
  }

  /// The tensor of a name, if the file has it.
  public subscript(name: String) -> Tensor<Float>? {
    entries.first { $0.name == name }?.tensor
  }

  private static func elements(
    of entry: SafetensorsHeader.Entry, _ bytes: (Range<Int>) -> [UInt8]
  ) -> [Float]? {
    TorchElement(safetensors: entry.elementType).flatMap {
      $0.isFloatingPoint ? $0.floats(bytes(entry.bytes)) : nil
    }
  }
}
