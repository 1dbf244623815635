internal import Failures

/// Arrays by name in NumPy's `.npz` format: a ZIP archive of `.npy` files.
public struct NPZFile: Sendable {
  static let suffix = ".npy"
  /// The most bytes of an array.
  private static let mostBytes = 8 * HDF5File.mostElements
  /// More than the header of any array that is read here.
  private static let longestStart = 1 << 12
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

  /// An array, or its first rows along the first dimension; no more of it is held than what is wanted.
  ///
  /// - Throws: `Failure` (data) if there is none of that name, it is damaged, too large, or of a type that
  ///   is not read.
  public func array(_ name: String, rows limit: Int = .max) throws -> NPYFile {
    var stream = try archive.stream(of: name + Self.suffix, atMost: Self.mostBytes)
    do {
      let start = try stream.next(min(Self.longestStart, stream.size))
      return try NPYFile(
        start: start, length: stream.size, rows: limit, from: "\(path) (\(name))"
      ) { try stream.next($0) }
    } catch let failure as Failure where failure.remedy != nil {
      // What converts a file of its own does not convert an array among others.
      throw Failure(failure.code, failure.what, at: failure.place, remedy: conversion(of: name))
    }
  }

  /// The lines that write the archive again with an array as NumPy stores it by itself.
  private func conversion(of name: String) -> Phrase {
    let stem = path.hasSuffix(".npz") ? String(path.dropLast(4)) : path
    let key = PythonAdvice.text(name)
    return Phrase(
      "Convert it in Python: import numpy; a = dict(numpy.load(\(PythonAdvice.text(path)))); "
        + "a[\(key)] = numpy.ascontiguousarray(a[\(key)], dtype=\"float64\"); "
        + "numpy.savez(\(PythonAdvice.text("\(stem)-converted.npz")), **a)")
  }
}
