import Archives
import FailureTestSupport
import Failures
import Tensors
import Testing

struct HDF5FileTests {
  private static let ramp = [-0.25, -0.125, 0, 0.125, 0.25, 0.375]

  @Test(arguments: ["float64", "float32", "big_endian", "/float64"])
  func numbersOfAnyKind(dataset: String) throws {
    let file = try HDF5File(path: try fixture("kinds.h5"))
    let doubles = try file.doubles(dataset)
    #expect(doubles.shape == [2, 3] && doubles.elements == Self.ramp)
    let floats = try file.floats(dataset, rank: 2)
    #expect(floats.shape == [2, 3] && floats.elements == Self.ramp.map { Float($0) })
  }

  @Test func wholeNumbersAndSingleNumbers() throws {
    let file = try HDF5File(path: try fixture("kinds.h5"))
    #expect(try file.bytes("int64").elements == [0, 1, 2, 3])
    #expect(try file.bytes("wide").elements == [0, 0, 255, 255])
    #expect(try file.doubles("int64").elements == [0, 1, 2, 3])
    let inner = try file.doubles("/group/inner", rank: 0)
    #expect(inner.shape == [] && inner.elements == [4])
  }

  @Test func compressedAndUnwrittenDatasets() throws {
    let file = try HDF5File(path: try fixture("kinds.h5"))
    let tiled = try file.doubles("compressed", rank: 2)
    #expect(tiled.shape == [100, 120])
    #expect(
      tiled.elements.indices.allSatisfy {
        tiled.elements[$0] == Self.ramp[$0 / 120 % 2 * 3 + $0 % 3]
      })
    #expect(try file.doubles("unwritten").elements == [-1, -1, -1])
  }

  @Test func namesAndKinds() throws {
    let file = try HDF5File(path: try fixture("kinds.h5"))
    #expect(try file.names(in: "group") == ["inner"])
    #expect(
      try file.names() == [
        "big_endian", "claimed", "compressed", "float32", "float64", "group", "int64", "null",
        "text", "unwritten", "wide",
      ])
    for (name, isGroup, isDataset) in [
      ("group", true, false), ("int64", false, true), ("x/y", false, false),
      ("nothing", false, false), ("int64/x", false, false), ("/", true, false), ("", false, false),
    ] {
      #expect(try file.hasGroup(name) == isGroup, "\(name)")
      #expect(try file.hasDataset(name) == isDataset, "\(name)")
    }
  }

  @Test(arguments: [
    ("nothing", "has no dataset nothing"), ("group", "has no dataset group"),
    ("int64/x", "has no dataset"), ("text", "does not hold numbers"),
    ("null", "a shape that cannot"),
    ("claimed", "more than the limit of 268435456 elements"),
    ("float64", "1 dimensions are needed"),
    ("", "has no dataset"),
  ])
  func whatDoesNotFitIsNamed(dataset: String, words: String) throws {
    let path = try fixture("kinds.h5")
    let file = try HDF5File(path: path)
    let found = try failure { _ = try file.doubles(dataset, rank: 1) }
    #expect(found.code == .data && found.place?.description.hasPrefix(path) == true)
    #expect(found.what.contains(words), "\(found)")
  }

  @Test func fractionsAreNotReadAsBytes() throws {
    let file = try HDF5File(path: try fixture("kinds.h5"))
    #expect(try failure { _ = try file.bytes("float64") }.what == "does not hold whole numbers")
    #expect(throws: Failure.self) { try file.names(in: "nothing") }
    #expect(throws: Failure.self) { try file.names(in: "int64") }
  }

  @Test func otherFilesAreNoHDF5Files() throws {
    let path = try fixture("type-f4.npy")
    let found = try failure { _ = try HDF5File(path: path) }
    #expect(
      found.code == .data && found.what == "is not an HDF5 file" && found.place?.description == path
    )
    #expect(try failure { _ = try HDF5File(path: "/nowhere/x.h5") }.code == .missing)
  }

  @Test func threadsMayReadAtOnce() async throws {
    let path = try fixture("kinds.h5")
    try await withThrowingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<20 {
            let file = try HDF5File(path: path)
            #expect(try file.doubles("float64").elements == Self.ramp)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func everyTruncationIsFound() throws {
    let bytes = try surface().bytes()
    for length in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: Failure.self) { try readAll(Array(bytes[..<length])) }
    }
  }

  @Test func damagedFilesNeverTrap() throws {
    var readable = 0
    for copy in damaged(try surface().bytes(), copies: 1_000, seed: 7) {
      readable += try survives { try readAll(copy) } ? 1 : 0
    }
    #expect(readable > 0 && readable < 1_000)
  }

  private func surface() -> HDF5Image {
    var image = HDF5Image()
    image.addGroup("/group")
    image.addDataset("/xcoordinates", shape: [3], [-1, 0, 1] as [Double])
    image.addDataset("/group/loss", shape: [2, 3], Self.ramp)
    image.addDataset("/computed", shape: [2, 3], [1, 1, 1, 0, 0, 0] as [UInt8])
    image.setAttribute("basin.manifest", to: #"{"seed":1}"#)
    return image
  }

  private func readAll(_ bytes: [UInt8]) throws {
    let file = try HDF5File(bytes: bytes, name: "x.h5")
    _ = try file.names()
    _ = try file.doubles("/xcoordinates", rank: 1)
    _ = try file.floats("/group/loss", rank: 2)
    _ = try file.bytes("/computed", rank: 2)
    _ = try file.string("basin.manifest")
  }
}
