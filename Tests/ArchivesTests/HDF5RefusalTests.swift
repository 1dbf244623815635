import Archives
import FailureTestSupport
import Failures
import Tensors
import Testing

/// What is named and not read: other files, what takes memory for nothing, what turns in circles.
struct HDF5RefusalTests {
  @Test(arguments: [
    ("soft", "is a soft link to /x, which is not supported", "expand_soft=True"),
    ("circle", "is a soft link to /circle, which is not supported", "expand_soft=True"),
    ("external", "is a link into another file, which is not supported", "expand_external=True"),
    ("virtual", "is a virtual dataset, put together from other files", "a.visititems("),
    ("stored", "keeps its numbers in another file", "a.visititems("),
    ("committed", "uses a committed datatype", "a.visititems("),
    ("lzf", "is packed with HDF5 filter 32000 (lzf), which is not supported", "h5py.File"),
    ("scaled", "is packed with HDF5 filter 6 (scaleoffset)", "h5py.File"),
    ("bomb", "so tightly that 70003 bytes hold 72000000: only 64 times", "h5py.File"),
    ("bool", "does not hold numbers, but enumerated values (such as booleans)", nil),
    ("compound", "does not hold numbers, but compounds", nil),
    ("complex", "does not hold numbers, but compounds", nil),
    ("text", "does not hold numbers, but text", nil),
    ("texts", "does not hold numbers, but text", nil),
    ("ragged", "does not hold numbers, but values of variable length", nil),
    ("null", "has a shape that cannot be read: it is empty (null)", nil),
    ("claimed", "more than the limit of 268435456 elements", nil),
    ("late", "has shape [16384, 16384], but 268435456 of its elements were never written", nil),
    ("contiguous", "has shape [134217728], but 134217728 of its elements were never written", nil),
    ("type", "has no dataset type", nil), ("g", "has no dataset g", nil),
  ])
  func eachIsNamed(dataset: String, words: String, remedy: String?) throws {
    let path = try fixture("hdf5/refused.h5")
    let file = try HDF5File(path: path)
    let found = try failure { _ = try file.doubles(dataset) }
    #expect(found.code == .data && found.what.contains(words), "\(found)")
    #expect(found.place?.description.hasPrefix(path) == true)
    if let remedy {
      #expect(found.remedy?.description.contains(remedy) == true)
    } else {
      #expect(found.remedy == nil)
    }
    #expect(found.description.split(separator: "\n").count <= 2)
  }

  @Test func linksAreNamedWhereverTheyAreMet() throws {
    let file = try HDF5File(path: try fixture("hdf5/refused.h5"))
    #expect(try failure { _ = try file.hasDataset("external") }.what.contains("another file"))
    #expect(try failure { _ = try file.hasGroup("soft") }.what.contains("a soft link to /x"))
    #expect(try failure { _ = try file.doubles("soft/x") }.what.contains("a soft link to /x"))
    #expect(try failure { _ = try file.number("a", of: "soft") }.what.contains("a soft link"))
    let datasets = try file.datasets().map(\.name)
    #expect(datasets.contains("x") && !datasets.contains("soft") && !datasets.contains("stored"))
    // The group g holds the root group.
    #expect(try file.paths(upTo: 1_000).count == 22)
    #expect(try file.doubles("g/itself/g/itself/x").elements == [0, 1, 2, 3, 4, 5])
  }

  @Test(arguments: [
    ("extint", "/train_loss", "keeps its numbers in another file"),
    ("vdsself", "/train_loss", "is a virtual dataset"),
    ("trap-surface", "/xcoordinates", "uses a committed datatype"),
    ("trap-directions", "/xdirection/0", "is damaged"),
  ])
  func filesThatHDF5sLibraryCannotSurvive(name: String, dataset: String, words: String) throws {
    let path = try fixture("hdf5/hostile/\(name).h5")
    let found = try failure { _ = try HDF5File(path: path).doubles(dataset) }
    #expect(found.code == .data && found.what.contains(words), "\(found)")
    _ = try survives { _ = try DirectionsArchive(path: path) }
  }

  @Test func aHeaderThatContinuesInACircleIsFound() throws {
    // A superblock of version 2 whose root group has a header of version 1: one message, which says that
    // the header continues with that message.
    var file: [UInt8] = HDF5File.signature + [2, 8, 8, 0]
    func append(_ numbers: UInt64...) {
      for number in numbers { for byte in 0..<8 { file.append(UInt8(number >> (8 * byte) & 255)) } }
    }
    append(0, .max, 88, 48)
    file += [0, 0, 0, 0]
    file += [1, 0, 1, 0, 1, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0]
    file += [0x10, 0, 16, 0, 0, 0, 0, 0]
    append(64, 24)
    #expect(file.count == 88)
    let found = try failure {
      _ = try HDF5File(bytesWithoutChecksums: file, name: "x.h5").names()
    }
    #expect(found.what == "is damaged: the object header at byte 64 continues in a circle")
    let wrong = try failure { _ = try HDF5File(bytes: file, name: "x.h5") }
    #expect(wrong.what == "is damaged: the checksum of its superblock is wrong")
  }

  @Test func anIndexWithPagesIsRead() throws {
    let numbers = try HDF5File(path: try fixture("hdf5/pages.h5")).bytes("x").elements
    #expect(numbers.count == 167_000)
    for (index, number) in numbers.enumerated() {
      let isWritten = (131_500..<131_510).contains(index) || index >= 163_000
      #expect(number == (isWritten ? UInt8(index * 7 % 250 + 1) : 0))
    }
  }

  @Test func directionsThatClaimTooMuchAreRefused() throws {
    var image = HDF5Image()
    for group in ["/xdirection", "/ydirection"] {
      image.addGroup(group)
      image.addDataset("\(group)/0", shape: [1_000_000], [Float](repeating: 0, count: 1_000_000))
    }
    let archive = try DirectionsArchive(HDF5File(bytes: try image.bytes(), name: "d.h5"))
    #expect(archive.x[0].elements.count == 1_000_000)
    // A thousand names for one dataset of 40 kB.
    let path = try fixture("hdf5/many-names.h5")
    let found = try failure { _ = try DirectionsArchive(path: path) }
    #expect(found.what == "claims more numbers than the file can hold")
    #expect(try failure { _ = try DirectionsArchive.Summary(path: path) } == found)
  }
}
