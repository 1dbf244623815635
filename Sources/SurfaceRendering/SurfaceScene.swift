public import Grids

/// A surface to be drawn in three dimensions: everything that determines the picture but its size.
public struct SurfaceScene: Sendable {
  /// The heights: of a loss on a logarithmic axis, its logarithm. Points that are missing or not finite
  /// make holes.
  public var field: ScalarField
  /// The box. What reaches above its lid or below its floor is cut off there.
  public var box: SceneBox
  /// The colours and widths.
  public var look: SurfaceLook
  /// The contour lines, in any order, at most 255.
  public var lines: [SurfaceLine]
  /// The heights of faint lines along the walls of a block, which carry the ticks of a vertical axis on.
  public var strata: [Double]
  /// From where it is seen.
  public var view: SurfaceView
  /// What it stands on.
  public var base: SurfaceBase

  /// Creates a scene.
  public init(
    _ field: ScalarField, box: SceneBox, look: SurfaceLook, lines: [SurfaceLine] = [],
    strata: [Double] = [], view: SurfaceView = SurfaceView(), base: SurfaceBase = .block
  ) {
    self.field = field
    self.box = box
    self.look = look
    self.lines = lines
    self.strata = strata
    self.view = view
    self.base = base
  }
}
