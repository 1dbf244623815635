public import Failures
internal import Kernels
internal import Tensors

extension Network {
  /// Checks targets for the network and a loss: they must be of the kind that the loss takes, and
  /// numbers one for each output.
  ///
  /// - Parameters:
  ///   - targets: in the order of the examples.
  ///   - loss: what compares them with the outputs.
  ///   - name: where they come from.
  /// - Throws: `Failure` (`.usage`) for targets of the other kind, (`.data`) for numbers that do not
  ///   fit.
  public func checkTargets(_ targets: Targets, for loss: Loss, of name: String) throws(Failure) {
    switch (loss, targets) {
    case (.crossEntropy, .labels): return
    case (.crossEntropy, .values):
      throw Failure(
        .usage, "the cross-entropy takes classes, the targets of \(name) are numbers",
        at: .setting("loss"), remedy: "Use \(setting: "loss", "mse") or bce.")
    case (_, .labels):
      throw Failure(
        .usage, "the \(loss.title) takes numbers, the targets of \(name) are classes",
        at: .setting("loss"), remedy: "Use \(setting: "loss", "cross-entropy").")
    case (_, .values(let values)): try check(values, for: loss, of: name)
    }
  }

  private func check(_ values: Tensor<Float>, for loss: Loss, of name: String) throws(Failure) {
    guard context == nil else {
      throw Failure(
        .usage, "the \(loss.title) does not work on tokens", at: .setting("loss"),
        remedy: "Use \(setting: "loss", "cross-entropy").")
    }
    guard values.shape.rank == 2, values.shape[1] == outputCount else {
      throw Failure(
        .data,
        "the data have \(values.count / max(1, values.shape[0])) numbers for each example, the "
          + "network has \(outputCount) outputs", at: name,
        remedy: "Use data like those that the network was trained on.")
    }
    guard loss == .binaryCrossEntropy,
      let wrong = values.elements.firstIndex(where: { !($0 >= 0 && $0 <= 1) })
    else { return }
    throw Failure(
      .data,
      "target \(values.elements[wrong]) of example \(wrong / outputCount) is not in 0…1, as the "
        + "binary cross-entropy takes them", at: name, remedy: "Use \(setting: "loss", "mse").")
  }
}
