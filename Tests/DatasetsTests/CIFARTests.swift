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

struct CIFARTests {
  private func copy(_ name: String, to scratch: TemporaryFolder, as other: String? = nil) throws {
    _ = try scratch.write(InputFile.bytes(at: try fixture(name)), to: other ?? name)
  }

  private func load(
    _ name: String, _ folder: String, split: DatasetSplit = .train, samples: SampleCount = .all,
    options: OptionValues = [:]
  ) throws -> Dataset {
    let place = OptionValues(["data directory": folder])
    return try DatasetSource(parsing: name, options: options.completed(by: place)).load(
      split: split, samples: samples)
  }

  @Test(
    "both versions have the bits of torchvision",
    arguments: [
      ("cifar10", "cifar-10-binary.tar.gz"), ("cifar10", "cifar-10-python.tar.gz"),
      ("cifar100", "cifar-100-binary.tar.gz"), ("cifar100", "cifar-100-python.tar.gz"),
    ])
  func archives(name: String, archive: String) throws {
    let scratch = try TemporaryFolder()
    try copy(archive, to: scratch)
    for split in DatasetSplit.allCases {
      let dataset = try load(name, scratch.url.path, split: split)
      #expect(try dataset.digest == torchvisionDigest("\(name) \(split.rawValue)"))
      #expect(dataset.inputShape == [3, 32, 32] && dataset.name == "\(name) \(split.rawValue)")
      #expect(dataset.classes == (name == "cifar10" ? 10 : 100))
      for count in 1...dataset.count {
        #expect(
          try load(name, scratch.url.path, split: split, samples: .first(count))
            == dataset.prefix(count))
      }
      let more = try failure {
        _ = try load(name, scratch.url.path, split: split, samples: .first(dataset.count + 1))
      }
      #expect(more.code == .usage)
    }
    #expect(
      try load("cifar10", try fixture("."), samples: .first(1)).preparation
        == "pixels / 255, then (x − (0.4914, 0.4822, 0.4465)) / (0.247, 0.2435, 0.2616)")
  }

  @Test("unpacked archives are found, in the folder itself or a level below")
  func unpacked() throws {
    for folder in ["unpacked", "unpacked/cifar-100-python"] {
      let dataset = try load("cifar100", try fixture(folder), split: .test)
      #expect(try dataset.digest == torchvisionDigest("cifar100 test"))
    }
    // The archive without gzip.
    let scratch = try TemporaryFolder()
    let packed = try InputFile.bytes(at: try fixture("cifar-10-binary.tar.gz"))
    _ = try scratch.write(
      Gunzip.inflate(packed, maximum: 1 << 20, from: "x"), to: "cifar-10-binary.tar")
    #expect(
      try load("cifar10", scratch.url.path).digest == torchvisionDigest("cifar10 train"))
  }

  @Test("the normalisation may be given for each channel")
  func normalization() throws {
    let plain = try load(
      "cifar10", try fixture("."), samples: .first(1), options: ["mean": "0", "std": "1"])
    let other = try load(
      "cifar10", try fixture("."), samples: .first(1),
      options: ["mean": "0.1,0.2,0.3", "std": "1,2,4"])
    for (index, (x, y)) in zip(plain.inputs.elements, other.inputs.elements).enumerated() {
      let channel = index / 1024
      #expect(y == (x - [0.1, 0.2, 0.3][channel]) / [1, 2, 4][channel])
    }
  }

  @Test("pickles of every protocol of Python 3 are read", arguments: 2...5)
  func protocols(number: Int) throws {
    let scratch = try TemporaryFolder()
    try copy("pickles/protocol-\(number)", to: scratch, as: "test_batch")
    let dataset = try load("cifar10", scratch.url.path, split: .test)
    #expect(dataset.labels == [Int32(number)] && dataset.count == 1)
  }

  @Test("a pickle that wants to run something is refused, and nothing is run")
  func hostile() throws {
    let scratch = try TemporaryFolder()
    for text in [
      "cos\nsystem\n(S'touch \(scratch.path("proof"))'\ntR.",
      "}(U\u{4}datacnumpy.core.multiarray\nscalar\n)Ru.",
      "}(U\u{4}datacbuiltins\neval\n(S'1'\ntRu.",
    ] {
      _ = try scratch.write(text, to: "test_batch")
      let found = try failure { _ = try load("cifar10", scratch.url.path, split: .test) }
      #expect(found.code == .data && found.what.contains("Basin runs no code of a file"))
      #expect(!InputFile.exists(at: scratch.path("proof")))
    }
  }

  @Test("damaged pickles are refused or read, and never trap")
  func damagedPickles() throws {
    let scratch = try TemporaryFolder()
    let bytes = try InputFile.bytes(at: try fixture("pickles/protocol-4"))
    var stream = RandomStream(seed: 3, purpose: "tests.damage")
    for _ in 0..<300 {
      var copy = bytes
      // The pixels themselves may be anything.
      let place =
        Bool.random(using: &stream)
        ? Int.random(in: 0..<180, using: &stream)
        : Int.random(in: copy.count - 40..<copy.count, using: &stream)
      copy[place] = .random(in: 0 ... .max, using: &stream)
      _ = try scratch.write(copy, to: "test_batch")
      do { _ = try load("cifar10", scratch.url.path, split: .test) } catch is Failure {}
    }
    for count in [0, 1, 100, bytes.count - 1] {
      _ = try scratch.write(Array(bytes.prefix(count)), to: "test_batch")
      #expect(try failure { _ = try load("cifar10", scratch.url.path, split: .test) }.code == .data)
    }
  }

  @Test("a binary file of broken images or foreign classes is named")
  func damagedBinaries() throws {
    let scratch = try TemporaryFolder()
    for (bytes, what) in [
      ([], "has 0 bytes"), ([UInt8](repeating: 0, count: 3074), "has 3074 bytes"),
      ([10] + [UInt8](repeating: 0, count: 3072), "label 10 is not in 0…9"),
    ] as [([UInt8], String)] {
      _ = try scratch.write(bytes, to: "test_batch.bin")
      let found = try failure { _ = try load("cifar10", scratch.url.path, split: .test) }
      #expect(found.code == .data && found.what.contains(what))
    }
  }

  @Test("missing files are named")
  func missing() throws {
    let scratch = try TemporaryFolder()
    let nothing = try failure { _ = try load("cifar10", scratch.url.path) }
    #expect(nothing.code == .missing && nothing.what == "the files of cifar10 are missing")
    _ = try scratch.write([UInt8](repeating: 0, count: 3073), to: "data_batch_1.bin")
    #expect(try load("cifar10", scratch.url.path, samples: .first(1)).count == 1)
    let second = try failure { _ = try load("cifar10", scratch.url.path) }
    #expect(second.code == .missing)
    #expect(second.place?.description == scratch.path("data_batch_2.bin"))
    // An archive of another set.
    let other = try TemporaryFolder()
    try copy("cifar-100-binary.tar.gz", to: other, as: "cifar-10-binary.tar.gz")
    let member = try failure { _ = try load("cifar10", other.url.path) }
    #expect(member.code == .missing && member.what == "the file is missing in the archive")
  }
}
