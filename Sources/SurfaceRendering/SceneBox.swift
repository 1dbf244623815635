/// A side of a box; the eye is never below its ground.
public enum BoxSide: CaseIterable, Sendable {
  /// The upright side where x or y is least or largest.
  case lowX, highX, lowY, highY
  /// The upper side.
  case lid
}

/// The box in which a surface stands, in the units of its axes.
///
/// Every side of it is framed; the surface lies between its floor and its lid.
public struct SceneBox: Hashable, Sendable {
  /// The ends of the x axis.
  public let x: ClosedRange<Double>
  /// The ends of the y axis.
  public let y: ClosedRange<Double>
  /// The heights of the floor and of the lid.
  public let heights: ClosedRange<Double>
  /// The height of the lid above the floor, relative to the longer horizontal side.
  public let relief: Double
  /// How far the scene reaches below the floor, relative to the height of the lid: the plinth of a
  /// block, or the air below a sheet.
  public let foot: Double

  /// Creates a box. Units of both horizontal axes are equally long, unless one axis would then get less
  /// than a quarter of the other's length.
  public init(
    x: ClosedRange<Double>, y: ClosedRange<Double>, heights: ClosedRange<Double>,
    relief: Double = 0.42, foot: Double = 0.06
  ) {
    self.x = x
    self.y = y
    self.heights = heights
    self.relief = relief
    self.foot = foot
    let (width, depth) = (SceneBox.length(x), SceneBox.length(y))
    let longer = max(width, depth)
    // The halves of the sides; the longer is 1.
    halfX = max(0.25, width / longer)
    halfY = max(0.25, depth / longer)
  }

  let halfX: Double
  let halfY: Double
  /// The height of the lid above the floor, where the longer side has length 2.
  var lid: Double { 2 * relief }

  /// The height on which the scene stands, `foot` below the floor, in the units of the heights.
  public var ground: Double {
    heights.lowerBound - foot * (heights.upperBound - heights.lowerBound)
  }

  /// The ground in the coordinates of places.
  var groundZ: Double { -foot * lid }

  /// A place in the box in coordinates in which lengths of all directions compare: the floor's centre
  /// is the origin.
  func place(x: Double, y: Double, height: Double) -> SIMD3<Double> {
    SIMD3(placeX(x), placeY(y), placeZ(height))
  }

  func placeX(_ value: Double) -> Double { (2 * SceneBox.fraction(value, x) - 1) * halfX }
  func placeY(_ value: Double) -> Double { (2 * SceneBox.fraction(value, y) - 1) * halfY }
  func placeZ(_ value: Double) -> Double { SceneBox.fraction(value, heights) * lid }

  /// The eight corners.
  var corners: [SIMD3<Double>] {
    [-halfX, halfX].flatMap { x in
      [-halfY, halfY].flatMap { y in [groundZ, lid].map { SIMD3(x, y, $0) } }
    }
  }

  private static func length(_ range: ClosedRange<Double>) -> Double {
    let half = range.upperBound / 2 - range.lowerBound / 2
    return half > 0 ? half : 1
  }

  /// Where a value lies in a range, 0 at its lower and 1 at its upper end; in the middle of a range
  /// without width.
  private static func fraction(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    let half = range.upperBound / 2 - range.lowerBound / 2
    return half > 0 ? (value / 2 - range.lowerBound / 2) / half : 0.5
  }
}
