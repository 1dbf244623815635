import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Kernels
import Tensors
import Testing

struct HDF5ImageTests {
  private func sample() -> HDF5Image {
    var image = HDF5Image()
    image.addGroup("/a")
    image.addGroup("/a/b")
    image.addDataset("/a/b/float32", shape: [1, 2, 3], [1, 2, 3, 4, 5, .nan] as [Float])
    image.addDataset("/float64", shape: [2], [0.1, -.infinity] as [Double])
    image.addDataset("/bytes", shape: [3], [0, 1, 255] as [UInt8])
    image.addDataset("/scalar", shape: [], [0.5] as [Double])
    image.addDataset("/empty", shape: [0, 4], [] as [Float])
    image.setAttribute("text", to: "naïve")
    image.setAttribute("unit", of: "/float64", to: "")
    // Before HDF5 1.8, attributes ended at 64 kB.
    image.setAttribute("long", of: "/a", to: String(repeating: "x", count: 200_000))
    return image
  }

  @Test func whatIsWrittenReadsBack() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("x.h5")
    try sample().write(to: path)
    let file = try HDF5File(path: path)
    #expect(try file.names() == ["a", "bytes", "empty", "float64", "scalar"])
    let floats = try file.floats("/a/b/float32", rank: 3)
    #expect(floats.shape == [1, 2, 3] && floats.elements[..<5] == [1, 2, 3, 4, 5])
    #expect(floats.elements[5].isNaN)
    #expect(try file.doubles("/float64").elements == [0.1, -.infinity])
    #expect(try file.bytes("/bytes").elements == [0, 1, 255])
    #expect(try file.doubles("/scalar", rank: 0).elements == [0.5])
    #expect(try file.floats("/empty").shape == [0, 4])
    #expect(try file.string("text") == "naïve")
    #expect(try file.string("unit", of: "/float64") == "")
    #expect(try file.string("long", of: "/a")?.utf8.count == 200_000)
  }

  @Test func theBytesAreTheSameEveryTime() throws {
    let first = try sample().bytes()
    // Other images in between leave other things in the library's memory.
    var other = HDF5Image()
    other.addDataset("/x", shape: [5_000], [Double](repeating: 7, count: 5_000))
    for _ in 0..<3 { _ = try other.bytes() }
    #expect(try sample().bytes() == first)
  }

  @Test func noTimeIsRecorded() throws {
    let start = UInt32(Date().timeIntervalSince1970)
    let bytes = try sample().bytes()
    let end = UInt32(Date().timeIntervalSince1970)
    let words = Set(
      (0..<bytes.count - 3).map { position in
        bytes[position..<position + 4].reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
      })
    #expect((start...end).allSatisfy { !words.contains($0) })
    // The search finds what it looks for.
    #expect(words.contains(0x4644_4889))
  }

  @Test func smallContentsMakeSmallFiles() throws {
    var image = HDF5Image()
    image.addDataset("/x", shape: [4], [1, 2, 3, 4] as [Double])
    #expect(try image.bytes().count < 8_192)
  }

  @Test func whatTheLibraryRefusesIsNamed() throws {
    var twice = HDF5Image()
    twice.addDataset("/x", shape: [1], [1] as [Double])
    twice.addDataset("/x", shape: [1], [1] as [Double])
    let found = try failure { _ = try twice.bytes() }
    #expect(found.code == .fault && found.what.contains("/x"))
    var orphan = HDF5Image()
    orphan.addDataset("/group/x", shape: [1], [1] as [Double])
    #expect(throws: Failure.self) { try orphan.bytes() }
    var attribute = HDF5Image()
    attribute.setAttribute("a", of: "/nothing", to: "b")
    #expect(throws: Failure.self) { try attribute.bytes() }
  }
}
