public import Analysis
public import Figures
internal import Grids
public import Landscapes

/// How a surface becomes a panel of a figure: its field, its minima, its name.
extension Panel {
  /// A panel of a surface.
  ///
  /// - Parameters:
  ///   - name: what the net is, such as `Without shortcuts`; the headline adds the count of minima.
  ///   - subtitle: facts of the net.
  public init(
    surface: LossSurface, analysis: MinimaAnalysis, name: String? = nil, subtitle: String? = nil
  ) {
    let count = analysis.count == 1 ? "1 local minimum" : "\(analysis.count) local minima"
    let isCentred =
      (surface.grid.xs.first ?? 0) <= 0 && (surface.grid.xs.last ?? 0) >= 0
      && (surface.grid.ys.first ?? 0) <= 0 && (surface.grid.ys.last ?? 0) >= 0
    self.init(
      surface.lossField, headline: name.map { "\($0): \(count)" } ?? count, subtitle: subtitle,
      minima: Panel.marks(of: analysis), center: isCentred ? PlanePoint(x: 0, y: 0) : nil)
  }

  /// The minima that count by rank, deepest first; those on the border that reach the threshold
  /// without a number.
  static func marks(of analysis: MinimaAnalysis) -> [MinimumMark] {
    var rank = 0
    return analysis.minima.filter { $0.persistence >= analysis.threshold }.map { minimum in
      guard !minimum.isOnBorder else {
        return MinimumMark(x: minimum.x, y: minimum.y, rank: nil)
      }
      rank += 1
      return MinimumMark(x: minimum.x, y: minimum.y, rank: rank)
    }
  }
}

extension LossSurface {
  /// What the colours of its figure measure.
  public var figureQuantity: String {
    split == .train ? "training loss (cross-entropy)" : "test loss (cross-entropy)"
  }
}
