internal import CHDF5
internal import Failures

extension HDF5File {
  /// A text attribute of an object, of fixed length; nil if there is no attribute of that name.
  ///
  /// Text of variable length is refused: HDF5 1.10's library copies it without comparing the
  /// lengths that a file claims, so a damaged file could overwrite memory.
  ///
  /// - Throws: `Failure` (data) if the object is missing or the attribute is no single text of
  ///   fixed length.
  public func string(_ attribute: String, of object: String = "/") throws -> String? {
    try HDF5Library.exclusively {
      guard let handle = try openAttribute(attribute, of: object) else { return nil }
      let place = "attribute \(attribute) of \(object)"
      guard let type = HDF5Handle(H5Aget_type(handle.id), closing: H5Tclose),
        H5Tget_class(type.id) == H5T_STRING, isSingle(handle.id)
      else { throw failure("is not text", at: place) }
      guard H5Tis_variable_str(type.id) == 0 else {
        throw Failure(
          .data, "is variable-length text, which is not supported", at: "\(path), \(place)",
          remedy: "Write it with h5py as numpy.bytes_(text).")
      }
      guard let bytes = fixedText(handle.id, type.id) else {
        throw failure("is damaged", at: place)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A numeric attribute of an object that is one number; nil if there is no attribute of that
  /// name.
  ///
  /// - Throws: `Failure` (data) if the object is missing or the attribute is no single number.
  public func number(_ attribute: String, of object: String = "/") throws -> Double? {
    try HDF5Library.exclusively {
      guard let handle = try openAttribute(attribute, of: object) else { return nil }
      var value = 0.0
      guard let type = HDF5Handle(H5Aget_type(handle.id), closing: H5Tclose),
        [H5T_INTEGER, H5T_FLOAT].contains(H5Tget_class(type.id)), H5Tget_size(type.id) <= 16,
        isSingle(handle.id),
        unsafe H5Aread(handle.id, basin_h5_native_double(), &value) >= 0
      else { throw failure("is not a number", at: "attribute \(attribute) of \(object)") }
      return value
    }
  }

  private func openAttribute(_ name: String, of object: String) throws -> HDF5Handle? {
    guard let owner = open(object) else { throw failure("has no \(object)") }
    guard unsafe H5Aexists(owner.id, name) > 0 else { return nil }
    guard
      let handle = HDF5Handle(
        unsafe H5Aopen(owner.id, name, basin_h5_default()), closing: H5Aclose)
    else { throw failure("is damaged", at: "attribute \(name) of \(object)") }
    return handle
  }

  private func isSingle(_ attribute: hid_t) -> Bool {
    guard let space = HDF5Handle(H5Aget_space(attribute), closing: H5Sclose) else { return false }
    return Self.sizes(of: space.id)?.allSatisfy { $0 == 1 } ?? false
  }

  /// The bytes of a text of fixed length, without what pads it.
  private func fixedText(_ attribute: hid_t, _ type: hid_t) -> [UInt8]? {
    let capacity = H5Tget_size(type)
    // An attribute lies in the file's metadata, which is never larger than the file.
    guard capacity > 0, capacity <= fileSize else { return nil }
    var bytes = [UInt8](repeating: 0, count: capacity)
    guard unsafe H5Aread(attribute, type, &bytes) >= 0 else { return nil }
    if H5Tget_strpad(type) == H5T_STR_SPACEPAD {
      let end = bytes.lastIndex { $0 != UInt8(ascii: " ") }
      return end.map { Array(bytes[...$0]) } ?? []
    }
    return Array(bytes.prefix { $0 != 0 })
  }
}
