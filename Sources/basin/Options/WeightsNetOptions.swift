internal import Archives
internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Networks
internal import Tensors

/// A net whose weights are read from a file.
struct WeightsNetOptions: ParsableArguments {
  @OptionGroup var net: NetOptions

  @OptionGroup var checkpoint: CheckpointKeyOptions

  /// The name in a checkpoint under which the weights are; nil to look for them.
  var key: String? { checkpoint.key }

  /// The tokens that the net reads at once, as the options say it or, where they describe none, the
  /// weights file; nil for a net that reads no tokens.
  ///
  /// - Throws: `Failure` if the file cannot be read.
  func context(weights path: String) throws -> Int? {
    if let description = try net.specification() { return description.model.context }
    let file = try WeightsFile(path: path, key: key)
    if !Checkpoint.isDescribed(file), let found = ModelCatalogue.recognised(in: file) {
      return found.specification.context
    }
    return try Checkpoint(file, path: path).network.context
  }

  /// The checkpoint in a weights file: for the net that the options describe; where they describe none,
  /// for the one that the file describes, or that its names and shapes show. What is taken for granted
  /// is said on the standard error.
  ///
  /// What the options leave open is read from the file, such as the number of classes.
  ///
  /// - Parameters:
  ///   - path: the weights file.
  ///   - inputShape: the shape of an example where data are at hand; nil otherwise.
  ///   - imageSize: the edge of images, for a net for images without data.
  /// - Throws: `Failure` if the file cannot be read or holds the weights of another net.
  func checkpoint(weights path: String, inputShape: Shape?, imageSize: Int?) throws -> Checkpoint {
    let description = try net.specification()
    let file = try WeightsFile(path: path, key: key)
    func read(
      _ model: ModelSpecification, _ network: (Shape, Int) throws -> Network, note: Phrase?
    ) throws -> Checkpoint {
      let examples = model.model.examples(of: file, imageSize: imageSize)
      let checkpoint = try Checkpoint(
        file, path: path,
        network: try network(inputShape ?? examples.inputShape, examples.classes))
      let said = checkpoint.isDescribed ? nil : note?.text(naming: flag)
      tell(checkpoint.notes + [said].compactMap { $0 }, of: path)
      return checkpoint
    }
    if let description {
      return try read(
        description.model, description.network,
        note: description.model.model.assumptions(net.model.values, plain: net.plain))
    }
    if !Checkpoint.isDescribed(file), let found = ModelCatalogue.recognised(in: file) {
      tell(["recognised as \(found.title)"], of: path)
      return try read(
        found.specification,
        { try found.specification.network(inputShape: $0, classes: $1, plain: found.plain) },
        note: found.assumption)
    }
    let checkpoint = try Checkpoint(file, path: path)
    tell(checkpoint.notes, of: path)
    return checkpoint
  }

  /// Says something of a file on the standard error, a line each.
  func tell(_ notes: [String], of path: String) {
    for note in notes { StandardStreams.writeMessage("\(path): \(note)\n") }
  }
}
