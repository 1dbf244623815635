internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Networks

/// The loss of a net whose weights are read from a file.
struct LossOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Loss: \(Loss.choices). (default: the loss that the weights were trained with, or \
      cross-entropy)
      """, valueName: "name"))
  var loss: String?

  /// The loss; nil where none is chosen.
  ///
  /// - Throws: `Failure` (usage) if there is none of that name.
  func chosen() throws(Failure) -> Loss? { try loss.map(Loss.init(chosen:)) }
}

/// The loss that new nets are trained with.
struct TrainingLossOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Loss to minimise: \(Loss.choices). (default: cross-entropy)", valueName: "name"))
  var loss: String?

  /// The loss.
  ///
  /// - Throws: `Failure` (usage) if there is none of that name.
  func chosen() throws(Failure) -> Loss { try loss.map(Loss.init(chosen:)) ?? .crossEntropy }
}

extension Loss {
  /// The names, and which targets go with them.
  fileprivate static let choices =
    "cross-entropy (targets are classes), mse (mean squared error; targets are numbers) or bce "
    + "(binary cross-entropy of logits; targets from 0 to 1, or classes 0 and 1)"

  /// The loss that a user names.
  ///
  /// - Throws: `Failure` (usage) with all names if there is none of that name.
  init(chosen name: String) throws(Failure) {
    guard let loss = Loss(named: name) else {
      let names = Loss.allCases.map(\.name)
      let guess = nearName(to: name.lowercased(), among: names).map { "Did you mean \($0)? " } ?? ""
      throw Failure(
        .usage, "unknown loss \"\(name)\"", at: .setting("loss"),
        remedy: "\(guess)Choices: \(names.joined(separator: ", ")).")
    }
    self = loss
  }
}
