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

struct GreyImageSetTests {
  @Test(
    "MNIST and EMNIST have the bits of torchvision",
    arguments: [
      ("mnist", ["data directory": "."], "mnist"),
      ("mnist", ["data directory": "MNIST/raw"], "mnist"),
      ("emnist", ["data directory": "emnist", "emnist split": "letters"], "emnist letters"),
      ("emnist", ["data directory": "emnist-zip", "emnist split": "letters"], "emnist letters"),
    ] as [(String, [String: String], String)])
  func bits(name: String, options: [String: String], expected: String) throws {
    var values = OptionValues(Dictionary(uniqueKeysWithValues: options.map { (Setting($0), $1) }))
    values["data directory"] = try fixture(try #require(options["data directory"]))
    for split in DatasetSplit.allCases {
      let dataset = try DatasetSource(parsing: name, options: values).load(split: split)
      #expect(try dataset.digest == torchvisionDigest("\(expected) \(split.rawValue)"))
      #expect(dataset.name == "\(expected) \(split.rawValue)")
      #expect(dataset.classes == (name == "mnist" ? 10 : 26))
      #expect(
        dataset.preparation
          == (name == "mnist"
            ? "pixels / 255, then (x − 0.1307) / 0.3081"
            : "pixels / 255, then (x − 0.1736) / 0.3317"))
      let first = try DatasetSource(parsing: name, options: values).load(
        split: split, samples: .first(2))
      #expect(try first == dataset.prefix(2))
    }
  }

  @Test("what is taken for granted of EMNIST is said")
  func notes() throws {
    let dataset = try DatasetSource(
      parsing: "emnist",
      options: ["data directory": try fixture("emnist"), "emnist split": "letters"]
    ).load(split: .test)
    #expect(
      dataset.notes == [
        "images are stored column by column; they are turned upright",
        "labels 1…26 are classes 0…25",
      ])
  }

  /// MNIST's files under KMNIST's folder, with a dot in their names as in old copies.
  @Test("files are found under their old names and in torchvision's folders")
  func names() throws {
    let scratch = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: scratch.path("KMNIST/raw"), withIntermediateDirectories: true)
    for (old, new) in [("images-idx3", "images.idx3"), ("labels-idx1", "labels.idx1")] {
      let bytes = try InputFile.bytes(at: try fixture("MNIST/raw/train-\(old)-ubyte"))
      _ = try scratch.write(bytes, to: "KMNIST/raw/train-\(new)-ubyte")
    }
    let source = try DatasetSource(
      parsing: "kmnist", options: ["data directory": scratch.url.path, "image size": "14"])
    let dataset = try source.load(split: .train)
    #expect(dataset.inputs.shape == [5, 1, 14, 14] && dataset.name == "kmnist train")
    #expect(
      dataset.preparation
        == "pixels / 255, then (x − 0.1918) / 0.3483, then means of 2×2 pixels")
    let missing = try failure { _ = try source.load(split: .test) }
    #expect(missing.code == .missing && missing.place?.description == scratch.url.path)
    #expect(missing.what == "the file t10k-images-idx3-ubyte.gz of kmnist is missing")
    #expect(source.files.contains(scratch.path("KMNIST/raw/train-images.idx3-ubyte")))
  }

  @Test("another normalisation is taken from the options")
  func normalization() throws {
    let folder = try fixture("MNIST/raw")
    let plain = try DatasetSource(
      parsing: "mnist", options: ["data directory": folder, "mean": "0", "std": "1"]
    ).load(split: .train)
    #expect(plain.preparation == "pixels / 255")
    let halved = try DatasetSource(
      parsing: "mnist", options: ["data directory": folder, "mean": " 0.5", "std": "0.25"]
    ).load(split: .train)
    #expect(halved.preparation == "pixels / 255, then (x − 0.5) / 0.25")
    for (x, y) in zip(plain.inputs.elements, halved.inputs.elements) {
      #expect(y == (x - 0.5) / 0.25)
    }
    let idx = try DatasetSource(
      parsing: "idx:\(folder)/train-images-idx3-ubyte,\(folder)/train-labels-idx1-ubyte"
    ).load(split: .train)
    #expect(idx.inputs == plain.inputs && idx.labels == plain.labels)
    #expect(idx.preparation == "pixels / 255")
  }

  @Test(
    arguments: [
      (["mean": "a"], "\"a\" is not a list of numbers"),
      (["mean": "nan"], "\"nan\" is not a list of numbers"),
      (["std": "0"], "\"0\" is not a list of numbers greater than 0"),
      (["std": "1,,2"], "\"1,,2\" is not a list of numbers greater than 0"),
      (["std": "1e-60"], "\"1e-60\" is not a list of numbers greater than 0"),
      (["mean": "1,2,3"], "3 numbers are given; mnist train has 1 channel"),
      (["image size": "20"], "must be 28 or 14, got 20"),
    ] as [(OptionValues, String)])
  func wrongOptionsAreRefused(options: OptionValues, what: String) throws {
    let place = OptionValues(["data directory": try fixture("MNIST/raw")])
    let found = try failure {
      _ = try DatasetSource(parsing: "mnist", options: options.completed(by: place)).load(
        split: .train)
    }
    #expect(found.code == .usage && found.what == what)
    #expect(found.place == .setting(options.settings[0]))
  }

  @Test(arguments: ["mnist", "kmnist", "emnist", "cifar10", "cifar100"])
  func theFolderIsAskedFor(name: String) throws {
    let found = try failure { _ = try DatasetSource(parsing: name) }
    #expect(found.code == .usage && found.place == .setting("data directory"))
  }

  @Test("classes beyond those of a split are named")
  func labels() throws {
    let scratch = try TemporaryFolder()
    for content in ["images-idx3", "labels-idx1"] {
      let bytes = try InputFile.bytes(
        at: try fixture("emnist/emnist-letters-test-\(content)-ubyte.gz"))
      _ = try scratch.write(bytes, to: "emnist-mnist-test-\(content)-ubyte.gz")
    }
    let found = try failure {
      _ = try DatasetSource(
        parsing: "emnist", options: ["data directory": scratch.url.path, "emnist split": "mnist"]
      ).load(split: .test)
    }
    #expect(found.code == .data && found.what.hasSuffix("is not in 0…9"))
  }

  @Test("sizes that lie are found out, gzipped or not, before memory is taken")
  func lies() throws {
    let scratch = try TemporaryFolder()
    let header: [UInt8] = [0, 0, 8, 3, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 28, 0, 0, 0, 28]
    // gzip of the header and ten zeros, stored.
    let body = header + [UInt8](repeating: 0, count: 10)
    _ = try scratch.write([0, 0, 8, 1, 0, 0, 0, 1, 3], to: "labels")
    let plain = try scratch.write(body, to: "plain")
    let packed = try scratch.write(try gzip(body), to: "packed.gz")
    for path in [plain, packed] {
      let found = try failure {
        _ = try DatasetSource(parsing: "idx:\(path),\(scratch.path("labels"))").load(split: .train)
      }
      #expect(found.code == .data && found.what == "declares 2147483647×28×28 bytes but holds 10")
    }
  }
}

/// Bytes as a gzip file without compression (RFC 1951, section 3.2.4; at most 65,535 bytes).
func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
  func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
  var crc = UInt32.max
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
  }
  let count = UInt16(bytes.count)
  return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(count) + little(~count) + bytes
    + little(~crc) + little(UInt32(bytes.count))
}
