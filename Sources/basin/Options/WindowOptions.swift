internal import Archives
internal import ArgumentParser
internal import Failures
internal import Grids
internal import Landscapes
internal import Provenance

/// Which points of a plane are sampled.
struct WindowOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Grid points per axis, ends included: 51, or 51x31 with x first. (default: 51, for \
      basin check 11; 101x1 on a line)
      """, valueName: "size"))
  var grid: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Interval of both axes. (default: -1:1; 0:1 on a line between nets, -0.125:1.125 on a plane \
      through nets, what shows all of a trajectory)
      """, valueName: "from:to"))
  var span: SignedText?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Interval of the x axis. (default: that of --span)", valueName: "from:to"))
  var spanX: SignedText?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Interval of the y axis. (default: that of --span)", valueName: "from:to"))
  var spanY: SignedText?

  /// Checks what needs no directions: so that a wrong value is told before anything is read.
  ///
  /// - Throws: `Failure` (usage) for values that make no sense, alone or together.
  func check() throws(Failure) {
    _ = try size()
    for (span, option) in [(span, "span"), (spanX, "span x"), (spanY, "span y")]
      as [(SignedText?, Setting)]
    {
      if let span { _ = try Span(parsing: span.description, option: option) }
    }
    guard span != nil, spanX != nil, spanY != nil else { return }
    throw Failure(
      .usage, "goes unused: both axes have an interval of their own", at: .setting("span"),
      remedy: "Leave it out.")
  }

  private func size() throws(Failure) -> GridSize? {
    guard let grid else { return nil }
    return try GridSize(parsing: grid, option: "grid")
  }

  /// The points.
  ///
  /// - Parameters:
  ///   - directions: what is known of the plane before its numbers are read; nil for random directions.
  ///   - usual: points per axis where nothing else is asked for and the directions span a plane.
  /// - Throws: `Failure` (usage) for values that make no sense, and for several rows on a line.
  func points(on directions: PlaneOutline?, usually usual: Int = 51) throws(Failure) -> Grid {
    try check()
    let isLine = directions?.isLine ?? false
    let size = try size()
    if isLine { try refuseRows(size) }
    let (columns, rows) = size.map { ($0.columns, $0.rows) } ?? (isLine ? (101, 1) : (usual, usual))
    let window = directions?.usualWindow
    func interval(_ own: SignedText?, _ option: Setting, _ usual: ClosedRange<Double>?)
      throws(Failure) -> Span
    {
      if let own { return try Span(parsing: own.description, option: option) }
      if let span { return try Span(parsing: span.description, option: "span") }
      guard let usual else { return try Span(parsing: "-1:1", option: "span") }
      return Span(usual)
    }
    let x = try interval(spanX, "span x", window?.x)
    let y = try interval(spanY, "span y", window?.y)
    guard
      let points = Grid(
        xs: Grid.axis(from: x.lower, to: x.upper, count: columns),
        ys: isLine ? [0] : Grid.axis(from: y.lower, to: y.upper, count: rows))
    else {
      let text = "\(x) by \(y)"
      throw Failure(
        .usage, "\(text) is too narrow for \(columns) x \(rows) different points",
        at: .setting("span"), remedy: "Give a wider span or a smaller --grid.")
    }
    return points
  }

  private func refuseRows(_ size: GridSize?) throws(Failure) {
    if spanY != nil {
      throw Failure(
        .usage, "the directions are those of a line, which has no y axis", at: .setting("span y"),
        remedy: "Leave it out.")
    }
    guard let size, size.rows > 1 else { return }
    throw Failure(
      .usage, "\(size) on a line: every row would hold the same numbers", at: .setting("grid"),
      remedy: "Give one row, such as --grid \(size.columns)x1.")
  }
}

extension Span: CustomStringConvertible {
  /// As it is written: `-1.0:1.0`.
  package var description: String { "\(lower):\(upper)" }

  /// An interval that is wider than nothing.
  init(_ range: ClosedRange<Double>) {
    (lower, upper) = (range.lowerBound, range.upperBound)
  }
}
