internal import Failures

/// Arrays by name in NumPy's `.npz` format: a ZIP archive of `.npy` files.
public struct NPZFile: Sendable {
  private static let suffix = ".npy"
  /// The most bytes of an array.
  private static let mostBytes = 8 * HDF5File.mostElements
  private let archive: ZipFile

  /// The file's path.
  public var path: String { archive.path }

  /// Opens a file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, (data) if it is no ZIP archive.
  public init(path: String) throws { archive = try ZipFile(path: path) }

  /// The names of the arrays, in the order of their bytes.
  public var names: [String] {
    archive.names.filter { $0.hasSuffix(Self.suffix) }.map {
      String($0.dropLast(Self.suffix.count))
    }
  }

  /// An array.
  ///
  /// - Throws: `Failure` (data) if there is none of that name, it is damaged, too large, or of a type that
  ///   is not read.
  public func array(_ name: String) throws -> NPYFile {
    let member = name + Self.suffix
    return try NPYFile(
      parsing: try archive.bytes(of: member, atMost: Self.mostBytes), from: "\(path) (\(name))")
  }

}
