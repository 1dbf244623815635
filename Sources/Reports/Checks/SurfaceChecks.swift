internal import Analysis
internal import Grids
public import Landscapes
internal import Numerals
internal import Provenance
internal import RealModule

/// What a surface shows by itself of whether it is fit to be drawn: what `basin sample` can say without
/// evaluating anything more.
public struct SurfaceChecks: Sendable {
  private let surface: LossSurface
  /// What the directions are; nil where they are not at hand.
  private let geometry: PlaneGeometry?

  /// The widest and the narrowest window of pictures in papers, as the share of the weights that is
  /// moved at its edge: Li et al. 2018 draw ±1, and zoom in to ±0.1.
  static let usualWindows = 0.1...2.0
  /// The barrier from which a minimum counts, in decades: below it a lower point is as good as none.
  private static let threshold = 0.01

  /// Takes a surface.
  ///
  /// - Parameters:
  ///   - surface: the surface, complete or not.
  ///   - geometry: what its directions are, where they are at hand.
  public init(of surface: LossSurface, geometry: PlaneGeometry? = nil) {
    (self.surface, self.geometry) = (surface, geometry)
  }

  /// All answers that the surface gives.
  public var all: [Check] {
    [centre, range, subset, window].compactMap { $0 } + (geometry.map { directions($0) } ?? [])
  }

  /// Whether the centre is the lowest point, and where that is otherwise.
  var centre: Check? {
    let grid = surface.grid
    guard let column = grid.xs.firstIndex(of: 0), let row = grid.ys.firstIndex(of: 0) else {
      return nil
    }
    let centre = surface.loss[column: column, row: row]
    let finite = surface.loss.values.indices.filter { surface.loss.values[$0].isFinite }
    guard centre.isFinite,
      let point = finite.min(by: { surface.loss.values[$0] < surface.loss.values[$1] })
    else {
      return Check(
        "centre", .warning, "The loss at the centre is not finite.",
        remedy: "Check that weights and data belong together.")
    }
    let lowest = surface.loss.values[point]
    let (x, y) = (grid.xs[grid.column(of: point)], grid.ys[grid.row(of: point)])
    let distance = (x * x + y * y).squareRoot()
    let scale = HeightScale.standard
    let depth = scale.height(of: centre) - scale.height(of: lowest)
    let numbers = [
      "centre_loss": centre, "lowest_loss": lowest, "lowest_x": x, "lowest_y": y,
      "distance": distance, "decades": depth,
    ]
    guard lowest < centre else {
      return Check(
        "centre", .good, "The centre is the lowest of \(finite.count.grouped) points.",
        numbers: numbers)
    }
    let finding =
      "The lowest point lies \(distance.written(.significant(2))) units from the centre, at "
      + "(\(x.written(.significant(3))), \(y.written(.significant(3)))): a loss of "
      + "\(lowest.written()) against \(centre.written())."
    guard depth.isFinite, depth >= Self.threshold else {
      return Check("centre", .good, finding, numbers: numbers)
    }
    return Check(
      "centre", depth < 0.3 ? .note : .warning, finding,
      remedy:
        "The weights are not a minimum of this plane: train longer, or say so with a picture.",
      numbers: numbers)
  }

  /// The share of points that a picture cannot show in their place.
  var range: Check? {
    let values = surface.loss.values.indices.filter { surface.loss.isComputed[$0] }.map {
      surface.loss.values[$0]
    }
    guard !values.isEmpty else { return nil }
    let finite = values.filter(\.isFinite)
    let shown = ShownDecades.range(of: finite)
    let clipped = finite.count { value in
      shown.map { Double.log10(value) > $0.upperBound + 1e-9 } ?? false
    }
    let shares = [values.count - finite.count, clipped].map { Double($0) / Double(values.count) }
    let numbers = ["nonfinite_share": shares[0], "clipped_share": shares[1]]
    guard shares[0] + shares[1] > 0 else {
      return Check(
        "range", .good,
        "Every loss is finite and within the \(ShownDecades.most) decades that a "
          + "picture shows.", numbers: numbers)
    }
    func percent(_ share: Double) -> String { (100 * share).written(.significant(2)) + " %" }
    let findings =
      (shares[0] > 0 ? ["\(percent(shares[0])) of the points are not finite."] : [])
      + (shares[1] > 0
        ? [
          "\(percent(shares[1])) of the points are above the \(ShownDecades.most) decades that a picture "
            + "shows."
        ] : [])
    return Check(
      "range", shares[0] + shares[1] < 0.25 ? .note : .warning,
      findings.joined(separator: " "),
      remedy: "Take a narrower span.", numbers: numbers)
  }

  /// How far the loss at the centre depends on which examples were taken.
  var subset: Check? {
    guard let error = surface.centerError, let percentage = error.percentage else { return nil }
    let examples = error.examples.map { " over \(counted($0, "example"))" } ?? ""
    let verdict: Check.Verdict =
      error.relative <= 0.1 ? .good : error.relative <= 0.3 ? .note : .warning
    return Check(
      "samples", verdict,
      "The loss at the centre is \(error.loss.written()) ± \(percentage)\(examples) (standard error).",
      remedy: verdict == .good ? nil : "Four times as many samples halve the error.",
      numbers: ["loss": error.loss, "standard_error": error.standardError])
  }

  /// How far the window reaches, measured by the weights.
  var window: Check? {
    let grid = surface.grid
    let reach = [grid.xs, grid.ys].map { axis in axis.map(abs).max() ?? 0 }
    var unit: [Double]?
    if let geometry, geometry.weightsLength > 0 {
      unit = geometry.lengths.map { $0 / geometry.weightsLength }
    } else if case .random(let directions) = surface.plane,
      directions.normalization == .filter || directions.normalization == .layer
    {
      unit = [1, 1]
    }
    guard let unit, let farthest = zip(reach, unit).map({ $0 * $1 }).max(), farthest > 0 else {
      return nil
    }
    let isUsual = Self.usualWindows.contains(farthest)
    return Check(
      "window", isUsual ? .good : .note,
      "At its edge the window moves the weights by \(farthest.written(.significant(2))) of their "
        + "length; papers draw 0.1 to 1 (Li et al. 2018: 1).",
      remedy: isUsual
        ? nil
        : farthest > 1
          ? "Take a narrower span: so far out a net computes nothing that it learnt."
          : "Take a wider span: so near, every surface looks like a bowl.",
      numbers: ["relative_reach": farthest])
  }

  /// Whether the directions are as long as the weights ask for, and point different ways.
  private func directions(_ geometry: PlaneGeometry) -> [Check] {
    [lengths(geometry), angle(geometry)].compactMap { $0 }
  }

  private func angle(_ geometry: PlaneGeometry) -> Check? {
    guard let angle = geometry.angle else {
      return Check(
        "angle", surface.grid.columns > 1 && surface.grid.rows > 1 ? .warning : .good,
        "One of the directions is zero: this is a line.", numbers: [:])
    }
    let tilt = abs(90 - angle)
    return Check(
      "angle", tilt <= 30 ? .good : tilt <= 80 ? .note : .warning,
      "The axes meet at \(angle.written(.significant(3)))°.",
      remedy: tilt <= 30
        ? nil
        : "Shapes are sheared; circles and distances in the picture are not those of the plane.",
      numbers: ["degrees": angle])
  }

  private func lengths(_ geometry: PlaneGeometry) -> Check? {
    let ratio = geometry.lengths.map { $0 / geometry.weightsLength }
    let filter = geometry.filterDeviation ?? .nan
    let layer = geometry.layerDeviation ?? .nan
    let numbers = [
      "x_length": geometry.lengths[0], "y_length": geometry.lengths[1],
      "weights_length": geometry.weightsLength, "largest_filter_deviation": filter,
      "largest_layer_deviation": layer,
    ]
    let tolerance = 1e-3
    func share(_ value: Double) -> String { value.written(.significant(2)) }
    switch surface.plane {
    case .random(let made) where made.normalization == .filter || made.normalization == .layer:
      let (deviation, what) =
        made.normalization == .filter ? (filter, "filter") : (layer, "tensor")
      guard deviation > tolerance else {
        return Check(
          "directions", .good,
          "Every \(what)'s direction is as long as the \(what) itself, to \(share(deviation)) of it.",
          numbers: numbers)
      }
      return Check(
        "directions", .warning,
        "A \(what)'s direction differs in length from the \(what) by \(share(deviation)) of it.",
        remedy: "Make directions for these weights.", numbers: numbers)
    case .random, .unknown:
      if filter <= tolerance || layer <= tolerance {
        return Check(
          "directions", .good,
          "Every \(filter <= tolerance ? "filter" : "tensor")'s direction is as long as it is itself.",
          numbers: numbers)
      }
      return Check(
        "directions", .note,
        "The directions are \(share(ratio[0])) and \(share(ratio[1])) times as long as the weights, and "
          + "follow neither filters nor layers.",
        remedy: "Compare such a surface with none of another net.", numbers: numbers)
    default: return nil
    }
  }
}
