internal import CHDF5
internal import Failures
public import Tensors

/// The contents of an HDF5 file to be written: groups, arrays and texts, as a value.
///
/// The file is built whole in memory, so that it can be put in place by one rename, and nothing
/// in it depends on when it was made: the same contents give the same bytes with one version of
/// HDF5's library. The format is that of HDF5 1.8 (2008), the first in which checksums protect
/// the structure of a file and attributes may be longer than 64 kB.
public struct HDF5Image: Sendable {
  private enum Numbers: Sendable {
    case float32([Float])
    case float64([Double])
    case uint8([UInt8])
  }

  private enum Item: Sendable {
    case group(String)
    case dataset(String, Shape, Numbers)
    case text(name: String, object: String, String)
  }

  private var items: [Item] = []

  /// Creates the contents of a file with nothing but its root group.
  public init() {}

  /// Adds a group, such as `/xdirection`; its parent comes first.
  public mutating func addGroup(_ path: String) { items.append(.group(path)) }

  /// Adds a dataset of float32 in row-major order; its group comes first.
  public mutating func addDataset(_ path: String, shape: Shape, _ numbers: [Float]) {
    add(path, shape, .float32(numbers), count: numbers.count)
  }

  /// Adds a dataset of float64 in row-major order; its group comes first.
  public mutating func addDataset(_ path: String, shape: Shape, _ numbers: [Double]) {
    add(path, shape, .float64(numbers), count: numbers.count)
  }

  /// Adds a dataset of uint8 in row-major order; its group comes first.
  public mutating func addDataset(_ path: String, shape: Shape, _ numbers: [UInt8]) {
    add(path, shape, .uint8(numbers), count: numbers.count)
  }

  /// Sets a text attribute of a group or dataset that has been added (`/` for the file), as UTF-8
  /// of fixed length, however long.
  public mutating func setAttribute(_ name: String, of object: String = "/", to text: String) {
    precondition(!text.utf8.contains(0), "the text of attribute \(name) contains a null byte")
    items.append(.text(name: name, object: object, text))
  }

  private mutating func add(_ path: String, _ shape: Shape, _ numbers: Numbers, count: Int) {
    precondition(
      shape.count == count, "\(path): shape \(shape) needs \(shape.count) elements, got \(count)")
    items.append(.dataset(path, shape, numbers))
  }

  /// The bytes of the file.
  ///
  /// - Throws: `Failure` (fault) naming the item if HDF5's library refuses it, such as a second
  ///   dataset of one name.
  public func bytes() throws -> [UInt8] {
    try HDF5Library.exclusively {
      let file = try Self.makeFile()
      let untimed = try Self.creationProperties()
      for item in items {
        switch item {
        case .group(let path):
          try Self.makeGroup(path, in: file.id)
        case .dataset(let path, let shape, let numbers):
          try Self.makeDataset(path, shape, numbers, in: file.id, properties: untimed.id)
        case .text(let name, let object, let text):
          try Self.makeText(name, of: object, text, in: file.id)
        }
      }
      return try Self.image(of: file.id)
    }
  }

  /// Writes the file in one piece; see ``AtomicFile``.
  ///
  /// - Throws: `Failure` (output) if it cannot be written; see also ``bytes()``.
  public func write(to path: String) throws { try AtomicFile.write(try bytes(), to: path) }
}

// Everything below is called inside `HDF5Library.exclusively`.
extension HDF5Image {
  private static func refused(_ what: String) -> Failure {
    Failure(.fault, "the HDF5 library refuses \(what)")
  }

  /// A file in memory that never reaches the disk; its name is not used.
  private static func makeFile() throws -> HDF5Handle {
    let increment = 1 << 20
    guard
      let access = HDF5Handle(H5Pcreate(basin_h5_file_access_class()), closing: H5Pclose),
      H5Pset_fapl_core(access.id, increment, false) >= 0,
      H5Pset_libver_bounds(access.id, H5F_LIBVER_V18, H5F_LIBVER_V18) >= 0,
      let creation = HDF5Handle(H5Pcreate(basin_h5_file_creation_class()), closing: H5Pclose),
      H5Pset_obj_track_times(creation.id, false) >= 0,
      let file = HDF5Handle(
        unsafe H5Fcreate("image", basin_h5_truncate(), creation.id, access.id), closing: H5Fclose)
    else { throw refused("a file in memory") }
    return file
  }

  private static func creationProperties() throws -> HDF5Handle {
    guard
      let properties = HDF5Handle(
        H5Pcreate(basin_h5_dataset_creation_class()), closing: H5Pclose),
      H5Pset_obj_track_times(properties.id, false) >= 0
    else { throw refused("properties of a dataset") }
    return properties
  }

  private static func makeGroup(_ path: String, in file: hid_t) throws {
    guard
      let properties = HDF5Handle(
        H5Pcreate(basin_h5_group_creation_class()), closing: H5Pclose),
      H5Pset_obj_track_times(properties.id, false) >= 0,
      HDF5Handle(
        unsafe H5Gcreate2(file, path, basin_h5_default(), properties.id, basin_h5_default()),
        closing: H5Gclose) != nil
    else { throw refused("the group \(path)") }
  }

  private static func makeDataset(
    _ path: String, _ shape: Shape, _ numbers: Numbers, in file: hid_t, properties: hid_t
  ) throws {
    switch numbers {
    case .float32(let numbers):
      try makeDataset(
        path, shape, numbers, (basin_h5_native_float(), basin_h5_file_float32()), in: file,
        properties: properties)
    case .float64(let numbers):
      try makeDataset(
        path, shape, numbers, (basin_h5_native_double(), basin_h5_file_float64()), in: file,
        properties: properties)
    case .uint8(let numbers):
      try makeDataset(
        path, shape, numbers, (basin_h5_native_uint8(), basin_h5_file_uint8()), in: file,
        properties: properties)
    }
  }

  private static func makeDataset<Number: BitwiseCopyable>(
    _ path: String, _ shape: Shape, _ numbers: [Number], _ types: (memory: hid_t, file: hid_t),
    in file: hid_t, properties: hid_t
  ) throws {
    let sizes = shape.dimensions.map { hsize_t($0) }
    guard
      let space = HDF5Handle(
        shape.rank == 0
          ? H5Screate(H5S_SCALAR) : unsafe H5Screate_simple(Int32(shape.rank), sizes, nil),
        closing: H5Sclose),
      let dataset = HDF5Handle(
        unsafe H5Dcreate2(
          file, path, types.file, space.id, basin_h5_default(), properties, basin_h5_default()),
        closing: H5Dclose)
    else { throw refused("the dataset \(path)") }
    if numbers.isEmpty { return }
    let status = unsafe numbers.withUnsafeBytes { buffer in
      unsafe H5Dwrite(
        dataset.id, types.memory, basin_h5_whole_space(), basin_h5_whole_space(),
        basin_h5_default(), buffer.baseAddress)
    }
    guard status >= 0 else { throw refused("the numbers of the dataset \(path)") }
  }

  private static func makeText(
    _ name: String, of object: String, _ text: String, in file: hid_t
  ) throws {
    // HDF5 knows no text of length 0; its padding stands for it.
    let bytes = text.isEmpty ? [0] : Array(text.utf8)
    guard
      let type = HDF5Handle(H5Tcopy(basin_h5_c_string()), closing: H5Tclose),
      H5Tset_size(type.id, bytes.count) >= 0, H5Tset_strpad(type.id, H5T_STR_NULLPAD) >= 0,
      H5Tset_cset(type.id, H5T_CSET_UTF8) >= 0,
      let space = HDF5Handle(H5Screate(H5S_SCALAR), closing: H5Sclose),
      let owner = HDF5Handle(
        unsafe H5Oopen(file, object, basin_h5_default()), closing: H5Oclose),
      let attribute = HDF5Handle(
        unsafe H5Acreate2(
          owner.id, name, type.id, space.id, basin_h5_default(), basin_h5_default()),
        closing: H5Aclose)
    else { throw refused("the attribute \(name) of \(object)") }
    guard unsafe H5Awrite(attribute.id, type.id, bytes) >= 0 else {
      throw refused("the text of the attribute \(name) of \(object)")
    }
  }

  private static func image(of file: hid_t) throws -> [UInt8] {
    guard H5Fflush(file, H5F_SCOPE_GLOBAL) >= 0 else { throw refused("to finish a file") }
    let length = H5Fget_file_image(file, nil, 0)
    guard length > 0 else { throw refused("to finish a file") }
    var bytes = [UInt8](repeating: 0, count: length)
    guard unsafe H5Fget_file_image(file, &bytes, bytes.count) == length else {
      throw refused("to finish a file")
    }
    Self.repairChecksum(of: &bytes)
    return bytes
  }
}
