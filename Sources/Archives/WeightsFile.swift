internal import Failures
public import Kernels
public import Tensors

/// Named tensors from a file of weights, whichever program wrote it: safetensors, in one file or sharded,
/// `torch.save` (`.pt`, `.pth`, `.t7`, `.ckpt`) in both of its formats, NumPy's `.npz`. The contents of
/// the file decide, not its name.
public struct WeightsFile: Equatable, Sendable {
  /// The tensors of floating-point numbers, in the order of the file.
  public let entries: [SafetensorsFile.Entry]
  /// The texts that a safetensors file carries; empty for other files.
  public let metadata: [String: String]
  /// The tensors of other element types, which are not decoded.
  public let ignored: [SafetensorsFile.Ignored]
  /// What a reader should know of how the file was read, a clause each.
  public let notes: [String]

  /// Creates weights from the contents of a safetensors file.
  public init(_ file: SafetensorsFile) {
    self.init(entries: file.entries, metadata: file.metadata, ignored: file.ignored)
  }

  init(
    entries: [SafetensorsFile.Entry], metadata: [String: String] = [:],
    ignored: [SafetensorsFile.Ignored] = [], notes: [String] = []
  ) {
    self.entries = entries
    self.metadata = metadata
    self.ignored = ignored
    self.notes = notes
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - key: the name in a checkpoint under which its weights are, with points between the names
  ///     of nested dictionaries; nil to look for them.
  /// - Throws: `Failure` (missing) if it cannot be read; `Failure` (data) naming the file and the place if
  ///   it is damaged, holds no weights, or is of a kind that holds none.
  public init(path: String, key: String? = nil) throws {
    let start = try InputFile.bytes(at: path, upTo: 16)
    switch FileKind(of: start) {
    // Whatever else its first bytes may look like.
    case _ where SafetensorsFile.begins(start): try self.init(path, key)
    case .zip:
      self = try Self.isTorch(path) ? Self(torch: path, key: key) : Self(numPy: path, key: key)
    case .pickle: try self.init(torch: path, key: key)
    case .json: try self.init(index: path, key: key)
    case .hdf5:
      throw Failure(
        .data, "is an HDF5 file, such as a surface or directions, not a file of weights", at: path,
        remedy: "Give the file of the weights.")
    case .npy: throw Failure(.data, "is one NumPy array, not a file of weights", at: path)
    case .png: throw Failure(.data, "is a PNG picture, not a file of weights", at: path)
    case .unknown: try self.init(path, key)
    }
  }

  private init(_ path: String, _ key: String?) throws {
    if key != nil { throw Self.keyless(path) }
    self.init(try SafetensorsFile(path: path))
  }

  /// Whether a file begins like those of `torch.save`, and not like another ZIP archive.
  static func isTorch(_ path: String) throws -> Bool {
    let start = try InputFile.bytes(at: path, upTo: 16)
    return switch FileKind(of: start) {
    case _ where SafetensorsFile.begins(start): false
    case .zip:
      try ZipFile(path: path).names.contains { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }
    case .pickle: true
    default: false
    }
  }

  /// A NumPy archive: its arrays by their names.
  private init(numPy path: String, key: String?) throws {
    if key != nil { throw Self.keyless(path) }
    let archive = try NPZFile(path: path)
    var entries: [SafetensorsFile.Entry] = []
    var ignored: [SafetensorsFile.Ignored] = []
    for name in archive.names {
      let array = try archive.array(name)
      if let floats = array.elements.floats {
        entries.append(.init(name: name, tensor: Tensor(shape: array.shape, elements: floats)))
      } else {
        ignored.append(.init(name: name, elementType: array.elements.typeName))
      }
    }
    guard !entries.isEmpty else {
      throw Failure(.data, "is a ZIP archive without an array of weights", at: path)
    }
    self.init(entries: entries, ignored: ignored)
  }

  private static func keyless(_ path: String) -> Failure {
    Failure(
      .usage, "has no checkpoint's names: its tensors stand at the top", at: path,
      remedy: "Leave out \(setting: "key").")
  }

  /// What wrappers put before every name: DataParallel, torch.compile, Lightning and others.
  private static let wrappers = ["module.", "_orig_mod.", "model.", "net."]

  /// The weights without the prefixes of wrappers that all names share, and these prefixes.
  public var unwrapped: (weights: WeightsFile, prefix: String) {
    let names = (entries.map(\.name) + ignored.map(\.name))
    var prefix = ""
    while !names.isEmpty,
      let next = Self.wrappers.first(where: { wrapper in
        names.allSatisfy { $0.hasPrefix(prefix + wrapper) }
      })
    {
      prefix += next
    }
    guard !prefix.isEmpty else { return (self, "") }
    func stripped(_ name: String) -> String { String(name.dropFirst(prefix.count)) }
    let weights = WeightsFile(
      entries: entries.map { .init(name: stripped($0.name), tensor: $0.tensor) },
      metadata: metadata,
      ignored: ignored.map { .init(name: stripped($0.name), elementType: $0.elementType) },
      notes: notes)
    return (weights, prefix)
  }

  /// What is said of a prefix that was taken off.
  public static func note(ofPrefix prefix: String) -> String {
    "all names begin with \"\(prefix)\"; the prefix was removed"
  }

  /// The tensor of a name, if the file has it.
  public subscript(name: String) -> Tensor<Float>? {
    entries.first { $0.name == name }?.tensor
  }
}
