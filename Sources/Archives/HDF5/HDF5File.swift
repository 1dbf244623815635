internal import Failures
public import Tensors

/// An HDF5 file, open for reading.
///
/// The reader is Basin's own. It maps the file, opens no other, and checks every size against the
/// file before it takes memory. It reads arrays of numbers and attributes: groups of every kind; numbers of
/// IEEE 754 and whole numbers in either byte order; compact, contiguous and chunked storage with every
/// index; the filters gzip, shuffle and Fletcher-32. Links that lead out of their group, virtual
/// datasets, external storage, committed datatypes and other filters are refused by name.
///
/// Every failure names the file and the dataset, group or attribute.
public struct HDF5File: Sendable {
  /// The most elements that a dataset may have.
  public static let mostElements = 1 << 28

  /// The bytes that an HDF5 file begins with.
  public static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

  /// The file's path, or what its bytes are called in messages.
  public let path: String
  private let bytes: HDF5Bytes
  private let superblock: HDF5Superblock

  /// Opens a file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, `Failure` (data) if it is no HDF5 file.
  public init(path: String) throws {
    try self.init(HDF5Bytes(try MappedFile(path: path)), path: path)
  }

  /// Reads a file that is in memory.
  ///
  /// - Parameters:
  ///   - bytes: all of it.
  ///   - name: what it is called in messages.
  /// - Throws: `Failure` (data) if it is no HDF5 file.
  public init(bytes: [UInt8], name: String) throws {
    try self.init(HDF5Bytes(bytes), path: name)
  }

  /// Reads a file in memory whose structures need not have right checksums: so that tests with damaged
  /// files get behind them.
  package init(bytesWithoutChecksums bytes: [UInt8], name: String) throws {
    var bytes = HDF5Bytes(bytes)
    bytes.ignoresChecksums = true
    try self.init(bytes, path: name)
  }

  private init(_ bytes: HDF5Bytes, path: String) throws {
    do {
      superblock = try HDF5Superblock(of: bytes)
    } catch let problem as HDF5Problem {
      throw problem.failure(in: path, at: nil)
    }
    self.bytes = bytes
    self.path = path
  }

  /// The length of the file in bytes.
  var size: Int { bytes.count }
  /// The address of the root group's header.
  var root: Int { superblock.root }
}

extension HDF5File {
  /// Whether there is a dataset at a path, such as `/xdirection/0`.
  ///
  /// - Throws: `Failure` (data) if what is there cannot be read, such as a link into another file.
  public func hasDataset(_ dataset: String) throws -> Bool {
    try reading(dataset) { try header(of: dataset, in: $0)?.isDataset ?? false }
  }

  /// Whether there is a group at a path.
  ///
  /// - Throws: `Failure` (data) if what is there cannot be read.
  public func hasGroup(_ group: String) throws -> Bool {
    try reading(group) { try header(of: group, in: $0)?.isGroup ?? false }
  }

  /// The shape of a dataset of numbers, of which nothing else is read.
  ///
  /// - Throws: `Failure` (data), see ``doubles(_:rank:)``.
  public func shape(of dataset: String) throws -> Shape {
    try reading(dataset) { Shape(try content(of: dataset, in: $0).space.sizes) }
  }

  /// The numbers of a dataset as `Double`.
  ///
  /// Elements that were never written have the dataset's fill value. They may be 2²⁰ or half of all. What
  /// gzip has packed may be 64 MiB, or 64 times the bytes in the file.
  ///
  /// - Parameters:
  ///   - dataset: The path of the dataset in the file, such as `/xcoordinates`.
  ///   - rank: The number of dimensions it must have; nil for any.
  /// - Throws: `Failure` (data) if there is no such dataset, it does not hold numbers, has
  ///   another rank, or is larger than ``mostElements`` or than the file can hold.
  public func doubles(_ dataset: String, rank: Int? = nil) throws -> HDF5Array<Double> {
    try read(dataset, rank: rank, wholeOnly: false)
  }

  /// The numbers of a dataset as `Float`; see ``doubles(_:rank:)``.
  public func floats(_ dataset: String, rank: Int? = nil) throws -> HDF5Array<Float> {
    try read(dataset, rank: rank, wholeOnly: false)
  }

  /// The numbers of a dataset of whole numbers as bytes, clamped to 0…255; see
  /// ``doubles(_:rank:)``.
  public func bytes(_ dataset: String, rank: Int? = nil) throws -> HDF5Array<UInt8> {
    try read(dataset, rank: rank, wholeOnly: true)
  }
}

extension HDF5File {
  /// Reads in the course of one call, whose problems become failures.
  ///
  /// - Parameter place: what is read: a dataset, group or attribute.
  func reading<Result>(
    _ place: @autoclosure () -> String, _ body: (HDF5Reader) throws -> Result
  ) throws -> Result {
    do {
      return try body(HDF5Reader(bytes, superblock.widths))
    } catch let problem as HDF5Problem {
      throw problem.failure(in: path, at: place())
    }
  }

  /// The header of the object at a path; nil if there is none.
  func header(of object: String, in reader: HDF5Reader) throws -> HDF5ObjectHeader? {
    var header = try HDF5ObjectHeader(at: root, in: reader)
    let names = object.split(separator: "/")
    guard !names.isEmpty || object.hasPrefix("/") else { return nil }
    for name in names {
      guard header.isGroup, let link = try HDF5Group(header, in: reader).link(String(name)) else {
        return nil
      }
      header = try HDF5ObjectHeader(at: try link.object(), in: reader)
    }
    return header
  }

  private func content(of dataset: String, in reader: HDF5Reader) throws -> HDF5Content {
    guard let header = try header(of: dataset, in: reader), header.isDataset else {
      throw Failure(.data, "has no dataset \(dataset)", at: path)
    }
    return try HDF5Content(header, in: reader)
  }

  private func read<Number: HDF5Number>(_ dataset: String, rank: Int?, wholeOnly: Bool) throws
    -> HDF5Array<Number>
  {
    try reading(dataset) { reader in
      let content = try content(of: dataset, in: reader)
      guard content.format.isWhole || !wholeOnly else {
        throw HDF5Problem("does not hold whole numbers")
      }
      let shape = Shape(content.space.sizes)
      if let rank, shape.rank != rank {
        throw HDF5Problem("has shape \(shape), but \(rank) dimensions are needed")
      }
      return HDF5Array(shape: shape, elements: try content.numbers(as: Number.self))
    }
  }
}
