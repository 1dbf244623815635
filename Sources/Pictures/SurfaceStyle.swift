internal import Figures

/// The pictures that can be drawn of surfaces.
public enum SurfaceStyle: String, CaseIterable, Sendable {
  /// Filled bands of colours between contour lines.
  case filled
  /// Coloured contour lines.
  case contour
  /// One rectangle per grid point.
  case heatmap
  /// A map in light from the north-west under contour lines.
  case relief
  /// Surfaces in three dimensions.
  case surface
  /// Loss and accuracy along lines through the weights.
  case profile
  /// How long each minimum stays one of its own as the loss rises.
  case barcode
  /// The births and deaths of minima and holes.
  case diagram
  /// Where basins meet, beside their map.
  case tree
  /// The basins of the minima.
  case basins

  /// How a map is drawn; nil for what is not a map of values.
  var map: ContourStyle? {
    switch self {
    case .filled: .filled
    case .contour: .contour
    case .heatmap: .heatmap
    case .relief: .relief
    case .surface, .profile, .barcode, .diagram, .tree, .basins: nil
    }
  }

  /// Whether it needs points in both directions.
  var needsPlane: Bool {
    switch self {
    case .profile, .barcode, .diagram: false
    case .filled, .contour, .heatmap, .relief, .surface, .tree, .basins: true
    }
  }
}
