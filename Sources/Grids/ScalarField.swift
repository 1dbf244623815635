/// One number per point of a grid: the neck of the hourglass between machine learning (which
/// makes fields) and geometry (which reads them).
///
/// A value may be non-finite: a loss that overflowed is a result. A point that has not been
/// evaluated is *missing*, which is recorded apart from the values.
public struct ScalarField: Hashable, Sendable {
  /// What is known of one point.
  public enum State: Hashable, Sendable {
    /// Evaluated, and a number.
    case finite
    /// Evaluated, and NaN or infinite.
    case nonfinite
    /// Not evaluated yet.
    case missing
  }

  /// Where the values stand.
  public let grid: Grid
  /// The values, in the grid's order (row by row). NaN where missing.
  public private(set) var values: [Double]
  /// Whether each point has been evaluated, in the grid's order.
  public private(set) var isComputed: [Bool]

  /// Creates a field in which every point has been evaluated.
  public init(grid: Grid, values: [Double]) {
    self.init(
      grid: grid, values: values, isComputed: Array(repeating: true, count: grid.count))
  }

  /// Creates a field in which some points may be missing; their values are replaced by NaN.
  public init(grid: Grid, values: [Double], isComputed: [Bool]) {
    precondition(
      values.count == grid.count && isComputed.count == grid.count,
      "a grid of \(grid.count) points got \(values.count) values, \(isComputed.count) marks")
    self.grid = grid
    self.values = zip(values, isComputed).map { $1 ? $0 : .nan }
    self.isComputed = isComputed
  }

  /// Creates a field in which every point is missing.
  public init(missingOn grid: Grid) {
    self.grid = grid
    values = Array(repeating: .nan, count: grid.count)
    isComputed = Array(repeating: false, count: grid.count)
  }

  /// Creates a field from a function of x and y.
  public init(grid: Grid, _ value: (_ x: Double, _ y: Double) -> Double) {
    self.init(grid: grid, values: grid.ys.flatMap { y in grid.xs.map { x in value(x, y) } })
  }

  /// The value in a column and a row.
  public subscript(column column: Int, row row: Int) -> Double {
    values[grid.index(column: column, row: row)]
  }

  /// The value of the point with an index: NaN where missing. Setting it makes the point computed.
  public subscript(index: Int) -> Double {
    get { values[index] }
    set {
      values[index] = newValue
      isComputed[index] = true
    }
  }

  /// What is known of the point with an index.
  public func state(at index: Int) -> State {
    guard isComputed[index] else { return .missing }
    return values[index].isFinite ? .finite : .nonfinite
  }

  /// The field with every value replaced; what is missing stays missing.
  public func map(_ transform: (Double) -> Double) -> ScalarField {
    ScalarField(grid: grid, values: values.map(transform), isComputed: isComputed)
  }

  /// The smallest and largest finite value; nil when there is none.
  public var finiteRange: ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for value in values where value.isFinite {
      range = range.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
    }
    return range
  }
}
