internal import Archives
internal import Failures
internal import Training

extension GradientReport {
  /// Reads what `basin gradients --format json` writes. What follows from other numbers, such as slopes
  /// and gains, is computed again.
  ///
  /// - Parameters:
  ///   - record: what the file holds.
  ///   - path: the file, for messages.
  /// - Throws: `Failure` (data) for a sweep whose unit or seeds are unknown.
  init(reading record: GradientRecord, from path: String) throws(Failure) {
    self.init(
      network: record.network, weights: record.weights, loss: record.lossFunction,
      samples: record.samples, mode: record.mode, strength: record.shortcutStrength,
      pair: GradientPair(
        plain: GradientProfile(record.loss.plain, record.plain, record.blocks.plain),
        shortcuts: GradientProfile(
          record.loss.shortcuts, record.shortcuts, record.blocks.shortcuts)),
      depths: try record.depthSweep.map { sweep throws(Failure) in
        try DepthSweep(reading: sweep, from: path)
      },
      strengths: (record.strengthSweep ?? []).compactMap { point in
        GradientProfile(point.loss, point.layers, point.blocks).map {
          StrengthPoint(strength: point.strength, profile: $0)
        }
      })
  }
}

extension GradientProfile {
  /// A profile; nil where nothing was measured.
  fileprivate init?(
    _ loss: Double?, _ layers: [GradientRecord.Layer], _ blocks: [GradientRecord.Block]
  ) {
    guard !layers.isEmpty || !blocks.isEmpty else { return nil }
    self.init(
      loss: loss ?? .nan,
      layers: layers.map {
        Layer(named: $0.layer, meanAbsolute: $0.gradientMeanAbsolute, norm: $0.gradientNorm)
      },
      blocks: blocks.map { block in
        Block(
          named: block.block, inputNorm: block.inputGradientNorm,
          outputNorm: block.outputGradientNorm,
          parts: block.identityNorm.flatMap { identity in
            block.branchNorm.map { Parts(shortcut: identity, branch: $0) }
          })
      })
  }
}

extension DepthSweep {
  fileprivate init(reading record: GradientRecord.Sweep, from path: String) throws(Failure) {
    guard let unit = Unit(rawValue: record.unit) else {
      throw Failure(
        .data, "counts depth in \(record.unit), which is neither layer nor block", at: path)
    }
    func points(_ kind: GradientRecord.SweepOfKind) throws(Failure) -> [Point] {
      try kind.points.map { point throws(Failure) in
        guard let seed = UInt64(point.seed) else {
          throw Failure(.data, "\(point.seed) is not a seed", at: path)
        }
        return Point(
          depth: point.depth, seed: seed, meanAbsolute: point.gradientMeanAbsolute,
          throughGain: point.throughGain)
      }
    }
    self.init(
      plain: try points(record.plain), shortcuts: try points(record.shortcuts), unit: unit)
  }
}
