public import Failures
public import Tensors

/// Which model a network is, as `--model` and its companions say it.
public enum ModelSpecification: Hashable, Codable, Sendable {
  /// A residual network for images.
  case resnet(depth: Int, width: Int)
  /// A multi-layer perceptron.
  case mlp(sizes: [Int])
  /// A transformer for text.
  case gpt(GPTSizes)

  /// Builds the network, without shortcuts where `plain`.
  ///
  /// - Throws: `Failure` if the model does not exist or does not fit the examples.
  public func network(inputShape: Shape, classes: Int, plain: Bool) throws(Failure) -> Network {
    switch self {
    case .resnet(let depth, let width):
      guard inputShape.rank == 3 else {
        throw Failure(
          .data, "a ResNet takes images (channels × height × width), an example is \(inputShape)",
          at: .setting("model", value: "resnet\(depth)"),
          remedy: "Use \(setting: "model", "mlp") for other data.")
      }
      return try ResNet.network(
        depth: depth, width: width, inputShape: inputShape, classes: classes, plain: plain)
    case .mlp(let sizes):
      guard let outputs = sizes.last, outputs == classes else {
        throw Failure(
          .data, "the net ends in \(sizes.last ?? 0) outputs, the data have \(classes) classes",
          at: .setting("layers"), remedy: "End \(setting: "layers") with \(classes).")
      }
      return try MLP.network(sizes: sizes, inputShape: inputShape, plain: plain)
    case .gpt(let sizes):
      guard inputShape == [sizes.context], classes <= GPTSizes.vocabulary else {
        throw Failure(
          .data,
          "a gpt reads \(sizes.context) bytes of text, an example is \(inputShape) of "
            + "\(classes) classes", at: .setting("model", value: "gpt"),
          remedy:
            "Use \(setting: "data", "text:FILE"), or \(setting: "data", "text") for the licence texts of Debian."
        )
      }
      return try GPT.network(sizes, plain: plain)
    }
  }

  /// How parameters of this model are drawn.
  public var initialization: Initialization {
    switch self {
    case .resnet: .residualNetwork
    case .mlp, .gpt: .uniform
    }
  }

  /// Tokens per example, for a model that reads tokens.
  public var context: Int? {
    if case .gpt(let sizes) = self { sizes.context } else { nil }
  }

  /// The name people read, such as `ResNet-56, width 8`.
  public var title: String {
    switch self {
    case .resnet(let depth, let width): "ResNet-\(depth), width \(width)"
    case .mlp(let sizes): "MLP " + shortened(sizes)
    case .gpt(let sizes): "GPT, \(sizes.blocks) blocks, width \(sizes.width)"
    }
  }

  /// The sizes, long runs of equal ones as powers: `784-64×19-10`.
  private func shortened(_ sizes: [Int]) -> String {
    var runs: [(size: Int, count: Int)] = []
    for size in sizes {
      if let last = runs.last, last.size == size {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((size, 1))
      }
    }
    return runs.flatMap { run in
      run.count > 5
        ? ["\(run.size)×\(run.count)"] : Array(repeating: "\(run.size)", count: run.count)
    }.joined(separator: "-")
  }
}
