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

struct FashionMNISTTests {
  /// Three images: pixel p of image i is (7p + 50i) mod 256; labels 3, 0, 9.
  private static let pixels = (0..<3).flatMap { image in
    (0..<784).map { UInt8(truncatingIfNeeded: 7 * $0 + 50 * image) }
  }
  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28] + pixels
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3, 3, 0, 9]

  private func write(
    _ images: [UInt8] = images, _ labels: [UInt8] = labels, to scratch: TemporaryFolder
  ) throws {
    try AtomicFile.write(images, to: scratch.path("train-images-idx3-ubyte"))
    try AtomicFile.write(labels, to: scratch.path("train-labels-idx1-ubyte"))
  }

  private func load(
    _ scratch: TemporaryFolder, samples: Int? = nil, imageSize: Int? = nil
  ) throws -> Dataset {
    var options: OptionValues = ["data directory": scratch.url.path]
    options["image size"] = imageSize.map { "\($0)" }
    return try DatasetSource(parsing: "fashion-mnist", options: options).load(
      split: .train, samples: samples.map { .first($0) } ?? .all)
  }

  @Test func pixelsAreNormalised() throws {
    let scratch = try TemporaryFolder()
    try write(to: scratch)
    let dataset = try load(scratch)
    #expect(dataset.inputs.shape == [3, 1, 28, 28] && dataset.classes == 10)
    #expect(dataset.labels == [3, 0, 9] && dataset.name == "fashion-mnist train")
    for (value, pixel) in zip(dataset.inputs.elements, Self.pixels) {
      #expect(abs(Double(value) - (Double(pixel) / 255 - 0.2860) / 0.3530) < 3e-7)
    }
    // torch.tensor([0., 255., 128.]).div(255).sub(0.2860).div(0.3530), printed with repr(float)
    let known = [
      UInt8(0): Float(-0.8101983666419983), 255: 2.022662878036499, 128: 0.6117870211601257,
    ]
    for (pixel, value) in known {
      let index = try #require(Self.pixels.firstIndex(of: pixel))
      #expect(dataset.inputs.elements[index] == value)
    }
  }

  @Test func halfSizeIsTheMeanOfFourPixels() throws {
    let scratch = try TemporaryFolder()
    try write(to: scratch)
    let dataset = try load(scratch, samples: 2, imageSize: 14)
    let full = try load(scratch, samples: 2).inputs
    #expect(dataset.inputs.shape == [2, 1, 14, 14])
    for image in 0..<2 {
      for row in 0..<14 {
        for column in 0..<14 {
          let sum = [(0, 0), (0, 1), (1, 0), (1, 1)].reduce(0.0) { sum, offset in
            let index = image * 784 + (2 * row + offset.0) * 28 + 2 * column + offset.1
            return sum + Double(Self.pixels[index])
          }
          let expected = (sum / 4 / 255 - 0.2860) / 0.3530
          let value = dataset.inputs[image, 0, row, column]
          #expect(abs(Double(value) - expected) < 3e-7)
          // PyTorch's avg_pool2d adds row by row.
          let added =
            full[image, 0, 2 * row, 2 * column] + full[image, 0, 2 * row, 2 * column + 1]
            + full[image, 0, 2 * row + 1, 2 * column] + full[image, 0, 2 * row + 1, 2 * column + 1]
          #expect(value == added / 4)
        }
      }
    }
  }

  /// Images are halved a thousand at a time.
  @Test func manyImagesAreHalvedAsOneIs() throws {
    let scratch = try TemporaryFolder()
    let count = 1001
    let (high, low) = (UInt8(count / 256), UInt8(count % 256))
    let last = Self.pixels[784..<1568]
    try write(
      [0, 0, 8, 3, 0, 0, high, low, 0, 0, 0, 28, 0, 0, 0, 28]
        + Array(repeating: 0, count: (count - 1) * 784) + last,
      [0, 0, 8, 1, 0, 0, high, low] + Array(repeating: 1, count: count), to: scratch)
    let many = try load(scratch, imageSize: 14).inputs
    try write(to: scratch)
    let three = try load(scratch, imageSize: 14).inputs
    #expect(many.shape == [count, 1, 14, 14])
    #expect(many.elements.suffix(196) == three.elements[196..<392])
  }

  @Test func samplesAreTheFirst() throws {
    let scratch = try TemporaryFolder()
    try write(to: scratch)
    #expect(try load(scratch, samples: 2) == load(scratch).prefix(2))
    #expect(try failure { _ = try load(scratch, samples: 4) }.code == .usage)
  }

  @Test(arguments: [0, 7, 27, 56])
  func otherSizesAreRefused(size: Int) throws {
    let scratch = try TemporaryFolder()
    try write(to: scratch)
    let found = try failure { _ = try load(scratch, imageSize: size) }
    #expect(found.code == .usage && found.what == "must be 28 or 14, got \(size)")
  }

  @Test func missingFilesAreAnsweredWithThePackage() throws {
    let scratch = try TemporaryFolder()
    let found = try failure { _ = try load(scratch) }
    #expect(found.code == .missing && found.place?.description == scratch.url.path)
    #expect(found.remedy?.description.contains("dataset-fashion-mnist") == true)
    #expect(found.remedy?.description.contains("data directory") == true)
  }

  @Test func countsThatDisagreeAreNamed() throws {
    let scratch = try TemporaryFolder()
    try write(Self.images, [0, 0, 8, 1, 0, 0, 0, 2, 3, 0], to: scratch)
    let found = try failure { _ = try load(scratch) }
    #expect(found.code == .data && found.what == "has 2 labels for 3 images")
  }

  @Test func labelsBeyondNineAreNamed() throws {
    let scratch = try TemporaryFolder()
    try write(Self.images, Self.labels.dropLast() + [10], to: scratch)
    let found = try failure { _ = try load(scratch) }
    #expect(found.code == .data && found.what == "label 10 is not in 0…9")
    #expect(found.place?.description.hasSuffix("label 2") == true)
  }

  @Test func imagesOfOtherSizesAndNoneAreNamed() throws {
    let scratch = try TemporaryFolder()
    try write([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2], to: scratch)
    #expect(try failure { _ = try load(scratch) }.what.contains("1×2 instead of 28×28"))
    try write(
      [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28], [0, 0, 8, 1, 0, 0, 0, 0], to: scratch)
    #expect(try failure { _ = try load(scratch) }.what == "has no images")
  }

  @Test(.enabled(if: InputFile.exists(at: "\(package)/train-images-idx3-ubyte.gz")))
  func thePackagesFilesHaveTheKnownStatistics() throws {
    for (split, count) in [(DatasetSplit.train, 60_000), (.test, 10_000)] {
      let dataset = try DatasetSource(
        parsing: "fashion-mnist", options: ["image size": "14"]
      ).load(split: split)
      #expect(dataset.inputs.shape == [count, 1, 14, 14])
      let perClass = dataset.labels.reduce(into: [Int](repeating: 0, count: 10)) {
        $0[Int($1)] += 1
      }
      #expect(perClass == [Int](repeating: count / 10, count: 10))
      let mean = dataset.inputs.elements.reduce(0.0) { $0 + Double($1) }
      #expect(abs(mean / Double(dataset.inputs.count)) < 5e-3)
    }
  }

  /// SHA-256 in Python of the shape, of (x.float().div(255).sub(0.2860).div(0.3530)) and of the labels,
  /// with PyTorch 2.13, for 14×14 pixels after avg_pool2d(x, 2).
  @Test(
    .enabled(if: InputFile.exists(at: "\(package)/t10k-images-idx3-ubyte.gz")),
    arguments: [
      ("28", "6144c4f5d7a045d3db425441983e07b5ecf98304f52d38c7f211e7022781ee88"),
      ("14", "3ac73cf0f879194568f669e9640bbc39bbc4a7ad628588a83be117a4e765e7f6"),
    ])
  func thePackagesFilesHaveTheBitsOfPyTorch(size: String, digest: String) throws {
    let dataset = try DatasetSource(parsing: "fashion-mnist", options: ["image size": size]).load(
      split: .test)
    #expect(dataset.digest == digest && dataset.name == "fashion-mnist test")
    #expect(dataset.preparation == nil && dataset.notes.isEmpty)
  }

  private static let package = "/usr/share/datasets/fashion-mnist"
}
