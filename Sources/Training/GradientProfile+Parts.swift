/// Profiles from what was measured before.
extension GradientProfile {
  /// Puts a profile together.
  package init(loss: Double, layers: [Layer], blocks: [Block]) {
    (self.loss, self.layers, self.blocks) = (loss, layers, blocks)
  }
}

extension GradientProfile.Layer {
  /// Puts the gradient of one weight tensor together.
  package init(named name: String, meanAbsolute: Double, norm: Double) {
    self.init(name: name, meanAbsolute: meanAbsolute, norm: norm)
  }
}

extension GradientProfile.Block {
  /// Puts the gradients at both ends of one block together.
  package init(
    named name: String, inputNorm: Double, outputNorm: Double, parts: GradientProfile.Parts?
  ) {
    self.init(name: name, inputNorm: inputNorm, outputNorm: outputNorm, parts: parts)
  }
}

extension GradientProfile.Parts {
  /// Puts the two parts of a gradient together.
  package init(shortcut: Double, branch: Double) {
    self.init(identityNorm: shortcut, branchNorm: branch)
  }
}
