package import Datasets
internal import Kernels
internal import Networks
package import Tensors

/// The images of a dataset, each changed at random.
///
/// How an image is changed follows from the seed, the epoch and its place in the dataset alone, so it is
/// the same for any batches, any number of workers and after any interruption.
package struct AugmentedImages {
  /// The pixels of 0 around an image that is cropped.
  package static let padding = 4

  private let augmentation: Augmentation
  private let inputs: Tensor<Float>

  /// The images of a dataset; nil where none is changed.
  ///
  /// - Parameters:
  ///   - augmentation: what may happen to them.
  ///   - dataset: its examples are images, channels × height × width.
  package init?(_ augmentation: Augmentation, of dataset: Dataset) {
    guard !augmentation.isEmpty else { return nil }
    precondition(dataset.inputShape.rank == 3, "examples of shape \(dataset.inputShape)")
    self.augmentation = augmentation
    inputs = dataset.inputs
  }

  /// Some of the images as an epoch has them: their number × the shape of one.
  ///
  /// - Parameters:
  ///   - indices: their places in the dataset.
  ///   - epoch: counted from 0.
  ///   - seed: that of the order of the epoch.
  package func batch(_ indices: [Int], epoch: Int, seed: UInt64) -> Tensor<Float> {
    let shape = Array(inputs.shape.dimensions.dropFirst())
    var elements = [Float](repeating: 0, count: indices.count * shape.reduce(1, *))
    for (place, index) in indices.enumerated() {
      copy(index, change(of: index, epoch: epoch, seed: seed), to: place, in: &elements)
    }
    return Tensor(shape: Shape([indices.count] + shape), elements: elements)
  }

  /// How far an image is moved to the left and up, and whether it is mirrored.
  private struct Change {
    var left = 0
    var up = 0
    var mirrors = false
  }

  private func change(of index: Int, epoch: Int, seed: UInt64) -> Change {
    var random = RandomStream(seed: seed, purpose: "augmentation.\(epoch).\(index)")
    var change = Change()
    if augmentation.contains(.crop) {
      change.up = Int.random(in: -Self.padding...Self.padding, using: &random)
      change.left = Int.random(in: -Self.padding...Self.padding, using: &random)
    }
    if augmentation.contains(.flip) { change.mirrors = random.next() >> 63 == 1 }
    return change
  }

  private func copy(_ index: Int, _ change: Change, to place: Int, in elements: inout [Float]) {
    let (channels, height, width) = (inputs.shape[1], inputs.shape[2], inputs.shape[3])
    let pixels = inputs.elements
    let size = channels * height * width
    for channel in 0..<channels {
      for row in max(0, -change.up)..<max(0, -change.up, min(height, height - change.up)) {
        let from = index * size + (channel * height + row + change.up) * width
        let to = place * size + (channel * height + row) * width
        for column in 0..<width {
          let source = (change.mirrors ? width - 1 - column : column) + change.left
          if source >= 0, source < width { elements[to + column] = pixels[from + source] }
        }
      }
    }
  }
}

extension Targets {
  /// Those of some examples, in the order given; examples have one label or one row of numbers each.
  func of(_ indices: [Int]) -> Targets {
    switch self {
    case .labels(let labels): return .labels(indices.map { labels[$0] })
    case .values(let values):
      let width = values.shape[1]
      return .values(
        Tensor(
          shape: [indices.count, width],
          elements: indices.flatMap { values.elements[$0 * width..<($0 + 1) * width] }))
    }
  }
}
