import Archives
import Catalogues
import Datasets
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Kernels
import Tensors
import Testing

struct ImageFolderTests {
  private func load(
    _ folder: String, split: DatasetSplit = .train, samples: SampleCount = .all,
    options: OptionValues = [:]
  ) throws -> Dataset {
    try DatasetSource(parsing: "images:\(folder)", options: options).load(
      split: split, samples: samples)
  }

  /// A folder of classes with one of the pictures in `png` in each.
  private func folder(_ pictures: [String: String]) throws -> TemporaryFolder {
    let scratch = try TemporaryFolder()
    for (place, name) in pictures {
      let folder = scratch.url.appending(path: place).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      _ = try scratch.write(InputFile.bytes(at: try fixture("png/\(name).png")), to: place)
    }
    return scratch
  }

  @Test("images have the bits of torchvision, one of each class after the other")
  func bits() throws {
    let dataset = try load(try fixture("images"))
    #expect(try dataset.digest == torchvisionDigest("images"))
    #expect(dataset.labels == [0, 1, 2, 1, 2, 1] && dataset.classes == 3)
    #expect(dataset.inputs.shape == [6, 3, 4, 6] && dataset.preparation == "pixels / 255")
    #expect(dataset.notes == ["B is class 0, a is class 1, z is class 2"])
    for count in 1...6 {
      #expect(try load(try fixture("images"), samples: .first(count)) == dataset.prefix(count))
    }
  }

  @Test("the test split has a folder of its own")
  func testSplit() throws {
    let scratch = try folder(["a/1.png": "grey", "b/2.PNG": "grey"])
    let images = try fixture("images")
    for text in [scratch.url.path, "images:\(scratch.url.path)"] {
      let source = try DatasetSource(parsing: "images:\(images)", options: ["test data": text])
      #expect(source.hasTestSplit)
      #expect(try source.load(split: .test).count == 2 && source.load(split: .train).count == 6)
    }
  }

  @Test(
    "grey images keep their one channel and their numbers",
    arguments: ["grey", "gamma", "interlaced", "one-bit"])
  func grey(name: String) throws {
    let scratch = try folder(["0/a.png": name, "1/b.png": name])
    let dataset = try load(scratch.url.path)
    let pixels = try NPYFile(path: try fixture("png/\(name == "one-bit" ? name : "grey").npy"))
    #expect(dataset.inputs.shape == [2, 1, 5, 7])
    let expected = try #require(pixels.elements.integers).map { Float($0) / 255 }
    #expect(Array(dataset.inputs.elements.prefix(35)) == expected)
  }

  @Test(
    "images that do not fit are named",
    arguments: [
      (["a/1.png": "grey", "b/1.png": "transparent"], "transparent pixels", "b/1.png"),
      (["a/1.png": "alpha"], "has an alpha channel", "a/1.png"),
      (["a/1.png": "sixteen"], "has 16 bits per channel", "a/1.png"),
    ] as [([String: String], String, String)])
  func misfits(pictures: [String: String], what: String, place: String) throws {
    let scratch = try folder(pictures)
    if what.contains("transparent") {
      let colour = try folder(["a/1.png": "transparent"])
      let found = try failure { _ = try load(colour.url.path) }
      #expect(found.what.contains(what))
      let mixed = try failure { _ = try load(scratch.url.path) }
      #expect(mixed.what.hasPrefix("has 7×5 pixels in colour, but"))
      #expect(mixed.place?.description == scratch.path(place))
    } else {
      let found = try failure { _ = try load(scratch.url.path) }
      #expect(found.code == .data && found.what.contains(what))
      #expect(found.place?.description == scratch.path(place))
    }
  }

  @Test("a header that claims too much is refused before memory is taken")
  func bomb() throws {
    let scratch = try folder(["a/1.png": "grey"])
    var bytes = try InputFile.bytes(at: scratch.path("a/1.png"))
    for (width, height) in [(60_000, 60_000), (7, 0x7fff_ffff), (5000, 5000)] {
      bytes.replaceSubrange(16..<24, with: big(width) + big(height))
      _ = try scratch.write(bytes, to: "a/1.png")
      let found = try failure { _ = try load(scratch.url.path) }
      #expect(found.what.contains("the limit is 16777216 pixels"))
    }
    // Within the limit, but not what the checksum was made for.
    bytes.replaceSubrange(16..<24, with: big(4000) + big(4000))
    _ = try scratch.write(bytes, to: "a/1.png")
    #expect(
      try failure { _ = try load(scratch.url.path) }.what.contains("cannot be read as a PNG image"))
  }

  private func big(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  @Test("damaged images are refused or read, and never trap")
  func damaged() throws {
    let scratch = try folder(["a/1.png": "transparent"])
    for name in ["png/grey.png", "images/a/1.png", "images/a/0.png"] {
      let bytes = try InputFile.bytes(at: try fixture(name))
      var stream = RandomStream(seed: 5, purpose: "tests.damage")
      for _ in 0..<300 {
        var copy = bytes
        copy[Int.random(in: copy.indices, using: &stream)] = .random(in: 0 ... .max, using: &stream)
        _ = try scratch.write(copy, to: "a/1.png")
        do { _ = try load(scratch.url.path) } catch is Failure {}
      }
      for count in [0, 8, 29, 40, bytes.count - 20] {
        _ = try scratch.write(Array(bytes.prefix(count)), to: "a/1.png")
        #expect(try failure { _ = try load(scratch.url.path) }.code == .data)
      }
    }
  }

  @Test("folders that are not those of classes are answered with what helps")
  func folders() throws {
    let scratch = try folder([
      "train/a/1.png": "grey", "train/b/1.png": "grey", "test/a/1.png": "grey",
    ])
    let outer = try failure { _ = try load(scratch.url.path) }
    #expect(outer.code == .data && outer.what == "holds folders, but no PNG files")
    #expect(outer.remedy?.description.contains("images:\(scratch.path("test"))") == true)
    let inner = try failure { _ = try load(scratch.path("train/a")) }
    #expect(inner.code == .data && inner.what == "holds no folders")
    let nothing = try failure { _ = try load(scratch.path("nothing")) }
    #expect(nothing.code == .missing)
    try FileManager.default.createDirectory(
      atPath: scratch.path("train/c"), withIntermediateDirectories: false)
    let empty = try failure { _ = try load(scratch.path("train")) }
    #expect(
      empty.what == "holds no PNG files" && empty.place?.description == scratch.path("train/c"))
  }
}
