import Archives
import FailureTestSupport
import Failures
import Tensors
import Testing

struct HDF5FileChunksTests {
  /// The dataset of 8 × 9 numbers that all of the file's are made from.
  private static let tiled = (0..<72).map {
    [[-0.25, -0.125, 0], [0.125, 0.25, 0.375]][$0 / 9 % 2][$0 % 3]
  }

  @Test(arguments: ["plain", "gzip", "shuffled", "summed", "sum_only"])
  func chunksPackedInKnownWaysAreRead(dataset: String) throws {
    let array = try HDF5File(path: try fixture("chunks.h5")).doubles(dataset)
    #expect(array.shape == [8, 9] && array.elements == Self.tiled)
  }

  @Test func aChunkMayBeLeftUnpackedOrOut() throws {
    let file = try HDF5File(path: try fixture("chunks.h5"))
    var left = Self.tiled
    // Rows 0 to 4 and columns 4 to 7 hold the chunk of rows 0 to 4 and columns 0 to 3.
    for row in 0..<5 { for column in 4..<8 { left[9 * row + column] = left[9 * row + column - 4] } }
    #expect(try file.doubles("left_plain").elements == left)
    #expect(try file.doubles("some").elements == [1] + Array(repeating: 0, count: 71))
  }

  @Test(arguments: [
    ("left_packed", [0, 4]), ("too_little", [0, 4]), ("too_much", [0, 4]), ("cut", [0, 4]),
    ("noise", [0, 4]), ("plain_short", [5, 8]),
  ])
  func aChunkOfAnotherLengthIsRefused(dataset: String, place: [Int]) throws {
    let path = try fixture("chunks.h5")
    let found = try failure { _ = try HDF5File(path: path).doubles(dataset) }
    #expect(found.code == .data && found.place?.description == "\(path), \(dataset)")
    #expect(
      found.what == "is damaged: the chunk at \(place) does not hold the 160 bytes of a chunk")
  }

  @Test func anUnknownPackingIsNamedWithItsRemedy() throws {
    let path = try fixture("chunks.h5")
    let found = try failure { _ = try HDF5File(path: path).doubles("lzf") }
    #expect(found.code == .data && found.place?.description == "\(path), lzf")
    #expect(found.what == "is packed with HDF5 filter 32000 (lzf), which is not supported")
    let remedy = try #require(found.remedy?.description)
    #expect(remedy.contains("a = h5py.File(\"\(path)\");") && remedy.contains("-plain.h5"))
  }
}
