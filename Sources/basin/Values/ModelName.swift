package import Failures

/// A model, as `--model` names it.
package enum ModelName: Equatable, Sendable {
  /// `resnet20`, `resnet56`, …: any depth 6n + 2 from 8 up.
  case resnet(depth: Int)
  /// `mlp`.
  case mlp
  /// `gpt`.
  case gpt

  /// The models that the help and the messages name.
  package static let examples = [
    "resnet20", "resnet32", "resnet44", "resnet56", "resnet110", "mlp", "gpt",
  ]

  /// Reads the value of an option.
  ///
  /// - Throws: `Failure` (usage) with the nearest name unless there is such a model.
  package init(parsing text: String, option: Setting) throws(Failure) {
    if let model = ["mlp": ModelName.mlp, "gpt": .gpt][text] {
      self = model
      return
    }
    guard text.hasPrefix("resnet"), let depth = Int(text.dropFirst("resnet".count)), depth >= 0
    else {
      let nearest = nearestName(to: text.lowercased(), among: Self.examples)
      throw Failure(
        .usage, "there is no model \"\(text)\"", at: .setting(option),
        remedy: "Did you mean \(nearest)? "
          + "Models: \(Self.examples.joined(separator: ", ")) (any resnet of depth 6n + 2).")
    }
    guard 8...10_000 ~= depth, depth % 6 == 2 else {
      // The multiple of 6 that is nearest, kept where there is a network.
      let nearest = min(max((depth + 1) / 6 * 6 + 2, 8), 9_998)
      throw Failure(
        .usage, "a ResNet has depth 6n + 2, not \(depth)", at: .setting(option),
        remedy: "The nearest is resnet\(nearest).")
    }
    self = .resnet(depth: depth)
  }
}
