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
    if let found = try recognised(in: file, at: path) { return found.model.specification.context }
    return try Checkpoint(file, path: path).network.context
  }

  /// The loss: the chosen one, or that with which the weights were trained, as far as their file says
  /// it.
  ///
  /// - Throws: `Failure` for a loss that is not known, and if the file is there and cannot be read.
  func loss(_ options: LossOptions, weights path: String) throws -> Loss {
    if let loss = try options.chosen() { return loss }
    // That it is missing is said where its weights are read.
    guard InputFile.exists(at: path) else { return .crossEntropy }
    return try Checkpoint.loss(of: WeightsFile(path: path, key: key), at: path)
  }

  /// The model that names and shapes of a file show, with what the options choose of it; nil for a file
  /// that describes its network, or that shows none.
  ///
  /// - Throws: `Failure` (usage) for options that do not go with the file.
  private func recognised(in file: WeightsFile, at path: String) throws
    -> (model: RecognisedModel, strength: Double)?
  {
    guard !Checkpoint.isDescribed(file) else {
      if let setting = net.given.first {
        throw Failure(
          .usage, "describes a net, but \(path) describes its own", at: .setting(setting),
          remedy: "Leave it out.")
      }
      return nil
    }
    guard let found = ModelCatalogue.recognised(in: file) else {
      if let setting = net.given.first { throw NetOptions.missingModel(setting) }
      return nil
    }
    return (
      try found.completed(by: net.model.values, plain: net.plain), try net.strength() ?? 1
    )
  }

  /// The checkpoint in a weights file: for the net that the options describe with `--model`; without
  /// it, for the one that the file describes, or that its names and shapes show, where the options may
  /// choose what those leave open. What is taken for granted is said on the standard error.
  ///
  /// What the options leave open is read from the file, such as the number of classes.
  ///
  /// - Parameters:
  ///   - path: the weights file.
  ///   - inputShape: the shape of an example where data are at hand; nil otherwise.
  ///   - imageSize: the edge of images, for a net for images without data.
  /// - Throws: `Failure` if the file cannot be read or holds the weights of another net.
  func checkpoint(weights path: String, inputShape: Shape?, imageSize: Int?) throws -> Checkpoint {
    let described = try net.specification()
    let file = try WeightsFile(path: path, key: key)
    func read(_ net: NetDescription, note: Phrase?) throws -> Checkpoint {
      let examples = net.model.model.examples(of: file, imageSize: imageSize)
      let named = NetDescription(
        model: net.model.named(as: file), plain: net.plain, strength: net.strength)
      let checkpoint = try Checkpoint(
        file, path: path,
        network: try named.network(
          inputShape: inputShape ?? examples.inputShape, classes: examples.classes))
      let said = checkpoint.isDescribed ? nil : note?.text(naming: flag)
      tell(checkpoint.notes + [said].compactMap { $0 }, of: path)
      return checkpoint
    }
    if let described {
      return try read(
        described,
        note: described.model.model.assumptions(net.model.values, plain: net.plain))
    }
    if let (found, strength) = try recognised(in: file, at: path) {
      let description = NetDescription(
        model: found.specification, plain: found.plain, strength: strength)
      tell(["recognised as \(description.title)"], of: path)
      return try read(description, note: found.assumption)
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
