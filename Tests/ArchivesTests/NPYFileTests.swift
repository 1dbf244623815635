import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Kernels
import Tensors
import Testing

struct NPYFileTests {
  private static let ramp: [Float] = [-0.25, -0.125, 0, 0.125, 0.25, 0.375]

  @Test(
    arguments: [
      ("f4", .float32([0, 1, 2, 3, 4, 5])), ("f8", .float64([0, 1, 2, 3, 4, 5])),
      ("i1", .int8([0, 1, 2, 3, 4, 5])), ("i2", .int16([0, 1, 2, 3, 4, 5])),
      ("i4", .int32([0, 1, 2, 3, 4, 5])), ("i8", .int64([0, 1, 2, 3, 4, 5])),
      ("u1", .uint8([0, 1, 2, 3, 4, 5])), ("u2", .uint16([0, 1, 2, 3, 4, 5])),
      ("u4", .uint32([0, 1, 2, 3, 4, 5])), ("u8", .uint64([0, 1, 2, 3, 4, 5])),
      ("f2", .float16([0, 0x3c00, 0x4000, 0x4200, 0x4400, 0x4500])),
    ] as [(String, NPYFile.Elements)])
  func types(name: String, elements: NPYFile.Elements) throws {
    let path = try fixture("type-\(name).npy")
    let file = try NPYFile(path: path)
    let size = try #require(name.last?.wholeNumberValue)
    #expect(file.shape == [2, 3])
    #expect(file.elements == elements)
    #expect(file.bytes() == (try InputFile.bytes(at: path)))
    if let integers = elements.integers {
      #expect(integers == [0, 1, 2, 3, 4, 5] && elements.floats == nil)
    } else {
      #expect(elements.floats == [0, 1, 2, 3, 4, 5])
    }
    #expect(elements.doubles == [0, 1, 2, 3, 4, 5] && elements.typeName.hasSuffix("\(8 * size)"))
  }

  @Test(arguments: [(0, []), (1, [0, 1, 2]), (2, [0, 1, 2, 3, 4, 5]), (9, [0, 1, 2, 3, 4, 5])])
  func theFirstRowsAreThose(rows: Int, elements: [Int]) throws {
    let path = try fixture("type-i8.npy")
    let file = try NPYFile(path: path, rows: rows)
    #expect(file.shape == [min(rows, 2), 3] && file.rowsInFile == 2)
    #expect(file.elements.integers == elements)
  }

  /// More numbers than are read at a time.
  @Test func longArraysAreReadWhole() throws {
    let scratch = try TemporaryFolder()
    let array = NPYFile(
      Tensor(shape: [3, 200_001], elements: (0..<600_003).map { Float($0) }))
    try AtomicFile.write(array.bytes(), to: scratch.path("long.npy"))
    #expect(try NPYFile(path: scratch.path("long.npy")) == array)
    let rows = try NPYFile(path: scratch.path("long.npy"), rows: 2)
    #expect(rows.elements == .float32((0..<400_002).map { Float($0) }))
  }

  @Test func aFileThatIsTooShortOrLongIsNamed() throws {
    let scratch = try TemporaryFolder()
    let bytes = try InputFile.bytes(at: try fixture("type-f4.npy"))
    for changed in [Array(bytes.dropLast()), bytes + [0]] {
      try AtomicFile.write(changed, to: scratch.path("a.npy"))
      let found = try failure { _ = try NPYFile(path: scratch.path("a.npy"), rows: 1) }
      #expect(found.code == .data && found.what.contains("does not fit"), "\(found)")
    }
  }

  @Test func truthValues() throws {
    let file = try NPYFile(path: try fixture("type-b1.npy"))
    #expect(file.elements == .bool([true, false, true]))
    #expect(file.elements.integers == [1, 0, 1])
    #expect(file.bytes() == (try InputFile.bytes(at: try fixture("type-b1.npy"))))
  }

  @Test(
    arguments: [
      ("version-2", [2, 3], ramp), ("version-3", [2, 3], ramp), ("scalar", [], [1.5]),
      ("empty", [0, 3], []), ("fortran-1d", [3], [0, 1, 2]),
    ] as [(String, Shape, [Float])])
  func versionsAndShapes(name: String, shape: Shape, elements: [Float]) throws {
    let file = try NPYFile(path: try fixture("\(name).npy"))
    #expect(file.shape == shape && file.elements == .float32(elements))
  }

  @Test(arguments: [
    ("fortran", "Fortran order"), ("big-endian", "type >f4"), ("record", "not the dictionary"),
  ])
  func whatIsNotReadIsNamed(name: String, words: String) throws {
    let path = try fixture("\(name).npy")
    let found = try failure { _ = try NPYFile(path: path) }
    #expect(found.code == .data && found.place?.description.hasPrefix(path) == true)
    #expect(found.what.contains(words), "\(found)")
  }

  /// A file of one dimension as NumPy writes it.
  private func file(_ type: String, _ count: Int, data: Int) -> [UInt8] {
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(count),), }"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + Array(repeating: 0, count: data)
  }

  @Test(
    arguments: [
      (
        ">i8", 8, "type >i8, which is not supported",
        "numpy.save(\"a-int64.npy\", a.astype(\"int64\"))"
      ),
      (">u8", 8, "type >u8, which is not supported", "a.astype(\"int64\")"),
      ("<c8", 8, "type <c8, which is not supported", "numpy.save(\"a-float32.npy\", a.astype"),
      ("<U3", 12, "type <U3, which is text", "numpy.unique(a, return_inverse=True)[1]"),
      ("|S3", 3, "type |S3, which is text", "numpy.unique(a, return_inverse=True)[1]"),
      ("|O", 8, "type object", "numpy.load(\"a.npy\", allow_pickle=True)"),
    ])
  func typesThatAreNotReadAreAnsweredWithWhatMakesThemReadable(
    type: String, size: Int, what: String, remedy: String
  ) throws {
    let found = try failure {
      _ = try NPYFile(parsing: file(type, 2, data: 2 * size), from: "a.npy")
    }
    #expect(found.code == .data && found.what.contains(what))
    #expect(found.remedy?.description.contains(remedy) == true, "\(found)")
  }

  @Test func anArchiveOfArraysIsNamed() throws {
    let found = try failure {
      _ = try NPYFile(parsing: [0x50, 0x4b, 3, 4] + Array(repeating: 0, count: 20), from: "xy.npz")
    }
    #expect(found.what == "is a .npz archive of several arrays, not a .npy file")
    #expect(found.remedy?.description.contains("numpy.load(\"xy.npz\")") == true)
  }

  @Test func writtenArraysAreThoseOfNumPy() throws {
    let floats = NPYFile(Tensor(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5]))
    #expect(try floats.bytes() == InputFile.bytes(at: try fixture("type-f4.npy")))
    let integers = NPYFile(shape: [2, 3], [0, 1, 2, 3, 4, 5])
    #expect(try integers.bytes() == InputFile.bytes(at: try fixture("type-i8.npy")))
    let line = NPYFile(Tensor(shape: [3], elements: [0, 1, 2]))
    #expect(try NPYFile(parsing: line.bytes(), from: "test") == line)
  }

  @Test func tooManyElementsAreRefusedByTheHeader() throws {
    let path = try fixture("type-f8.npy")
    #expect(try NPYFile(path: path, atMost: 6).shape == [2, 3])
    let found = try failure { _ = try NPYFile(path: path, atMost: 5) }
    #expect(found.what == "has shape [2, 3], more than the limit of 5 elements")
  }
}
