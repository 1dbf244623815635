/// Lines and curves on a canvas, to be filled or stroked.
public struct Path: Hashable, Sendable {
  /// One step of a path.
  public enum Element: Hashable, Sendable {
    /// Begins a new part.
    case move(Point)
    /// A straight line to a point.
    case line(Point)
    /// A cubic Bézier curve to `end` by two control points.
    case curve(Point, Point, end: Point)
    /// Back to where the part began.
    case close
  }

  /// The steps in order. The first of each part is a `move`.
  public private(set) var elements: [Element] = []

  /// Creates an empty path.
  public init() {}

  /// Creates a path of one run of straight lines.
  public init(through points: some Sequence<Point>, closed: Bool = false) {
    add(points, closed: closed)
  }

  /// Creates the outline of a rectangle.
  public init(_ rectangle: Rectangle) { add(rectangle) }

  /// Adds a run of straight lines.
  public mutating func add(_ points: some Sequence<Point>, closed: Bool = false) {
    var isFirst = true
    for point in points {
      elements.append(isFirst ? .move(point) : .line(point))
      isFirst = false
    }
    if closed, !isFirst { elements.append(.close) }
  }

  /// Adds the outline of a rectangle.
  public mutating func add(_ r: Rectangle) {
    add(
      [
        Point(x: r.x, y: r.y), Point(x: r.maxX, y: r.y), Point(x: r.maxX, y: r.maxY),
        Point(x: r.x, y: r.maxY),
      ], closed: true)
  }

  /// Adds a straight line between two points.
  public mutating func addLine(from a: Point, to b: Point) { add([a, b]) }

  /// Adds a circle as four cubic curves (radial error below 0.03 %).
  public mutating func addCircle(center c: Point, radius r: Double) {
    let k = 0.552_284_749_8 * r  // 4/3 · (√2 − 1)
    func at(_ x: Double, _ y: Double) -> Point { Point(x: c.x + x, y: c.y + y) }
    elements += [
      .move(at(r, 0)),
      .curve(at(r, k), at(k, r), end: at(0, r)),
      .curve(at(-k, r), at(-r, k), end: at(-r, 0)),
      .curve(at(-r, -k), at(-k, -r), end: at(0, -r)),
      .curve(at(k, -r), at(r, -k), end: at(r, 0)),
      .close,
    ]
  }

  /// The outline of a circle.
  static func circle(center: Point, radius: Double) -> Path {
    var path = Path()
    path.addCircle(center: center, radius: radius)
    return path
  }
}
