internal import Failures
internal import Tensors

extension SafetensorsFile {
  /// The bytes of the file: the same for the same contents, tensors in order of `entries`.
  ///
  /// - Throws: `Failure` (fault) if a name occurs twice.
  public func bytes() throws -> [UInt8] {
    var header = "{"
    if !metadata.isEmpty {
      let texts = JSONValue.object(metadata.mapValues { .string($0) })
      header += "\"__metadata__\":\(texts.serialized())"
    }
    var names: Set<String> = ["__metadata__"]
    var position = 0
    for entry in entries {
      guard names.insert(entry.name).inserted else {
        throw Failure(.fault, "two tensors of one file have the name \(entry.name)")
      }
      if header.utf8.count > 1 { header += "," }
      let end = position + 4 * entry.tensor.count
      let sizes = entry.tensor.shape.dimensions.map(String.init).joined(separator: ",")
      header += JSONValue.string(entry.name).serialized()
      // The keys in the order of Python's safetensors.
      header += ":{\"dtype\":\"F32\",\"shape\":[\(sizes)],\"data_offsets\":[\(position),\(end)]}"
      position = end
    }
    header += "}"
    // Spaces after the header put the numbers at a multiple of 8 bytes, as the format advises.
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)

    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.utf8.count + position)
    appendLittleEndian([UInt64(header.utf8.count)], to: &bytes)
    bytes.append(contentsOf: header.utf8)
    for entry in entries { appendLittleEndian(entry.tensor.elements, to: &bytes) }
    return bytes
  }

  /// Writes the file in one piece; see ``AtomicFile``.
  ///
  /// - Throws: `Failure` (output) if it cannot be written.
  public func write(to path: String) throws {
    try AtomicFile.write(try bytes(), to: path)
  }
}
