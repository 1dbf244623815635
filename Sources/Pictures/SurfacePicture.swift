public import Analysis
public import Failures
public import Figures
internal import Grids
public import Landscapes
internal import Numerals
internal import Provenance
public import SurfaceRendering

/// A picture of some surfaces, in any style: what is compared has one scale, one range of colours and one
/// camera.
public struct SurfacePicture: Sendable {
  /// A surface with what is said of it.
  public struct Entry: Sendable {
    /// The surface.
    public let surface: LossSurface
    /// Its minima, on the same scale as those of the others.
    public let analysis: MinimaAnalysis
    /// What the net is, such as `Without shortcuts`, before the count of its minima; nil for the count
    /// alone.
    public let name: String?
    /// Facts of the net, on a quieter line.
    public let facts: String?
    /// The file, for messages.
    public let path: String
    /// The paths of optimisers that are drawn on it.
    public var trajectories: [DrawnTrajectory] = []

    /// Puts together what is said of a surface.
    ///
    /// - Parameters:
    ///   - surface: the surface; of an incomplete one the part that can be read is drawn.
    ///   - analysis: its minima.
    ///   - name: what the net is.
    ///   - facts: facts of the net.
    ///   - path: the file, for messages.
    public init(
      surface: LossSurface, analysis: MinimaAnalysis, name: String? = nil, facts: String? = nil,
      path: String
    ) {
      self.surface = surface
      self.analysis = analysis
      self.name = name
      self.facts = facts
      self.path = path
    }

    /// Whether what is drawn of it has points in both directions.
    var isPlane: Bool {
      let grid = surface.loss.readablePart.grid
      return grid.columns > 1 && grid.rows > 1
    }
  }

  /// The surfaces, at least one.
  public var entries: [Entry]
  /// The kind of picture; nil for filled contours, or for profiles where a surface is a line.
  public var style: SurfaceStyle?
  /// The title above everything.
  public var title: String?
  /// One line at the bottom that says where the numbers come from.
  public var provenance: String?
  /// The losses from the first to the last colour; nil for all there are.
  public var colorRange: ClosedRange<Double>?
  /// The rows and columns of the panels; nil for those that give the plots the largest area.
  public var layout: PanelGrid?
  /// From where surfaces in three dimensions are seen.
  public var view = SurfaceView()
  /// What surfaces in three dimensions stand on.
  public var base = SurfaceBase.block
  /// The ground.
  public var theme = Theme.light
  /// The colours of maps and surfaces.
  public var colorMap = ColorMap.viridis
  /// The contour lines of maps and surfaces; nil for at most 25 bands.
  public var levels: ContourLevels?
  /// Whether the counts and facts stand above the plots.
  public var showsCaptions = true

  /// Describes a picture.
  ///
  /// - Parameters:
  ///   - entries: the surfaces, at least one.
  ///   - style: the kind of picture; nil for the usual one.
  ///   - title: the title above everything.
  ///   - provenance: one line at the bottom.
  ///   - colorRange: the losses from the first to the last colour; nil for all there are.
  public init(
    of entries: [Entry], style: SurfaceStyle? = nil, title: String? = nil,
    provenance: String? = nil, colorRange: ClosedRange<Double>?
  ) {
    precondition(!entries.isEmpty, "a picture of no surface")
    self.entries = entries
    self.style = style
    self.title = title
    self.provenance = provenance
    self.colorRange = colorRange
  }

  /// The most surfaces that a picture holds.
  public static let mostSurfaces = 12
  /// The most that a picture with a tree beside each map holds.
  static let mostTrees = 4

  /// The style in which it is drawn.
  public var drawnStyle: SurfaceStyle {
    style ?? (entries.contains { !$0.isPlane } ? .profile : .filled)
  }

  /// Whether all surfaces have the points that a style needs.
  public func isDrawable(as style: SurfaceStyle) -> Bool {
    entries.allSatisfy {
      $0.surface.loss.finiteRange != nil && (!style.needsPlane || $0.isPlane)
    }
  }

  /// The picture as a figure.
  ///
  /// - Throws: `Failure` (usage) for more surfaces than a picture holds, (data) for surfaces of different
  ///   quantities, without a finite value, or on a line where a plane is needed.
  public func illustration() throws(Failure) -> any Illustration {
    let style = drawnStyle
    let quantity = try checkedQuantity(style)
    if let map = style.map {
      return Figure(
        panels: panels, title: title, provenance: provenance, quantity: quantity, style: map,
        scale: valueScale, colorMap: colorMap, colorRange: colorRange, levels: levels,
        layout: layout, theme: theme)
    }
    switch style {
    case .surface:
      return SceneFigure(
        panels: panels, title: title, provenance: provenance, quantity: quantity,
        scale: valueScale, colorMap: colorMap, range: colorRange, levels: levels, view: view,
        base: base, layout: layout, theme: theme)
    case .profile:
      var figure = ProfileFigure(
        sources: sources, title: title, provenance: provenance, quantity: quantity,
        plane: plane, heights: heights, threshold: entries[0].analysis.threshold,
        theme: theme)
      if plane.nets != nil || entries.contains(where: { $0.surface.weightsPoint == nil }) {
        figure.center = nil
      }
      return figure
    case .barcode, .diagram:
      return PersistenceFigure(
        panels: entries.map {
          var panel = PersistenceFigure.Panel(
            losses: $0.surface.loss.readablePart, analysis: $0.analysis, name: $0.name,
            subtitle: $0.facts)
          if !showsCaptions { (panel.headline, panel.subtitle) = (nil, nil) }
          return panel
        }, title: title, provenance: provenance, style: style == .barcode ? .barcode : .diagram,
        heightName: heights.axisName(of: quantity), scale: heights.axisScale, layout: layout,
        theme: theme)
    default:
      return BasinFigure(
        panels: entries.map {
          var panel = BasinFigure.Panel(
            losses: $0.surface.loss.readablePart, analysis: $0.analysis, name: $0.name,
            subtitle: $0.facts, plane: $0.surface.plane)
          if !showsCaptions { (panel.headline, panel.subtitle) = (nil, nil) }
          return panel
        }, title: title, provenance: provenance, style: style == .tree ? .tree : .basins,
        quantity: quantity, heightName: heights.axisName(of: quantity),
        scale: heights.axisScale, contourRange: colorRange, layout: layout, theme: theme)
    }
  }

  // MARK: Parts

  private var panels: [Panel] {
    entries.map {
      var panel = Panel(
        surface: $0.surface, analysis: $0.analysis, name: $0.name, subtitle: $0.facts)
      panel.paths = PathMark.marks(of: $0.trajectories)
      if !showsCaptions { (panel.headline, panel.subtitle) = (nil, nil) }
      return panel
    }
  }

  private var heights: HeightScale { entries[0].analysis.scale }

  /// How losses are spread over the colours: as the heights are, but for negative ones, which have no
  /// logarithm of their own.
  private var valueScale: ValueScale {
    let isNegative = entries.contains { ($0.surface.loss.finiteRange?.lowerBound ?? 0) < 0 }
    return heights == .linear || isNegative ? .linear : .log
  }

  /// What spans the planes of all surfaces alike, as far as their axes say it.
  private var plane: PlaneKind {
    let planes = entries.map(\.surface.plane)
    return Set(planes.map { "\($0.axisNames)" }).count == 1 ? planes[0] : .unknown
  }

  /// The surfaces as series of a profile: a net with shortcuts and its plain twin in their own colours.
  private var sources: [ProfileFigure.Source] {
    let arePlain = entries.map { $0.surface.model?.hasPrefix("plain ") == true }
    let isPair = arePlain.count == 2 && arePlain[0] != arePlain[1]
    return entries.enumerated().map { index, entry in
      let hue: SeriesHue =
        isPair
        ? (arePlain[index] ? .plain : .residual)
        : entries.count <= 3
          ? .other(index) : .ordered(Double(index) / Double(entries.count - 1))
      let accuracies = entry.surface.accuracy
      return ProfileFigure.Source(
        name: entry.name ?? entry.facts ?? entry.surface.quantityTitle, hue: hue,
        losses: entry.surface.loss,
        accuracies: accuracies.finiteRange == nil ? nil : accuracies)
    }
  }

  // MARK: Checks

  /// What the picture shows, once it is known that it can.
  private func checkedQuantity(_ style: SurfaceStyle) throws(Failure) -> String {
    let most = style == .tree ? Self.mostTrees : Self.mostSurfaces
    guard entries.count <= most else {
      throw Failure(
        .usage, "a picture holds at most \(most) surfaces, got \(entries.count)",
        remedy: "Draw several pictures.")
    }
    for entry in entries {
      guard entry.surface.loss.finiteRange != nil else {
        throw Failure(
          .data, "has no finite value: there is nothing to draw", at: entry.path)
      }
      let count = entry.surface.loss.readablePart.grid.count
      guard style.needsPlane || count > 1 else {
        throw Failure(.data, "has one point: there is nothing to draw", at: entry.path)
      }
      guard !style.needsPlane || entry.isPlane else {
        throw Failure(
          .data,
          "has \(counted(count, "point")) on a line; a picture of this style needs at least 2 × 2",
          at: entry.path, remedy: "Draw it with \(setting: "style", "profile").")
      }
    }
    if let colorRange, valueScale == .log, colorRange.lowerBound <= 0 {
      throw Failure(
        .usage, "\(colorRange.lowerBound) has no place on a logarithmic scale of colours",
        at: .setting("range"),
        remedy: "Begin above 0, or add \(setting: "scale", "linear").")
    }
    guard let quantity = LossSurface.quantityTitle(of: entries.map(\.surface)) else {
      let titles = Set(entries.map(\.surface.quantityTitle)).sorted()
      throw Failure(
        .data, "the surfaces show different quantities: \(titles.joined(separator: ", "))",
        remedy: "Draw surfaces of one quantity together.")
    }
    return quantity
  }
}
