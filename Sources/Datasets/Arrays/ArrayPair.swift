internal import Archives
internal import Failures

/// Where the inputs and the targets of examples are: in two `.npy` files, or in one `.npz` file under
/// `x` and `y`.
enum ArrayPair {
  case files(FilePair)
  case archive(String)

  /// Reads the names.
  ///
  /// - Throws: `Failure` (usage) for what are neither two files nor an archive.
  init(_ text: String, prefix: String, at place: Place) throws(Failure) {
    if text.hasSuffix(".npz"), !text.contains(",") {
      self = .archive(text)
    } else {
      self = .files(
        try FilePair(
          text, of: "arrays", prefix: prefix, example: "x.npy,y.npy", remark: "the inputs first",
          at: place))
    }
  }

  /// The files.
  var files: [String] {
    switch self {
    case .files(let pair): [pair.inputs, pair.targets]
    case .archive(let path): [path]
    }
  }

  /// What the data are called.
  var name: String { files[0] }

  /// The inputs in messages.
  var inputPath: String {
    if case .archive(let path) = self { "\(path) (x)" } else { files[0] }
  }

  /// The targets in messages.
  var targetPath: String {
    switch self {
    case .files(let pair): pair.targets
    case .archive(let path): "\(path) (y)"
    }
  }

  /// The first inputs.
  func inputs(rows: Int) throws -> NPYFile {
    switch self {
    case .files(let pair): try NPYFile(path: pair.inputs, rows: rows)
    case .archive(let path): try Self.array("x", of: path, rows: rows)
    }
  }

  /// All targets.
  func targets() throws -> NPYFile {
    switch self {
    case .files(let pair): try NPYFile(path: pair.targets)
    case .archive(let path): try Self.array("y", of: path)
    }
  }

  private static func array(_ key: String, of path: String, rows: Int = .max) throws -> NPYFile {
    let file = try NPZFile(path: path)
    guard file.names.contains(key) else {
      let names = file.names.isEmpty ? "no arrays" : file.names.joined(separator: ", ")
      throw Failure(
        .data, "lacks the array \(key); it holds \(names)", at: path,
        remedy: "Save the arrays in Python: numpy.savez(\"xy.npz\", x=inputs, y=labels)")
    }
    return try file.array(key, rows: rows)
  }
}
