internal import Analysis
internal import Archives
internal import Training

/// Gradients, as `basin gradients --format json` writes them.
///
/// Scripts hold on to the members' names: they may be added to, and none may change or go. Slopes are
/// in decades per unit of depth.
struct GradientRecord: Codable {
  let network: String
  let weights: String
  let lossFunction: String
  let samples: Int
  let mode: String
  let shortcutStrength: Double
  let plain: [Layer]
  let shortcuts: [Layer]
  let blocks: BlocksByKind
  let loss: LossByKind
  let depthSweep: Sweep?
  /// Nil where no strengths were measured.
  let strengthSweep: [Strength]?

  private enum CodingKeys: String, CodingKey {
    case network, weights, samples, mode, plain, shortcuts, blocks, loss
    case lossFunction = "loss_function"
    case shortcutStrength = "shortcut_strength"
    case depthSweep = "depth_sweep"
    case strengthSweep = "strength_sweep"
  }

  struct BlocksByKind: Codable {
    let plain: [Block]
    let shortcuts: [Block]
  }

  struct LossByKind: Codable {
    @OrNull var plain: Double?
    @OrNull var shortcuts: Double?
  }

  struct Layer: Codable {
    let layer: String
    let gradientMeanAbsolute: Double
    let gradientNorm: Double

    private enum CodingKeys: String, CodingKey {
      case layer
      case gradientMeanAbsolute = "gradient_mean_absolute"
      case gradientNorm = "gradient_norm"
    }
  }

  struct Block: Codable {
    let block: String
    /// Null where no gradient leaves the block.
    @OrNull var gain: Double?
    let inputGradientNorm: Double
    let outputGradientNorm: Double
    // With a shortcut.
    let identityNorm: Double?
    let branchNorm: Double?
    let identityShare: Double?

    private enum CodingKeys: String, CodingKey {
      case block, gain
      case inputGradientNorm = "input_gradient_norm"
      case outputGradientNorm = "output_gradient_norm"
      case identityNorm = "identity_norm"
      case branchNorm = "branch_norm"
      case identityShare = "identity_share"
    }
  }

  struct Sweep: Codable {
    let plain: SweepOfKind
    let shortcuts: SweepOfKind
    let unit: String
  }

  struct SweepOfKind: Codable {
    let firstLayer: Fit
    let throughGain: Fit
    let points: [Point]

    private enum CodingKeys: String, CodingKey {
      case points
      case firstLayer = "first_layer"
      case throughGain = "through_gain"
    }
  }

  struct Fit: Codable {
    @OrNull var slope: Double?
    @OrNull var slopeStandardError: Double?
    @OrNull var intercept: Double?
    let fittedPoints: Int

    private enum CodingKeys: String, CodingKey {
      case slope, intercept
      case slopeStandardError = "slope_standard_error"
      case fittedPoints = "fitted_points"
    }
  }

  struct Point: Codable {
    let depth: Int
    /// As text: it may be larger than the whole numbers that every reader of JSON has.
    let seed: String
    let gradientMeanAbsolute: Double
    @OrNull var throughGain: Double?

    private enum CodingKeys: String, CodingKey {
      case depth, seed
      case gradientMeanAbsolute = "gradient_mean_absolute"
      case throughGain = "through_gain"
    }
  }

  struct Strength: Codable {
    let strength: Double
    @OrNull var loss: Double?
    let layers: [Layer]
    let blocks: [Block]
    @OrNull var firstToLast: Double?
    @OrNull var meanGain: Double?

    private enum CodingKeys: String, CodingKey {
      case strength, loss, layers, blocks
      case firstToLast = "first_to_last"
      case meanGain = "mean_gain"
    }
  }
}

extension GradientRecord {
  init(_ report: GradientReport) {
    let (plain, shortcuts) = (report.pair.plain, report.pair.shortcuts)
    self.init(
      network: report.network, weights: report.weights, lossFunction: report.loss,
      samples: report.samples, mode: report.mode, shortcutStrength: report.strength,
      plain: Self.layers(plain), shortcuts: Self.layers(shortcuts),
      blocks: BlocksByKind(plain: Self.blocks(plain), shortcuts: Self.blocks(shortcuts)),
      loss: LossByKind(plain: plain?.loss, shortcuts: shortcuts?.loss),
      depthSweep: report.depths.map { sweep in
        Sweep(
          plain: SweepOfKind(sweep.plain), shortcuts: SweepOfKind(sweep.shortcuts),
          unit: sweep.unit.rawValue)
      },
      strengthSweep: report.strengths.isEmpty
        ? nil
        : report.strengths.map { point in
          Strength(
            strength: point.strength, loss: point.profile.loss,
            layers: Self.layers(point.profile), blocks: Self.blocks(point.profile),
            firstToLast: point.profile.firstToLast, meanGain: point.profile.meanGain)
        })
  }

  private static func layers(_ profile: GradientProfile?) -> [Layer] {
    (profile?.layers ?? []).map {
      Layer(layer: $0.name, gradientMeanAbsolute: $0.meanAbsolute, gradientNorm: $0.norm)
    }
  }

  private static func blocks(_ profile: GradientProfile?) -> [Block] {
    (profile?.blocks ?? []).map {
      Block(
        block: $0.name, gain: $0.gain, inputGradientNorm: $0.inputNorm,
        outputGradientNorm: $0.outputNorm, identityNorm: $0.parts?.identityNorm,
        branchNorm: $0.parts?.branchNorm, identityShare: $0.parts?.identityShare)
    }
  }
}

extension GradientRecord.SweepOfKind {
  init(_ points: [DepthSweep.Point]) {
    func fit(_ quantity: DepthSweep.Quantity) -> GradientRecord.Fit {
      let fit = DepthSweep.fit(points, quantity)
      return GradientRecord.Fit(
        slope: fit?.slope, slopeStandardError: fit?.slopeStandardError, intercept: fit?.intercept,
        fittedPoints: fit?.count ?? 0)
    }
    self.init(
      firstLayer: fit(.firstLayer), throughGain: fit(.throughGain),
      points: points.map {
        GradientRecord.Point(
          depth: $0.depth, seed: String($0.seed), gradientMeanAbsolute: $0.meanAbsolute,
          throughGain: $0.throughGain)
      })
  }
}
