internal import Analysis
internal import Archives
internal import Documents

/// What follows from the measurements of a comparison, as `report.json` holds it beside them. It is
/// never read: it follows again.
///
/// Scripts hold on to the members' names: they may be added to, and none may change or go.
struct ComparisonConclusions: Encodable {
  let thresholdUnit: HeightScale.ShareUnit
  let finding: String
  let caveats: [String]
  let measures: [String: Comparison]
  let lossRatio: Double
  /// Nil where only one window was sampled.
  let windows: [Window]?
  /// Nil where not all minima were looked at again.
  let secondLook: SecondLooks?
  let poorlyTrained: [PoorNet]
  let untrained: [UntrainedNet]
  let unresolvedCount: Int
  @OrNull var centreErrorPercent: [Double]?
  let methods: String?

  /// A measure of both kinds of nets.
  struct Comparison: Encodable {
    let plain: Sample
    let residual: Sample
    let difference: Double
    @OrNull var p: Double?
    @OrNull var smallestP: Double?
    let cliffDelta: Double
    @OrNull var hedgesG: Double?
  }

  /// A measure of one kind of nets.
  struct Sample: Encodable {
    let mean: Double
    let median: Double
    @OrNull var interval: [Double]?
    @OrNull var intervalMethod: String?
    let seedMeans: [Double]
  }

  /// The counts on windows of one half-width.
  struct Window: Encodable {
    let halfWidth: Double
    let counts: Comparison

    private enum CodingKeys: CodingKey { case halfWidth }

    func encode(to encoder: any Encoder) throws {
      try counts.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(halfWidth, forKey: .halfWidth)
    }
  }

  struct SecondLooks: Encodable {
    let plain: SecondLook
    let residual: SecondLook
  }

  struct SecondLook: Encodable {
    let counted: Int
    let confirmed: Int
    let artefacts: Int
    let refinedBelow: Int
    let undecided: Int
  }

  struct PoorNet: Encodable {
    let kind: String
    let seed: Int
    let trainLoss: Double
    let minima: Int
  }

  struct UntrainedNet: Encodable {
    let kind: String
    let seed: Int
    let trainLoss: Double
  }
}

/// What follows from the measurements of one kind of nets.
struct ArmConclusions: Encodable {
  /// By seed and plane.
  let minimaCounts: [[Int]]
  let minimaMean: Double
  @OrNull var minimaInterval: [Double]?
  let meanCountsAtThresholds: [Step]

  struct Step: Encodable {
    let threshold: Double
    let count: Double
  }
}

extension ComparisonConclusions {
  init(_ report: ComparisonReport) {
    self.init(
      thresholdUnit: report.scale.shareUnit, finding: report.finding.plainText,
      caveats: report.caveats.map(\.plainText),
      measures: Dictionary(
        uniqueKeysWithValues: report.comparisons.map { ($0.key.rawValue, Comparison($0.value)) }),
      lossRatio: report.lossRatio,
      windows: report.windows.isEmpty
        ? nil
        : report.windows.map { Window(halfWidth: $0.halfWidth, counts: Comparison($0.counts)) },
      secondLook: report.secondLooks.map {
        SecondLooks(plain: SecondLook($0.plain), residual: SecondLook($0.residual))
      },
      poorlyTrained: report.poorlyTrained.map { name, net in
        PoorNet(
          kind: name, seed: net.seed, trainLoss: net.trainLoss, minima: net.counts.reduce(0, +))
      },
      untrained: report.untrained.flatMap { name, nets in
        nets.map { UntrainedNet(kind: name, seed: $0.seed, trainLoss: $0.trainLoss) }
      },
      unresolvedCount: report.unresolvedCount, centreErrorPercent: report.centreErrors?.ends,
      methods: report.methodsParagraph?.plainText)
  }
}

extension ComparisonConclusions.Comparison {
  init(_ comparison: NestedComparison) {
    self.init(
      plain: .init(comparison.first), residual: .init(comparison.second),
      difference: comparison.difference, p: comparison.test?.p,
      smallestP: PermutationTest.smallestP(
        comparison.first.units.count, comparison.second.units.count),
      cliffDelta: comparison.effect.cliffDelta, hedgesG: comparison.effect.hedgesG)
  }
}

extension ComparisonConclusions.Sample {
  init(_ sample: NestedSample) {
    self.init(
      mean: sample.mean, median: sample.median, interval: sample.interval?.ends,
      intervalMethod: sample.method?.rawValue, seedMeans: sample.unitMeans)
  }
}

extension ComparisonConclusions.SecondLook {
  init(_ look: ComparisonReport.SecondLook) {
    self.init(
      counted: look.counted, confirmed: look.confirmed, artefacts: look.artefacts,
      refinedBelow: look.below, undecided: look.undecided)
  }
}

extension ArmConclusions {
  /// - Parameter sample: the counts of the nets; nil where they were not compared.
  init(_ arm: ComparisonReport.Arm, sample: NestedSample?) {
    self.init(
      minimaCounts: arm.nets.map(\.counts), minimaMean: arm.meanCount,
      minimaInterval: sample?.interval?.ends,
      meanCountsAtThresholds: ComparisonReport.shownThresholds.map {
        Step(threshold: $0, count: arm.meanCount(atThreshold: $0))
      })
  }
}

extension ClosedRange<Double> {
  /// Its lower and its upper end.
  fileprivate var ends: [Double] { [lowerBound, upperBound] }
}
