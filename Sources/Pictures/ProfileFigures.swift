public import Analysis
public import Figures
public import Grids
internal import Numerals
public import Provenance

/// How surfaces become profiles: a grid that is one point wide is one line, a plane the two lines
/// through its centre.
extension ProfileFigure {
  /// A surface of which profiles are drawn.
  public struct Source: Hashable, Sendable {
    /// What the legend calls it.
    public var name: String
    /// Its colour.
    public var hue: SeriesHue
    /// The losses.
    public var losses: ScalarField
    /// The accuracies in per cent, on the same grid; nil where they are not known.
    public var accuracies: ScalarField?

    /// Creates a source.
    public init(
      name: String, hue: SeriesHue, losses: ScalarField, accuracies: ScalarField? = nil
    ) {
      self.name = name
      self.hue = hue
      self.losses = losses
      self.accuracies = accuracies
    }
  }

  /// The direction of a line.
  private enum Direction: CaseIterable {
    case x, y

    /// The names of the coordinate along the line and of the one that stays.
    var names: (along: String, at: String) { self == .x ? ("α", "β") : ("β", "α") }
    func label(_ plane: PlaneKind) -> String { self == .x ? plane.axisNames.x : plane.axisNames.y }

    /// The coordinates along the line and those of which one stays.
    func axes(_ grid: Grid) -> (along: [Double], at: [Double]) {
      self == .x ? (grid.xs, grid.ys) : (grid.ys, grid.xs)
    }
  }

  /// The profiles of some surfaces: along α in the row nearest to β = 0, and along β in the column nearest
  /// to α = 0. Above each stands where its lines lie. Marked are the local minima along a line, its ends
  /// apart.
  ///
  /// - Parameters:
  ///   - sources: the surfaces.
  ///   - title: the title above everything.
  ///   - provenance: one line at the bottom.
  ///   - quantity: what the losses are, such as `training loss`.
  ///   - plane: what spans the plane, for the names of the axes; nets that span it are marked.
  ///   - heights: the scale on which persistences are measured; its axis is that of the losses.
  ///   - threshold: the persistence from which a minimum is marked, ≥ 0, in the unit of the scale; nil
  ///     for `HeightScale.defaultThreshold(in:)`.
  ///   - theme: a light or a dark ground.
  ///   - width: the width in pixels.
  ///   - height: the height in pixels.
  public init(
    sources: [Source], title: String? = nil, provenance: String? = nil, quantity: String = "loss",
    plane: PlaneKind = .unknown, heights: HeightScale = .standard, threshold: Double? = nil,
    theme: Theme = .light, width: Int = 1920, height: Int = 1080
  ) {
    let sections = Direction.allCases.compactMap { direction -> Section? in
      let shown = sources.filter { direction.axes($0.losses.grid).along.count > 1 }
      guard !shown.isEmpty else { return nil }
      let places = Set(shown.map { ProfileFigure.place(in: $0.losses.grid, direction) }).sorted()
      let at = places.map { DecimalNumber.label($0) }.joined(separator: " and ")
      let isLine = plane.nets?.isLine == true && direction == .x
      return Section(
        headline: isLine
          ? "From A to B" : "Along \(direction.names.along), at \(direction.names.at) = \(at)",
        xLabel: direction.label(plane),
        lines: shown.map {
          ProfileFigure.line(of: $0, direction, quantity, heights, threshold)
        }, nets: ProfileFigure.nets(of: plane, direction, at: places))
    }
    let scale: ValueScale = heights == .linear ? .linear : .log
    self.init(
      sections: sections, title: title, provenance: provenance, quantity: quantity, scale: scale,
      theme: theme, width: width, height: height)
  }

  /// The nets on a line.
  private static func nets(of plane: PlaneKind, _ direction: Direction, at places: [Double])
    -> [NetMark]
  {
    (plane.nets?.places ?? []).compactMap { x, y, name in
      let (along, at) = direction == .x ? (x, y) : (y, x)
      return places == [at] ? NetMark(at: PlanePoint(x: along, y: 0), name: name) : nil
    }
  }

  /// The coordinate of the line nearest to the centre.
  private static func place(in grid: Grid, _ direction: Direction) -> Double {
    let axis = direction.axes(grid).at
    return axis[nearestToZero(axis)]
  }

  private static func nearestToZero(_ axis: [Double]) -> Int {
    axis.indices.min { axis[$0].magnitude < axis[$1].magnitude } ?? 0
  }

  private static func line(
    of source: Source, _ direction: Direction, _ quantity: String, _ heights: HeightScale,
    _ threshold: Double?
  ) -> Line {
    let losses = section(of: source.losses, direction)
    let analysis = MinimaAnalysis(
      of: losses, quantity: quantity, scale: heights, threshold: threshold)
    func points(_ field: ScalarField) -> [PlanePoint] {
      zip(field.grid.xs, field.values).map { PlanePoint(x: $0, y: $1) }
    }
    let accuracies = source.accuracies.map { section(of: $0, direction) }
    return Line(
      name: source.name, hue: source.hue, losses: points(losses),
      accuracies: accuracies.map { $0.finiteRange == nil ? [] : points($0) } ?? [],
      minima: analysis.minima.filter { $0.persistence >= analysis.threshold && !$0.isOnBorder }
        .map { PlanePoint(x: $0.x, y: $0.loss) })
  }

  /// The values along the line nearest to the centre, as a field of one row.
  private static func section(of field: ScalarField, _ direction: Direction) -> ScalarField {
    let axes = direction.axes(field.grid)
    let index = nearestToZero(axes.at)
    let points = axes.along.indices.map {
      direction == .x
        ? field.grid.index(column: $0, row: index) : field.grid.index(column: index, row: $0)
    }
    guard let grid = Grid(xs: axes.along, ys: [axes.at[index]]) else {
      preconditionFailure("an axis of a grid is none")
    }
    return ScalarField(
      grid: grid, values: points.map { field.values[$0] },
      isComputed: points.map { field.isComputed[$0] })
  }
}
