public import Figures
internal import Foundation
internal import Grids
internal import Numerals
public import Training

/// Which of the recorded numbers a figure of gradients shows.
public enum GradientQuantity: String, CaseIterable, Sendable {
  /// The 2-norm of a layer's gradient.
  case norm
  /// The mean absolute value of its elements, as the lecture gives it.
  case mean
  /// The 2-norm of the gradient over that of the weights: how large a step would be for them.
  case relative

  /// Its name in a figure.
  var title: String {
    switch self {
    case .norm: "gradient norm"
    case .mean: "mean |gradient|"
    case .relative: "gradient / weight norm"
    }
  }

  func value(_ measure: GradientFlow.Measure) -> Double {
    switch self {
    case .norm: Double(measure.gradientNorm)
    case .mean: Double(measure.gradientMeanAbsolute)
    case .relative: Double(measure.gradientNorm) / Double(measure.weightNorm)
    }
  }
}

extension FlowFigure {
  /// Columns that can be told apart in a matrix of half a slide's width.
  public static let mostColumns = 240

  /// The gradients of some runs during training: layer × time for each, and below them the
  /// ratio of the first layer to the last.
  ///
  /// Projections of shortcuts are omitted: they lie beside the path whose depth the rows count, and
  /// without them a net with shortcuts and its plain twin have the same layers.
  /// Where there are more recorded steps than `columns` of a matrix, a column is the geometric mean
  /// over neighbouring steps.
  public init(
    flows: [GradientFlow], quantity: GradientQuantity = .norm, columns: Int = mostColumns,
    title: String? = nil, theme: Theme = .light, width: Int = 1920, height: Int = 1080
  ) {
    let names = FlowFigure.names(flows)
    let courses = flows.map { flow in
      GradientCourse(
        flow, layers: flow.path, quantity: quantity, columns: columns)
    }
    var others = 0
    var used: Set<SeriesHue> = []
    let lines = zip(flows, zip(names, courses)).map { flow, pair in
      var hue: SeriesHue = flow.isPlain ? .plain : .residual
      if !used.insert(hue).inserted {
        hue = .other(others)
        others += 1
      }
      return Line(name: pair.0, hue: hue, points: pair.1.ratios)
    }
    let models = Set(flows.map(\.modelWithoutKind))
    let subject = models.count == 1 ? shortened(models.first ?? "") : "several nets"
    var facts = ["gradient of each batch's mean loss, before clipping"]
    if Set(flows.map(\.path)).count == 1, let path = flows.first?.path, let first = path.first,
      let last = path.last
    {
      facts.append("layer 1: \(first), layer \(path.count): \(last)")
    }
    let left = flows.map { $0.layers.count - $0.path.count }.max() ?? 0
    if left > 0 {
      facts.append("\(counted(left, "projection")) of shortcuts omitted")
    }
    let most = courses.map(\.stepsPerColumn).max() ?? 1
    if most > 1 { facts.append("geometric means over up to \(most) recorded steps") }
    self.init(
      matrices: zip(names, courses).map { name, course in
        Matrix(course.field, headline: FlowFigure.capitalized(name), subtitle: course.facts)
      }, lines: lines,
      title: title ?? "Gradients during training, layer by layer: \(subject)",
      chartTitle: "First layer over last layer: \(quantity.title) (1 = equal)",
      provenance: facts.joined(separator: " · "), xLabel: "training step",
      rowLabel: "layer (1 = first)", lineLabel: "first / last",
      quantity: quantity.title, theme: theme, width: width, height: height)
  }

  /// The names of the runs: their shortcuts where those distinguish them.
  private static func names(_ flows: [GradientFlow]) -> [String] {
    let kinds = flows.map(\.kind)
    let isTold =
      Set(flows.map(\.modelWithoutKind)).count == 1 && Set(kinds).count == kinds.count
      && flows.count > 1
    return isTold ? kinds : flows.map { $0.model.isEmpty ? "net" : $0.model }
  }

  private static func capitalized(_ name: String) -> String {
    name.prefix(1).uppercased() + name.dropFirst()
  }
}

extension GradientFlow {
  private static let plainStart = "plain "
  private static let strengthMark = ", shortcuts × "

  /// The layers without the projections of shortcuts.
  var path: [String] {
    let path = layers.filter { !$0.contains(".shortcut.") }
    return path.isEmpty ? layers : path
  }

  /// Whether the net is one without shortcuts.
  var isPlain: Bool { model.hasPrefix(GradientFlow.plainStart) }

  /// What is said of the net's shortcuts.
  var kind: String {
    isPlain ? "without shortcuts" : strength.map { "shortcuts × \($0)" } ?? "with shortcuts"
  }

  /// The net without what is said of its shortcuts.
  var modelWithoutKind: String {
    if isPlain { return String(model.dropFirst(GradientFlow.plainStart.count)) }
    guard let mark = model.range(of: GradientFlow.strengthMark, options: .backwards) else {
      return model
    }
    return String(model[..<mark.lowerBound])
  }

  /// What the shortcuts are multiplied by, as it is written; nil if they are whole.
  private var strength: String? {
    model.range(of: GradientFlow.strengthMark, options: .backwards).map {
      String(model[$0.upperBound...])
    }
  }
}

/// The numbers of one run as a figure shows them.
private struct GradientCourse {
  /// x is the step, y the layer, counted from 1.
  let field: ScalarField
  /// The first layer over the last.
  let ratios: [PlanePoint]
  /// The ratio at the beginning and at the end.
  let facts: String
  /// The most recorded steps in a column.
  let stepsPerColumn: Int

  init(_ flow: GradientFlow, layers: [String], quantity: GradientQuantity, columns: Int) {
    let rows = layers.compactMap { flow.layers.firstIndex(of: $0) }
    let count = flow.steps.count
    let parts = min(columns, count)
    let columns = (0..<parts).map { flow.steps[($0 * count / parts)..<(($0 + 1) * count / parts)] }
    stepsPerColumn = columns.map(\.count).max() ?? 1
    let xs = columns.map { part in part.reduce(0) { $0 + Double($1.step) } / Double(part.count) }
    let values = rows.map { row in
      columns.map { part in geometricMean(part.map { quantity.value($0.measures[row]) }) }
    }
    guard let grid = Grid(xs: xs, ys: rows.indices.map { Double($0 + 1) }),
      let first = values.first,
      let last = values.last
    else { preconditionFailure("a flow of \(count) steps through \(rows.count) layers") }
    field = ScalarField(grid: grid, values: values.flatMap { $0 })
    let ratios = zip(xs, zip(first, last)).map { PlanePoint(x: $0, y: $1.0 / $1.1) }
    self.ratios = ratios
    func text(_ point: PlanePoint?) -> String {
      guard let value = point?.y, value > 0, value.isFinite else { return "none" }
      return DecimalNumber(rounding: value, digits: 2).shortLabel
    }
    let ends = [ratios.first] + (ratios.count > 1 ? [ratios.last] : [])
    facts = "first / last layer: " + ends.map(text).joined(separator: " → ")
  }
}

/// The name of a net with sizes that repeat more than twice counted: `MLP 784-64×18-10`.
private func shortened(_ model: String) -> String {
  var runs: [(part: Substring, count: Int)] = []
  for part in model.split(separator: "-", omittingEmptySubsequences: false) {
    if let last = runs.last, last.part == part {
      runs[runs.count - 1].count += 1
    } else {
      runs.append((part, 1))
    }
  }
  return runs.map { part, count in
    count > 2
      ? "\(part)×\(count)" : Array(repeating: String(part), count: count).joined(separator: "-")
  }.joined(separator: "-")
}

/// The geometric mean of what is above zero; 0 where nothing is.
private func geometricMean(_ values: [Double]) -> Double {
  let shown = values.filter { $0 > 0 && $0.isFinite }
  guard !shown.isEmpty else { return 0 }
  return exp(shown.reduce(0) { $0 + log($1) } / Double(shown.count))
}
