public import Analysis
public import Archives
internal import Documents
internal import RealModule
public import Training

/// The gradients of a network without and with its shortcuts; of weights from a file only one of
/// the two is there.
public struct GradientPair: Hashable, Sendable {
  /// Without shortcuts.
  public let plain: GradientProfile?
  /// With shortcuts.
  public let shortcuts: GradientProfile?

  /// Creates a pair.
  public init(plain: GradientProfile?, shortcuts: GradientProfile?) {
    self.plain = plain
    self.shortcuts = shortcuts
  }
}

/// How the gradient that reaches the beginning of a network depends on the network's depth.
public struct DepthSweep: Sendable {
  /// One network.
  public struct Point: Hashable, Sendable {
    /// Its depth.
    public let depth: Int
    /// The seed its weights were drawn from.
    public let seed: UInt64
    /// The mean absolute gradient of its first weight tensor.
    public let meanAbsolute: Double
    /// How much of the gradient at the last block's output arrives at the first one's input; nil
    /// without blocks.
    public let throughGain: Double?

    /// Creates a point.
    public init(depth: Int, seed: UInt64, meanAbsolute: Double, throughGain: Double?) {
      self.depth = depth
      self.seed = seed
      self.meanAbsolute = meanAbsolute
      self.throughGain = throughGain
    }
  }

  /// What a line is fitted to.
  public enum Quantity: Sendable {
    /// The mean absolute gradient of the first weight tensor. It falls with the gradient of the
    /// loss itself, too, which a saturated output may leave as good as zero.
    case firstLayer
    /// How much of the gradient gets through all blocks, whatever there is at their end.
    case throughGain

    /// log10 of the quantity; nil where it is nothing above zero.
    public func decades(_ point: Point) -> Double? {
      let value = self == .firstLayer ? point.meanAbsolute : point.throughGain ?? 0
      return value > 0 && value.isFinite ? Double.log10(value) : nil
    }
  }

  /// The networks without shortcuts, by depth, then seed.
  public let plain: [Point]
  /// The networks with shortcuts, by depth, then seed.
  public let shortcuts: [Point]
  /// What depth counts.
  public let unit: Unit

  /// What the depth of a network counts.
  public enum Unit: String, Sendable {
    /// Layers with weights.
    case layer
    /// A transformer's blocks.
    case block
  }

  /// Creates a sweep.
  public init(plain: [Point], shortcuts: [Point], unit: Unit = .layer) {
    self.plain = plain
    self.shortcuts = shortcuts
    self.unit = unit
  }

  /// The geometric mean of a quantity over nets; nets in which it is nothing above zero are left
  /// out. Nil if none is left.
  public static func geometricMean(_ points: [Point], _ quantity: Quantity) -> Double? {
    let decades = points.compactMap(quantity.decades)
    return decades.isEmpty ? nil : Double.pow(10, decades.reduce(0, +) / Double(decades.count))
  }

  /// The line through log10 of a quantity against depth: its slope is in decades per layer. Nets
  /// through which no gradient comes at all are left out. Nil where fewer than two depths are left.
  public static func fit(_ points: [Point], _ quantity: Quantity) -> LineFit? {
    LineFit(
      points.compactMap { point in
        quantity.decades(point).map { (x: Double(point.depth), y: $0) }
      })
  }
}

/// One network with shortcuts of one strength.
public struct StrengthPoint: Hashable, Sendable {
  /// What the shortcuts are multiplied by.
  public let strength: Double
  /// The gradients.
  public let profile: GradientProfile

  /// Creates a point.
  public init(strength: Double, profile: GradientProfile) {
    self.strength = strength
    self.profile = profile
  }
}

/// What `basin gradients` has measured, as it prints it.
public struct GradientReport: Sendable {
  /// The forms in which the report can be had.
  public enum Format: String, CaseIterable, Sendable {
    /// Tables for a terminal.
    case text
    /// Everything, numbers in the shortest form that reads back to the same bits.
    case json
  }

  /// The network: `MLP 3-3-3-3-3-1, gelu after every layer`.
  public let network: String
  /// Where the weights come from: `torch:123`, or a file.
  public let weights: String
  /// What the gradient is of: `mean squared error of 1 example`.
  public let loss: String
  /// The number of examples.
  public let samples: Int
  /// `training` or `evaluation`: the statistics that norms took.
  public let mode: String
  /// What the shortcuts are multiplied by.
  public let strength: Double
  /// The gradients.
  public let pair: GradientPair
  /// The sweep over depths, if one was made.
  public let depths: DepthSweep?
  /// The sweep over strengths of the shortcuts; empty if none was made.
  public let strengths: [StrengthPoint]

  /// Creates a report.
  public init(
    network: String, weights: String, loss: String, samples: Int, mode: String, strength: Double,
    pair: GradientPair, depths: DepthSweep? = nil, strengths: [StrengthPoint] = []
  ) {
    self.network = network
    self.weights = weights
    self.loss = loss
    self.samples = samples
    self.mode = mode
    self.strength = strength
    self.pair = pair
    self.depths = depths
    self.strengths = strengths
  }

  /// Every number of the report.
  public var json: JSONValue { JSONValue(result: GradientRecord(self)) }

  /// The report in one of its forms, with a line break at its end.
  public func formatted(as format: Format) -> String {
    switch format {
    case .text: document.text
    case .json: json.serialized(pretty: true) + "\n"
    }
  }
}
