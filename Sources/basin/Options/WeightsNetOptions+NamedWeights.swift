internal import Archives
internal import ArgumentParser
internal import Failures
internal import Landscapes
internal import Networks
internal import Tensors

extension WeightsNetOptions {
  /// The weights in a file of any net. Where Basin knows the net, by the options, the file, or names and
  /// shapes, its parameters are in the net's order; otherwise in that of the file.
  ///
  /// - Throws: `Failure` if the file cannot be read, holds the weights of another net than the options
  ///   describe, or nothing that can be moved.
  func namedWeights(weights path: String, imageSize: Int?) throws -> NamedWeights {
    let file = try WeightsFile(path: path, key: key)
    let isDescribed = Checkpoint.isDescribed(file)
    if try isDescribed || net.specification() != nil {
      let checkpoint = try checkpoint(weights: path, inputShape: nil, imageSize: imageSize)
      return NamedWeights(checkpoint, file: file)
    }
    if let checkpoint = recognised(file, path: path, imageSize: imageSize) {
      tell(checkpoint.notes, of: path)
      return NamedWeights(checkpoint, file: file)
    }
    let weights = try NamedWeights(file, path: path)
    tell(
      ["not a net that basin knows; directions go by names and shapes"] + weights.notes, of: path)
    return weights
  }

  /// The checkpoint in a weights file, and its weights by names and shapes.
  ///
  /// - Throws: `Failure` as `checkpoint(weights:inputShape:imageSize:)`.
  func namedCheckpoint(weights path: String, inputShape: Shape?, imageSize: Int?) throws
    -> (Checkpoint, NamedWeights)
  {
    let checkpoint = try checkpoint(weights: path, inputShape: inputShape, imageSize: imageSize)
    return (checkpoint, NamedWeights(checkpoint, file: try WeightsFile(path: path, key: key)))
  }

  /// The net that names and shapes show, if the file holds exactly its weights. What they leave open, such
  /// as activations, no direction depends on.
  private func recognised(_ file: WeightsFile, path: String, imageSize: Int?) -> Checkpoint? {
    guard let found = ModelCatalogue.recognised(in: file) else { return nil }
    let examples = found.specification.model.examples(of: file, imageSize: imageSize)
    return try? Checkpoint(
      file, path: path,
      network: found.specification.network(
        inputShape: examples.inputShape, classes: examples.classes, plain: found.plain))
  }
}
