/// The texts of variable length of a file (HDF5 File Format Specification 3.0, III.E).
enum HDF5GlobalHeap {
  /// The text that an element of variable length refers to.
  static func text(of element: inout HDF5Cursor, in reader: HDF5Reader) throws -> String {
    let length = try element.extent(4)
    let collection = try element.address()
    let index = try element.number(4)
    guard length > 0, let collection, index > 0 else { return "" }
    let widths = reader.widths
    let prefix = 8 + widths.length
    var header = try reader.block("GCOL", at: collection, count: prefix, isChecked: false)
    try header.skip(4)
    let size = try header.length()
    guard size >= prefix else { throw HDF5Problem.damaged("a heap of texts claims no room") }
    var objects = try reader.part(at: collection + prefix, count: size - prefix)
    while objects.left >= prefix {
      let found = try objects.number(2)
      try objects.skip(6)
      let count = try objects.length()
      // Index 0 is the room that is left.
      guard found != 0 else { break }
      guard found == index else {
        try objects.skip(min(objects.left, (count + 7) / 8 * 8))
        continue
      }
      guard length <= count else {
        throw HDF5Problem.damaged("a text is longer than its place in the heap")
      }
      return String(decoding: try objects.bytes(length).prefix { $0 != 0 }, as: UTF8.self)
    }
    throw HDF5Problem.damaged("a text is missing from its heap")
  }
}
