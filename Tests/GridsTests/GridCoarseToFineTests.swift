import Grids
import Testing

@Suite("Points coarse to fine")
struct GridCoarseToFineTests {
  /// Grids of all shapes: one point, lines, even and odd sizes, far from square.
  static let sizes =
    (1...12).flatMap { columns in (1...12).map { (columns, $0) } }
    + [(51, 51), (51, 31), (1, 100), (64, 65), (33, 2), (200, 3)]

  private func grid(_ columns: Int, _ rows: Int) throws -> Grid {
    try #require(
      Grid(
        xs: Grid.axis(from: -1, to: 1, count: columns),
        ys: Grid.axis(from: -1, to: 1, count: rows)))
  }

  @Test("every point comes once, the middle first", arguments: sizes)
  func isAPermutation(columns: Int, rows: Int) throws {
    let grid = try grid(columns, rows)
    let order = grid.coarseToFine
    #expect(order.sorted() == Array(0..<grid.count))
    #expect(order.first == grid.index(column: (columns - 1) / 2, row: (rows - 1) / 2))
  }

  @Test("small orders are those made by hand")
  func byHand() throws {
    #expect(try grid(1, 1).coarseToFine == [0])
    // Strides 2 and 1 around column 2.
    #expect(try grid(5, 1).coarseToFine == [2, 0, 4, 1, 3])
    #expect(try grid(3, 3).coarseToFine == [4, 0, 1, 2, 3, 5, 6, 7, 8])
    #expect(try grid(4, 1).coarseToFine == [1, 3, 0, 2])
    // Stride 2 has columns 0, 2, 4 of the middle row only; stride 1 the rest.
    #expect(try grid(5, 3).coarseToFine == [7, 5, 9, 0, 1, 2, 3, 4, 6, 8, 10, 11, 12, 13, 14])
  }

  @Test(
    "a point never comes after one that only a finer grid has", arguments: sizes)
  func coarserGridsComeFirst(columns: Int, rows: Int) throws {
    let grid = try grid(columns, rows)
    let (middleColumn, middleRow) = ((columns - 1) / 2, (rows - 1) / 2)
    /// The largest power of two that divides both distances from the middle, slowly.
    func stride(_ point: Int) -> Int {
      let distances = [grid.column(of: point) - middleColumn, grid.row(of: point) - middleRow]
      var stride = 1
      while stride < 1024, distances.allSatisfy({ $0 % (2 * stride) == 0 }) { stride *= 2 }
      return stride
    }
    let strides = grid.coarseToFine.map(stride)
    #expect(zip(strides, strides.dropFirst()).allSatisfy(>=))
  }
}
