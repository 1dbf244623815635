internal import Archives
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
  /// describe none, for the one that the file does.
  ///
  /// What the options leave open is read from the file: the channels of the images and the
  /// number of classes.
  ///
  /// - Parameters:
  ///   - path: the weights file.
  ///   - inputShape: the shape of an example where data are at hand; nil otherwise.
  ///   - imageSize: the edge of the images, for a ResNet without data.
  /// - Throws: `Failure` if the file cannot be read or holds the weights of another net.
  func checkpoint(weights path: String, inputShape: Shape?, imageSize: Int?) throws -> Checkpoint {
    guard let net = try specification() else { return try Checkpoint(path: path) }
    let file = try SafetensorsFile(path: path)
    let network: Network
    switch net.model {
    case .resnet:
      let edge = imageSize ?? 28
      let channels = file["conv1.weight"].flatMap { $0.shape.rank == 4 ? $0.shape[1] : nil }
      network = try net.network(
        inputShape: inputShape ?? [channels ?? 1, edge, edge],
        classes: max(1, file["linear.bias"]?.count ?? 10))
    case .gpt(let sizes):
      network = try net.network(
        inputShape: inputShape ?? [sizes.context], classes: GPTSizes.vocabulary)
    case .mlp(let sizes):
      network = try net.network(
        inputShape: inputShape ?? [sizes[0]], classes: sizes[sizes.count - 1])
    }
    return try Checkpoint(path: path, network: network)
  }
}
