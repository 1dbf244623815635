/// From where a surface is seen.
public struct SurfaceView: Hashable, Sendable {
  /// The direction of the eye about the vertical, in degrees, counterclockwise from the x axis: at −90
  /// the x axis runs to the right and the y axis into depth. The convention of most plotting libraries.
  public var azimuth: Double
  /// How high the eye stands above the horizon, in degrees, limited to 0...90: 90 looks straight down.
  public var elevation: Double
  /// The size of the scene: at 1 it fills its rectangle, above 1 it is cut at the edges.
  public var zoom: Double

  /// Creates a view. The defaults look into a basin in the middle of a square.
  public init(azimuth: Double = -55, elevation: Double = 46, zoom: Double = 1) {
    self.azimuth = azimuth
    self.elevation = elevation
    self.zoom = zoom
  }
}
