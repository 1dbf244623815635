import Datasets
import Failures
import Kernels
import Networks
import RunTestSupport
import Tensors
import Testing
import Training

/// Images that are cropped and mirrored at random.
struct AugmentedImagesTests {
  private static let (count, channels, height, width) = (300, 2, 6, 9)

  /// Every pixel has a number of its own, above 0, so that a changed image says where it comes from.
  private static func dataset() throws -> Dataset {
    let shape = Shape([count, channels, height, width])
    return try Dataset(
      name: "numbered",
      inputs: Tensor(shape: shape, elements: (0..<shape.count).map { Float($0 + 1) }),
      labels: Array(repeating: 0, count: count), classes: 1)
  }

  /// The change that makes one image of another, found by trying all: rows up, columns to the left, mirrored.
  private static func changes(_ image: Int, _ changed: ArraySlice<Float>) -> [[Int]] {
    let changed = Array(changed)
    let padding = AugmentedImages.padding
    var found: [[Int]] = []
    for up in -padding...padding {
      for left in -padding...padding {
        for mirrored in 0...1 {
          let fits = (0..<channels * height * width).allSatisfy { place in
            let (channel, row) = (place / width / height, place / width % height + up)
            let column = (mirrored == 1 ? width - 1 - place % width : place % width) + left
            let isInside = (0..<height).contains(row) && (0..<width).contains(column)
            let number = ((image * channels + channel) * height + row) * width + column
            return changed[place] == (isInside ? Float(number + 1) : 0)
          }
          if fits { found.append([up, left, mirrored]) }
        }
      }
    }
    return found
  }

  @Test(arguments: [Augmentation.crop, .flip, [.crop, .flip]])
  func everyChangeIsAsLikely(augmentation: Augmentation) throws {
    let images = try #require(AugmentedImages(augmentation, of: Self.dataset()))
    let size = Self.channels * Self.height * Self.width
    let batch = images.batch(Array(0..<Self.count), epoch: 2, seed: 5)
    #expect(batch.shape == [Self.count, Self.channels, Self.height, Self.width])
    let changes = try (0..<Self.count).map { image in
      let found = Self.changes(image, batch.elements[image * size..<(image + 1) * size])
      #expect(found.count == 1)
      return try #require(found.first)
    }
    // Each of nine shifts is seen 300/9 ± 5.4 times, a mirror image 150 ± 8.7 times: five deviations.
    for axis in 0...1 {
      for shift in -4...4 {
        let seen = changes.count { $0[axis] == shift }
        if augmentation.contains(.crop) {
          #expect((6...61).contains(seen), "\(shift) along \(axis): \(seen)")
        } else {
          #expect(seen == (shift == 0 ? Self.count : 0))
        }
      }
    }
    let mirrored = changes.count { $0[2] == 1 }
    #expect(augmentation.contains(.flip) ? (107...193).contains(mirrored) : mirrored == 0)
  }

  @Test func aChangeFollowsFromSeedEpochAndExample() throws {
    func batch(_ indices: [Int], epoch: Int, seed: UInt64 = 5) throws -> [Float] {
      try #require(AugmentedImages([.crop, .flip], of: Self.dataset()))
        .batch(indices, epoch: epoch, seed: seed).elements
    }
    let size = Self.channels * Self.height * Self.width
    let all = try batch(Array(0..<20), epoch: 3)
    // In other company and in another order it is the same.
    let some = try batch([17, 4], epoch: 3)
    #expect(some[..<size] == all[17 * size..<18 * size])
    #expect(some[size...] == all[4 * size..<5 * size])
    #expect(try batch(Array(0..<20), epoch: 4) != all)
    #expect(try batch(Array(0..<20), epoch: 3, seed: 6) != all)
  }

  @Test func nothingIsTheDefault() throws {
    #expect(TrainingSettings().augmentation.isEmpty)
    #expect(try AugmentedImages([], of: Self.dataset()) == nil)
  }

  @Test func theNumberOfWorkersChangesNoBit() throws {
    var settings = TrainingSettings(epochs: 2, batchSize: 20, seed: 3)
    settings.augmentation = [.crop, .flip]
    let trainer = try Trainer(
      network: Problems.resnet(), dataset: Problems.images(), settings: settings)
    let states = try [1, 2, 3].map { workers in
      var state = TrainingState(
        network: trainer.network, initialization: .residualNetwork, seed: 3)
      _ = try trainer.run(&state, in: .threads(workers))
      return state
    }
    #expect(states[1] == states[0] && states[2] == states[0])
    settings.augmentation = []
    var plain = TrainingState(network: trainer.network, initialization: .residualNetwork, seed: 3)
    _ = try Trainer(network: trainer.network, dataset: trainer.dataset, settings: settings)
      .run(&plain, in: .threads(1))
    #expect(plain.parameters != states[0].parameters)
  }

  @Test(arguments: ["crop", "flip", "crop,flip"])
  func namesAreRead(text: String) throws {
    #expect(try Augmentation(parsing: text, option: "augment").description == text)
  }

  @Test(arguments: ["", "crop,", "rotate", "crop,crop", "Crop", "flip crop"])
  func otherNamesAreRefused(text: String) {
    #expect(
      throws: Failure(
        .usage, "unknown value \"\(text)\"", at: .setting("augment"),
        remedy: "Choices: crop, flip, or both: crop,flip.")
    ) { try Augmentation(parsing: text, option: "augment") }
  }
}
