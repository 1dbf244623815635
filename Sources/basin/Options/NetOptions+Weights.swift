internal import Archives
internal import Datasets
internal import Failures
internal import Networks
internal import Tensors

extension NetOptions {
  /// The tokens that the net reads at once, as the options say it or, where they describe none, the
  /// weights file; nil for a net that reads no tokens.
  ///
  /// - Throws: `Failure` if the file cannot be read.
  func context(weights path: String) throws -> Int? {
    guard let net = try specification() else {
      return try Checkpoint(path: path).network.context
    }
    return net.model.context
  }

  /// The checkpoint in a weights file, for the net that the options describe or, where they
  /// describe none, for the one that the file does. What is taken for granted is said on the
  /// standard error.
  ///
  /// What the options leave open is read from the file, such as the number of classes.
  ///
  /// - Parameters:
  ///   - path: the weights file.
  ///   - inputShape: the shape of an example where data are at hand; nil otherwise.
  ///   - imageSize: the edge of images, for a net for images without data.
  /// - Throws: `Failure` if the file cannot be read or holds the weights of another net.
  func checkpoint(weights path: String, inputShape: Shape?, imageSize: Int?) throws -> Checkpoint {
    guard let net = try specification() else {
      let checkpoint = try Checkpoint(path: path)
      tell(checkpoint.notes, of: path)
      return checkpoint
    }
    let examples = net.model.model.examples(
      of: try SafetensorsFile(path: path), imageSize: imageSize)
    let checkpoint = try Checkpoint(
      path: path,
      network: try net.network(
        inputShape: inputShape ?? examples.inputShape, classes: examples.classes))
    let assumed =
      checkpoint.isDescribed ? nil : net.model.model.assumptions(model.values, plain: plain)
    tell(checkpoint.notes + (assumed.map { [$0.text(naming: flag)] } ?? []), of: path)
    return checkpoint
  }

  private func tell(_ notes: [String], of path: String) {
    for note in notes { StandardStreams.writeMessage("\(path): \(note)\n") }
  }
}
