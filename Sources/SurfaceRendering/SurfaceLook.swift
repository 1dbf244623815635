/// A colour in sRGB, components in 0...1: red, green, blue.
public typealias SurfaceColor = SIMD3<Float>

/// A flat ground with strokes, for what has no colour of its own.
public struct HatchedGround: Hashable, Sendable {
  /// The ground between the strokes.
  public var ground: SurfaceColor
  /// The strokes.
  public var stroke: SurfaceColor
  /// Whether there are strokes along the diagonal on which x and y grow together.
  public var rises: Bool
  /// Whether there are strokes along the other diagonal.
  public var falls: Bool

  /// Creates a ground.
  public init(ground: SurfaceColor, stroke: SurfaceColor, rises: Bool = false, falls: Bool = false)
  {
    self.ground = ground
    self.stroke = stroke
    self.rises = rises
    self.falls = falls
  }
}

/// A contour line on a surface.
public struct SurfaceLine: Hashable, Sendable {
  /// The height all along the line, in the units of the field.
  public var height: Double
  /// The width in pixels.
  public var width: Double
  /// How far the line darkens (below 0, to −1: black) or lightens (above 0, to 1: white) what it
  /// crosses.
  public var ink: Double

  /// Creates a line.
  public init(height: Double, width: Double, ink: Double) {
    self.height = height
    self.width = width
    self.ink = ink
  }
}

/// What a surface stands on.
public enum SurfaceBase: String, CaseIterable, Sendable {
  /// Walls down to the floor all around, as if the surface were the top of a block.
  case block
  /// Nothing: a thin sheet above a floor on which its contour lines are drawn.
  case floor
}

/// The colours and line widths of a picture of a surface.
public struct SurfaceLook: Hashable, Sendable {
  /// The colours from the floor to the lid, evenly spread; at least one.
  public var colors: [SurfaceColor]
  /// Where the surface is cut off at the lid.
  public var above: HatchedGround
  /// Where the surface is cut off at the floor.
  public var below: HatchedGround
  /// The bottom of holes whose points were not computed.
  public var missing: HatchedGround
  /// The bottom of holes whose points are not finite.
  public var nonfinite: HatchedGround
  /// The walls of a block, and the underside of a sheet.
  public var wall: SurfaceColor
  /// The floor below a sheet.
  public var floor: SurfaceColor
  /// The distance between strokes of a hatch where the scene is in the middle, in pixels.
  public var hatchSpacing: Double
  /// The width of these strokes, in pixels.
  public var hatchWidth: Double
  /// The width of the lines along edges and cuts, in pixels.
  public var edgeWidth: Double
  /// How dark these lines are: 0 invisible, 1 black.
  public var edgeInk: Double

  /// Creates a look from its colours; widths are those of a picture of 1080 lines.
  public init(
    colors: [SurfaceColor], above: HatchedGround, below: HatchedGround, missing: HatchedGround,
    nonfinite: HatchedGround, wall: SurfaceColor, floor: SurfaceColor, hatchSpacing: Double = 13,
    hatchWidth: Double = 1.4, edgeWidth: Double = 1.8, edgeInk: Double = 0.75
  ) {
    precondition(!colors.isEmpty, "a surface without colours")
    self.colors = colors
    self.above = above
    self.below = below
    self.missing = missing
    self.nonfinite = nonfinite
    self.wall = wall
    self.floor = floor
    self.hatchSpacing = hatchSpacing
    self.hatchWidth = hatchWidth
    self.edgeWidth = edgeWidth
    self.edgeInk = edgeInk
  }
}
