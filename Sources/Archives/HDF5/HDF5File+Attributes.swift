extension HDF5File {
  /// A text attribute of an object; nil if the object lacks it.
  ///
  /// - Throws: `Failure` (data) if the object is missing or the attribute is not one text.
  public func string(_ attribute: String, of object: String = "/") throws -> String? {
    try reading("attribute \(attribute) of \(object)") { reader in
      guard let found = try self.attribute(attribute, of: object, in: reader) else { return nil }
      guard let text = try found.text(in: reader) else { throw HDF5Problem("is not text") }
      return text
    }
  }

  /// A numeric attribute of an object that is one number; nil if the object lacks it.
  ///
  /// - Throws: `Failure` (data) if the object is missing or the attribute is not one number.
  public func number(_ attribute: String, of object: String = "/") throws -> Double? {
    try reading("attribute \(attribute) of \(object)") { reader in
      guard let found = try self.attribute(attribute, of: object, in: reader) else { return nil }
      guard let number = try found.number() else { throw HDF5Problem("is not a number") }
      return number
    }
  }

  private func attribute(_ name: String, of object: String, in reader: HDF5Reader) throws
    -> HDF5Attribute?
  {
    guard let header = try header(of: object, in: reader) else {
      throw HDF5Problem("has no \(object)")
    }
    return try HDF5Attribute.named(name, of: header, in: reader)
  }
}
