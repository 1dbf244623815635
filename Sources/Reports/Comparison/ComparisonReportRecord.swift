internal import Analysis
internal import Archives

/// What was measured in a comparison, as `report.json` holds it and as it is read back.
///
/// Scripts hold on to the keys: they may be added to, and none may change or go. What earlier versions
/// did not write is optional.
struct ComparisonReportRecord: Codable {
  let model: String
  let data: String
  let command: String
  let samples: Count
  let threshold: Double
  let scale: String?
  @OrNull var offset: Double?
  let method: [ComparisonReport.Method]?
  let plain: Arm
  let residual: Arm
  let classes: Int?
  let trainingExamples: Int?
  let omittedSecondLook: Scale?
  let landscapeFigure: String?
  let thresholdFigure: String?
  let windowFigure: String?
  let gradientFigure: String?
  let figures: Figures?

  enum CodingKeys: String, CodingKey {
    case model, data, command, samples, threshold, scale, offset, method, plain, residual, classes
    case figures
    case trainingExamples = "training_examples"
    case omittedSecondLook = "omitted_second_look"
    case landscapeFigure = "landscape_figure"
    case thresholdFigure = "threshold_figure"
    case windowFigure = "window_figure"
    case gradientFigure = "gradient_figure"
  }

  /// The pictures, each by its name without the ending.
  struct Figures: Codable {
    let comparison: String?
    let surface3D: String?
    let allPlanes: String?
    let thresholdCurve: String?
    let windows: String?
    let gradientFlow: String?

    private enum CodingKeys: String, CodingKey {
      case comparison, windows
      case surface3D = "surface_3d"
      case allPlanes = "all_planes"
      case thresholdCurve = "threshold_curve"
      case gradientFlow = "gradient_flow"
    }
  }

  /// A scale of heights.
  struct Scale: Codable {
    let scale: String
    @OrNull var offset: Double?
  }

  /// The nets of one kind: lists by seed.
  struct Arm {
    let seeds: [Int]
    let measures: [Measure: [Double?]]
    let surfaces: [[Surface]]
    let windows: [[Surface]]?
    let epochs: Count?
    let connections: [SeedConnection]?
    /// What follows from them; nil where they were read.
    let conclusions: ArmConclusions?

    private enum CodingKeys: String, CodingKey {
      case seeds, surfaces, windows, epochs, connections
    }
  }

  /// One surface.
  struct Surface {
    let facts: Facts
    let measures: [Measure: Double]

    struct Facts: Codable {
      let plane: Count
      @OrNull var halfWidth: Double?
      let surface: String
      @OrNull var figure: String?
      let centreLoss: Double
      @OrNull var centreLossError: Double?
      @OrNull var lossMinimum: Double?
      @OrNull var lossMaximum: Double?
      let missingPoints: Count
      let nonfinitePoints: Count
      let thresholdCurve: [Step]

      enum CodingKeys: String, CodingKey {
        case plane, surface, figure
        case halfWidth = "half_width"
        case centreLoss = "centre_loss"
        case centreLossError = "centre_loss_error"
        case lossMinimum = "loss_minimum"
        case lossMaximum = "loss_maximum"
        case missingPoints = "missing_points"
        case nonfinitePoints = "nonfinite_points"
        case thresholdCurve = "threshold_curve"
      }
    }

    struct Step: Codable {
      let threshold: Double
      let count: Count
    }
  }
}

/// A whole number from 0 to 2⁵³, beyond which not every one is a double.
struct Count: Codable {
  let value: Int

  init(_ value: Int) { self.value = value }

  init(from decoder: any Decoder) throws {
    let number = try decoder.singleValueContainer().decode(Double.self)
    guard (0...0x1p53).contains(number), let value = Int(exactly: number) else {
      throw DecodingError.typeMismatch(
        UInt.self, .init(codingPath: decoder.codingPath, debugDescription: "\(number)"))
    }
    self.value = value
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

extension Measure: CodingKey {}

extension ComparisonReportRecord.Arm: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seeds = try container.decode([Int].self, forKey: .seeds)
    surfaces = try container.decode([[ComparisonReportRecord.Surface]].self, forKey: .surfaces)
    windows = try container.decodeIfPresent(
      [[ComparisonReportRecord.Surface]].self, forKey: .windows)
    epochs = try container.decodeIfPresent(Count.self, forKey: .epochs)
    connections = try container.decodeIfPresent([SeedConnection].self, forKey: .connections)
    conclusions = nil
    let values = try decoder.container(keyedBy: Measure.self)
    var measures: [Measure: [Double?]] = [:]
    for measure in Measure.allCases where !measure.isOfSurface {
      measures[measure] = try values.decodeIfPresent([Double?].self, forKey: measure)
    }
    self.measures = measures
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seeds, forKey: .seeds)
    try container.encode(surfaces, forKey: .surfaces)
    try container.encodeIfPresent(windows, forKey: .windows)
    try container.encodeIfPresent(epochs, forKey: .epochs)
    try container.encodeIfPresent(connections, forKey: .connections)
    var values = encoder.container(keyedBy: Measure.self)
    for (measure, list) in measures { try values.encode(list, forKey: measure) }
    try conclusions?.encode(to: encoder)
  }
}

extension ComparisonReportRecord.Surface: Codable {
  init(from decoder: any Decoder) throws {
    facts = try Facts(from: decoder)
    let values = try decoder.container(keyedBy: Measure.self)
    var measures: [Measure: Double] = [:]
    for measure in Measure.allCases where measure.isOfSurface {
      measures[measure] =
        measure.isCount
        ? try values.decodeIfPresent(Count.self, forKey: measure).map { Double($0.value) }
        : try values.decodeIfPresent(Double.self, forKey: measure)
    }
    self.measures = measures
  }

  func encode(to encoder: any Encoder) throws {
    try facts.encode(to: encoder)
    var values = encoder.container(keyedBy: Measure.self)
    for (measure, value) in measures {
      if let whole = Int(exactly: value) {
        try values.encode(whole, forKey: measure)
      } else {
        try values.encode(value, forKey: measure)
      }
    }
  }
}
