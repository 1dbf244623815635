internal import CHDF5
internal import Failures
public import Tensors

/// An array that was read from an HDF5 dataset.
public struct HDF5Array<Element: Sendable & Equatable>: Sendable, Equatable {
  /// The sizes of the dimensions; the empty shape for a single number.
  public let shape: Shape
  /// The numbers in row-major order.
  public let elements: [Element]
}

/// An HDF5 file, open for reading.
///
/// Every failure names the file and the dataset, group or attribute.
public struct HDF5File: ~Copyable, Sendable {
  /// The most elements that a dataset may have. Chunked datasets can claim any size without
  /// having a byte in the file, so the file's size does not bound the memory they need.
  public static let mostElements = 1 << 28

  /// The bytes that an HDF5 file begins with.
  public static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

  /// The file's path.
  public let path: String
  private let id: Int64
  let fileSize: Int

  /// Opens a file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, `Failure` (data) if it is no HDF5 file.
  public init(path: String) throws {
    let start = try InputFile.bytes(at: path, upTo: 8)
    let size = try InputFile.size(at: path)
    let id = HDF5Library.exclusively { unsafe basin_h5_open(path) }
    guard id >= 0 else {
      let isDamaged = start == Self.signature
      throw Failure(
        .data, isDamaged ? "is damaged or incomplete" : "is not an HDF5 file", at: path)
    }
    self.path = path
    self.id = id
    fileSize = size
  }

  deinit { HDF5Library.exclusively { _ = H5Fclose(id) } }
}

extension HDF5File {
  /// The names of the datasets and groups in a group, in the order of their bytes.
  ///
  /// - Throws: `Failure` (data) if there is no such group.
  public func names(in group: String = "/") throws -> [String] {
    try HDF5Library.exclusively {
      guard let group = open(group), H5Iget_type(group.id) == H5I_GROUP else {
        throw failure("has no group \(group)")
      }
      var information = H5G_info_t()
      guard unsafe H5Gget_info(group.id, &information) >= 0 else {
        throw failure("is damaged: a group cannot be listed")
      }
      return try (0..<information.nlinks).map { index in
        guard let name = linkName(index, in: group.id) else {
          throw failure("is damaged: a group cannot be listed")
        }
        return name
      }
    }
  }

  /// Whether there is a dataset at a path, such as `/xdirection/0`.
  public func hasDataset(_ dataset: String) -> Bool {
    HDF5Library.exclusively { holds(dataset, kind: H5I_DATASET) }
  }

  /// Whether there is a group at a path.
  public func hasGroup(_ group: String) -> Bool {
    HDF5Library.exclusively { holds(group, kind: H5I_GROUP) }
  }

  /// The numbers of a dataset as `Double`.
  ///
  /// - Parameters:
  ///   - dataset: The path of the dataset in the file, such as `/xcoordinates`.
  ///   - rank: The number of dimensions it must have; nil for any.
  /// - Throws: `Failure` (data) if there is no such dataset, it does not hold numbers, has
  ///   another rank, or is larger than ``mostElements`` or than the file can hold.
  public func doubles(_ dataset: String, rank: Int? = nil) throws -> HDF5Array<Double> {
    try HDF5Library.exclusively {
      try read(dataset, rank: rank, as: basin_h5_native_double(), zero: 0, wholeOnly: false)
    }
  }

  /// The numbers of a dataset as `Float`; see ``doubles(_:rank:)``.
  public func floats(_ dataset: String, rank: Int? = nil) throws -> HDF5Array<Float> {
    try HDF5Library.exclusively {
      try read(dataset, rank: rank, as: basin_h5_native_float(), zero: 0, wholeOnly: false)
    }
  }

  /// The numbers of a dataset of whole numbers as bytes, clamped to 0…255; see
  /// ``doubles(_:rank:)``.
  public func bytes(_ dataset: String, rank: Int? = nil) throws -> HDF5Array<UInt8> {
    try HDF5Library.exclusively {
      try read(dataset, rank: rank, as: basin_h5_native_uint8(), zero: 0, wholeOnly: true)
    }
  }
}

// Everything below is called inside `HDF5Library.exclusively`.
extension HDF5File {
  func failure(_ what: String, at place: String? = nil) -> Failure {
    Failure(.data, what, at: place.map { "\(path), \($0)" } ?? path)
  }

  /// Opens a dataset or group; nil if there is none.
  func open(_ object: String) -> HDF5Handle? {
    HDF5Handle(unsafe H5Oopen(id, object, basin_h5_default()), closing: H5Oclose)
  }

  private func holds(_ object: String, kind: H5I_type_t) -> Bool {
    guard let object = open(object) else { return false }
    return H5Iget_type(object.id) == kind
  }

  private func linkName(_ index: UInt64, in group: hid_t) -> String? {
    let length = unsafe H5Lget_name_by_idx(
      group, ".", H5_INDEX_NAME, H5_ITER_INC, index, nil, 0, basin_h5_default())
    guard length >= 0, length < fileSize else { return nil }
    var name = [CChar](repeating: 0, count: length + 1)
    guard
      unsafe H5Lget_name_by_idx(
        group, ".", H5_INDEX_NAME, H5_ITER_INC, index, &name, name.count, basin_h5_default())
        == length
    else { return nil }
    return String(decoding: name[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func read<Number: BitwiseCopyable & Sendable & Equatable>(
    _ dataset: String, rank: Int?, as memoryType: hid_t, zero: Number, wholeOnly: Bool
  ) throws -> HDF5Array<Number> {
    guard let object = open(dataset), H5Iget_type(object.id) == H5I_DATASET else {
      throw failure("has no dataset \(dataset)")
    }
    try checkClass(of: object.id, named: dataset, wholeOnly: wholeOnly)
    let shape = try shape(of: object.id, named: dataset)
    if let rank, shape.rank != rank {
      throw failure("has shape \(shape), but \(rank) dimensions are needed", at: dataset)
    }
    var elements = [Number](repeating: zero, count: shape.count)
    if elements.isEmpty { return HDF5Array(shape: shape, elements: elements) }
    let status = unsafe elements.withUnsafeMutableBytes { buffer in
      unsafe H5Dread(
        object.id, memoryType, basin_h5_whole_space(), basin_h5_whole_space(),
        basin_h5_default(), buffer.baseAddress)
    }
    guard status >= 0 else { throw failure("cannot be read: it is damaged", at: dataset) }
    return HDF5Array(shape: shape, elements: elements)
  }

  private func checkClass(of dataset: hid_t, named name: String, wholeOnly: Bool) throws {
    guard let type = HDF5Handle(H5Dget_type(dataset), closing: H5Tclose) else {
      throw failure("is damaged: its type cannot be read", at: name)
    }
    // The library sizes its buffers for conversion by what the file claims an element takes.
    guard H5Tget_size(type.id) <= 16 else {
      throw failure("is damaged: it claims elements of \(H5Tget_size(type.id)) bytes", at: name)
    }
    let kind = H5Tget_class(type.id)
    guard kind == H5T_INTEGER || (kind == H5T_FLOAT && !wholeOnly) else {
      throw failure("does not hold \(wholeOnly ? "whole " : "")numbers", at: name)
    }
  }

  /// The shape, after checking that an array of it may be allocated and filled.
  private func shape(of dataset: hid_t, named name: String) throws -> Shape {
    guard let space = HDF5Handle(H5Dget_space(dataset), closing: H5Sclose),
      let sizes = Self.sizes(of: space.id)
    else { throw failure("has a shape that cannot be read", at: name) }
    guard let count = byteCount(of: sizes, elementSize: 1), count <= Self.mostElements else {
      throw failure(
        "has shape \(sizes), more than the limit of \(Self.mostElements) elements", at: name)
    }
    guard let properties = HDF5Handle(H5Dget_create_plist(dataset), closing: H5Pclose) else {
      throw failure("is damaged: its layout cannot be read", at: name)
    }
    switch H5Pget_layout(properties.id) {
    case H5D_CONTIGUOUS:
      guard H5Dget_storage_size(dataset) <= fileSize else {
        throw failure("has shape \(sizes), more than the file holds", at: name)
      }
    case H5D_CHUNKED:
      try checkChunks(of: dataset, named: name, sizes: sizes, properties: properties.id)
    default: break
    }
    return Shape(sizes)
  }

  /// The sizes of a data space; nil if it has none or they do not fit.
  static func sizes(of space: hid_t) -> [Int]? {
    guard H5Sget_simple_extent_type(space) != H5S_NULL else { return nil }
    let rank = H5Sget_simple_extent_ndims(space)
    guard rank >= 0 else { return nil }
    var sizes = [hsize_t](repeating: 0, count: Int(rank))
    guard unsafe H5Sget_simple_extent_dims(space, &sizes, nil) == rank else { return nil }
    let whole = sizes.compactMap { Int(exactly: $0) }
    return whole.count == sizes.count ? whole : nil
  }
}
