public import Grids
internal import RealModule

/// How much a field goes up and down along lines through the centre, after the roughness index of Wu,
/// Jian, Du, Chen & Zhou, "Roughness index for loss landscapes of neural network models of partial
/// differential equations", arXiv 2103.11069 (2021). The formula below follows the paper's abstract
/// and an implementation by others; details may differ from the paper's.
///
/// Along a line with samples f₀ … f_m the normalised total variation is
///
///     T = Σ |fⱼ₊₁ − fⱼ| / (max f − min f),
///
/// 1 for a slope that only rises, 2 for a symmetric bowl, twice the number of waves for waves of
/// equal height, 0 for a line that is level but for rounding (10⁻¹² of its values). The index is the standard deviation of T over the lines (with n
/// below the root) over its mean: how much the variation depends on the direction.
///
/// Wu et al. draw directions of the whole space at random. Here the surface is a plane, so the lines
/// are fixed: eight through the centre of the grid, 22.5° apart and one along each axis, a set that
/// transposing and mirroring maps to itself. All are as long as half the window each way (angles and
/// lengths in half-widths of the window; axes are taken as evenly spaced), with as many steps as the
/// longer axis has. Between points the field is interpolated bilinearly, which adds no ups and downs
/// of its own and takes a few away. Lines that meet a point without a finite value are left out. A grid
/// one point wide is one line.
public struct LineVariation: Hashable, Sendable {
  /// The number of lines that could be measured, 0 … 8.
  public let lines: Int
  /// The mean of T over these lines; nil if there are none.
  public let mean: Double?
  /// The standard deviation of T over the lines; nil if there are none.
  public let deviation: Double?
  /// Wu et al.'s index: deviation / mean; nil if there are none, or nothing goes up or down.
  public var index: Double? {
    guard let mean, let deviation, mean > 0 else { return nil }
    return deviation / mean
  }

  /// Measures a field.
  public init(_ field: ScalarField) {
    let sampler = LineSampler(field)
    // In ascending order, so that sums are the same bits from whatever side one looks.
    let variations = sampler.directions.compactMap(sampler.variation).sorted()
    lines = variations.count
    if variations.isEmpty {
      (mean, deviation) = (nil, nil)
    } else {
      let mean = variations.reduce(0, +) / Double(lines)
      let squares = variations.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      self.mean = mean
      deviation = (squares / Double(lines)).squareRoot()
    }
  }
}

/// Samples of a field along lines through its middle.
///
/// Places are measured from the middle outwards, the same way on both sides, so that a mirrored or
/// transposed field gives bit-identical results.
private struct LineSampler {
  /// Half a line: where it goes in half-widths of the window, on which side of each axis.
  struct Direction {
    let x: Double
    let y: Double
    let isRising: Bool
  }

  /// Those along which the grid extends.
  var directions: [Direction] {
    field.grid.isLine
      ? Self.directions.filter { field.grid.rows == 1 ? $0.y == 0 : $0.x == 0 } : Self.directions
  }

  private static let directions: [Direction] = {
    let (long, short, diagonal) = (
      Double.cos(Double.pi / 8), Double.sin(Double.pi / 8), (0.5).squareRoot()
    )
    let flat = [(1.0, 0.0), (0.0, 1.0)].map { Direction(x: $0.0, y: $0.1, isRising: true) }
    let oblique = [(long, short), (diagonal, diagonal), (short, long)].flatMap { pair in
      [true, false].map { Direction(x: pair.0, y: pair.1, isRising: $0) }
    }
    return flat + oblique
  }()

  private let field: ScalarField
  private let steps: Int

  init(_ field: ScalarField) {
    self.field = field
    steps = max(field.grid.columns, field.grid.rows) / 2
  }

  /// The normalised total variation along a line; nil where it meets a point without a value.
  func variation(_ direction: Direction) -> Double? {
    let forward = half(direction, sign: 1)
    let backward = half(direction, sign: -1)
    let all = forward + backward
    guard all.allSatisfy(\.isFinite), let highest = all.max(), let lowest = all.min() else {
      return nil
    }
    // What rounding makes of a level line are no ups and downs.
    if highest - lowest <= 1e-12 * max(abs(highest), abs(lowest)) { return 0 }
    return (variation(of: forward) + variation(of: backward)) / (highest - lowest)
  }

  private func variation(of samples: [Double]) -> Double {
    zip(samples, samples.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
  }

  /// The samples from the middle to one end.
  private func half(_ direction: Direction, sign: Int) -> [Double] {
    let grid = field.grid
    let vertical = direction.isRising ? sign : -sign
    return (0...steps).map { step in
      let share = steps == 0 ? 0 : Double(step) / Double(steps)
      let xs = places(share * direction.x, sign, count: grid.columns)
      let ys = places(share * direction.y, vertical, count: grid.rows)
      func part(_ x: (place: Int, weight: Double), _ y: (place: Int, weight: Double)) -> Double {
        let weight = x.weight * y.weight
        // A point without weight may be a wall.
        return weight == 0 ? 0 : weight * field[column: x.place, row: y.place]
      }
      return (part(xs.near, ys.near) + part(xs.far, ys.far))
        + (part(xs.near, ys.far) + part(xs.far, ys.near))
    }
  }

  /// The two points of an axis around a place at a distance from its middle, in half-widths, with
  /// their weights.
  private func places(_ distance: Double, _ sign: Int, count: Int)
    -> (near: (place: Int, weight: Double), far: (place: Int, weight: Double))
  {
    // In steps from the point at the middle, or of the two there from the one on the other side.
    let isEven = count % 2 == 0
    let offset = distance * Double(count - 1) / 2 + (isEven ? 0.5 : 0)
    let whole = min(Int(offset), count / 2)
    let origin = isEven && sign > 0 ? count / 2 - 1 : count / 2
    let near = min(max(origin + sign * whole, 0), count - 1)
    let far = min(max(near + sign, 0), count - 1)
    let weight = offset - Double(whole)
    return ((near, 1 - weight), (far, weight))
  }
}
