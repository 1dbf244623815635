/// A position in the plane of a grid, in the units of its axes.
public struct PlanePoint: Hashable, Sendable {
  /// The position along the grid's columns.
  public let x: Double
  /// The position along the grid's rows.
  public let y: Double

  /// Creates the position (x, y).
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// One connected contour line of a field.
///
/// The values at or above the level lie on the left of the line as it runs.
public struct ContourLine: Hashable, Sendable {
  /// The value of the field all along the line.
  public let level: Double
  /// The vertices in order, at least two, successive ones distinct. Each lies on an edge of a
  /// cell. The first is not repeated at the end of a closed line.
  public let points: [PlanePoint]
  /// Whether the line returns to its first point; an open line ends where the valid cells end.
  public let isClosed: Bool
}

/// The part of the valid cells of a field in which it is at or above a level.
public struct ContourRegion: Hashable, Sendable {
  /// The value from which on a point belongs to the region.
  public let level: Double
  /// The boundary as closed rings, the first point not repeated: outer rings run
  /// counterclockwise (x to the right, y up), holes clockwise. To be filled by the non-zero rule.
  public let rings: [[PlanePoint]]

  /// The area of the region, in the product of the units of the two axes.
  public var area: Double {
    rings.reduce(0) { $0 + ContourRegion.signedArea(of: $1) }
  }

  private static func signedArea(of ring: [PlanePoint]) -> Double {
    guard let origin = ring.first else { return 0 }
    // Relative to a vertex, so that a small ring far from the origin keeps its digits.
    return zip(ring, ring.dropFirst()).reduce(0) { sum, pair in
      let (a, b) = pair
      return sum
        + ((a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)) / 2
    }
  }
}
