public import Analysis
public import Figures
public import Landscapes

/// Figures of some surfaces, all on one range of colours, so that they can be compared.
public struct SurfaceFigures: Sendable {
  /// A surface with what is said of it.
  public struct Entry: Sendable {
    /// The surface.
    public let surface: LossSurface
    /// Its minima.
    public let analysis: MinimaAnalysis
    /// What the net is, such as `Without shortcuts`; the headline adds the count of minima.
    public let name: String
    /// Facts of the net.
    public let facts: String

    /// Puts together what is said of a surface.
    public init(surface: LossSurface, analysis: MinimaAnalysis, name: String, facts: String) {
      (self.surface, self.analysis, self.name, self.facts) = (surface, analysis, name, facts)
    }
  }

  private let provenance: String
  private let colorRange: ClosedRange<Double>?

  /// Finds the colours that figures of some surfaces share.
  ///
  /// - Parameter provenance: one line for the bottom of each figure.
  public init(of surfaces: [LossSurface], provenance: String) {
    self.provenance = provenance
    colorRange = LossSurface.colorRange(of: surfaces)
  }

  /// A figure of some of them, side by side. Losses are spread over the colours as the heights are.
  public func figure(of entries: [Entry], title: String) -> Figure {
    Figure(
      panels: entries.map {
        Panel(surface: $0.surface, analysis: $0.analysis, name: $0.name, subtitle: $0.facts)
      }, title: title, provenance: provenance,
      quantity: LossSurface.quantityTitle(of: entries.map(\.surface)) ?? "loss",
      scale: entries.contains { $0.analysis.scale == .linear } ? .linear : .log,
      colorRange: colorRange)
  }
}
