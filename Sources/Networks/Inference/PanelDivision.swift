/// How the rows of a large weight are divided into panels.
///
/// OpenBLAS computes an element of a product in the same order in a panel as in the whole, on all of its
/// cores, if panels are whole numbers of the rows that its kernels take at once (4, 6, 8, 12 or 24), and large
/// enough that it has no other way for small products (below 28·512² multiplications on AVX-512 cores).
struct PanelDivision: Hashable, Sendable {
  /// All rows.
  let rows: Int
  /// Elements per row.
  let inner: Int
  /// The rows of every panel but the last, which has those that are left over too.
  let panelRows: Int

  /// A multiple of all numbers of rows that kernels take at once.
  private static let step = 96
  /// More rows than this are not needed for products at their full rate.
  private static let mostSteps = 4
  /// The elements from which on a panel of fewer rows will do.
  private static let fewElements = 1 << 21
  /// The multiplications from which on products are computed in one way.
  private static let leastMultiplications = 1 << 23
  /// The elements of a weight from which on it is worth it.
  private static let leastElements = 1 << 20

  /// Divides a weight, unless it is small, or would hardly be in parts.
  ///
  /// - Parameters:
  ///   - rows: its rows, at least 1.
  ///   - inner: elements per row, at least 1.
  ///   - columns: those of the blocks it is multiplied by, at least 1.
  init?(rows: Int, inner: Int, columns: Int) {
    func steps(toReach count: Int, with each: Int) -> Int { (count + each - 1) / each }
    let element = PanelDivision.step * inner
    let steps = max(
      min(steps(toReach: PanelDivision.fewElements, with: element), PanelDivision.mostSteps),
      steps(toReach: PanelDivision.leastMultiplications, with: element * columns))
    panelRows = PanelDivision.step * steps
    self.rows = rows
    self.inner = inner
    guard rows * inner >= PanelDivision.leastElements, count >= 4 else { return nil }
  }

  /// The number of panels.
  var count: Int { rows / panelRows }

  /// The elements of the largest panel.
  var largestCount: Int { rows(of: count - 1).count * inner }

  /// The rows of a panel.
  func rows(of panel: Int) -> Range<Int> {
    panel * panelRows..<(panel == count - 1 ? rows : (panel + 1) * panelRows)
  }
}
