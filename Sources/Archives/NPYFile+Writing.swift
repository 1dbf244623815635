internal import Tensors

extension NPYFile {
  /// The bytes of the file in version 1 of the format.
  public func bytes() -> [UInt8] {
    var data: [UInt8] = []
    let type: String
    switch elements {
    case .float16(let bits): type = append(bits, "<f2", to: &data)
    case .float32(let numbers): type = append(numbers, "<f4", to: &data)
    case .float64(let numbers): type = append(numbers, "<f8", to: &data)
    case .int8(let numbers): type = append(numbers, "|i1", to: &data)
    case .int16(let numbers): type = append(numbers, "<i2", to: &data)
    case .int32(let numbers): type = append(numbers, "<i4", to: &data)
    case .int64(let numbers): type = append(numbers, "<i8", to: &data)
    case .uint8(let numbers): type = append(numbers, "|u1", to: &data)
    case .uint16(let numbers): type = append(numbers, "<u2", to: &data)
    case .uint32(let numbers): type = append(numbers, "<u4", to: &data)
    case .uint64(let numbers): type = append(numbers, "<u8", to: &data)
    case .bool(let truths): type = append(truths.map { $0 ? 1 : 0 } as [UInt8], "|b1", to: &data)
    }
    return Self.header(type, shape) + data
  }

  /// The bytes of a file that holds texts, which other programs read as NumPy's Unicode strings; Basin does not
  /// read them.
  public static func bytes(ofTexts texts: [String]) -> [UInt8] {
    // All are as long as the longest, filled up with zeros.
    let length = max(1, texts.map(\.unicodeScalars.count).max() ?? 0)
    var bytes = header("<U\(length)", [texts.count])
    for text in texts {
      let scalars = text.unicodeScalars.map(\.value)
      appendLittleEndian(
        scalars + Array(repeating: 0, count: length - scalars.count), to: &bytes)
    }
    return bytes
  }

  private static func header(_ type: String, _ shape: Shape) -> [UInt8] {
    let sizes = shape.dimensions.map(String.init).joined(separator: ", ")
    let tuple = shape.rank == 1 ? "(\(sizes),)" : "(\(sizes))"
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(tuple), }"
    // The numbers begin at a multiple of 64 bytes; a line feed ends the header.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var bytes = NPYHeader.magic + [1, 0]
    appendLittleEndian([UInt16(header.utf8.count)], to: &bytes)
    return bytes + Array(header.utf8)
  }

  private func append<Number: BitwiseCopyable>(
    _ numbers: [Number], _ type: String, to data: inout [UInt8]
  ) -> String {
    appendLittleEndian(numbers, to: &data)
    return type
  }
}
