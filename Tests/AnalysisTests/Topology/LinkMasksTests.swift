import Analysis
import Grids
import Testing

struct LinkMasksTests {
  /// The mask of each point of the field, without the ring.
  private func masks(_ field: ScalarField) -> [UInt8] {
    let links = LinkMasks(field, .eight)
    return (0..<field.grid.count).map {
      links.masks[
        (field.grid.row(of: $0) + 1) * links.width + field.grid.column(of: $0) + 1]
    }
  }

  /// The same, from the definition.
  private func expected(_ field: ScalarField) -> [UInt8] {
    let values = field.values.map { $0.isFinite ? $0 : .infinity }
    let steps = [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)]
    return values.indices.map { index in
      let (column, row) = (field.grid.column(of: index), field.grid.row(of: index))
      return steps.enumerated().reduce(0) { mask, step in
        let (x, y) = (column + step.element.0, row + step.element.1)
        guard (0..<field.grid.columns).contains(x), (0..<field.grid.rows).contains(y) else {
          return mask
        }
        let other = y * field.grid.columns + x
        let isLower = (values[other], other) < (values[index], index)
        return isLower ? mask | 1 << UInt8(step.offset) : mask
      }
    }
  }

  @Test func tellWhichNeighboursAreLower() {
    for seed in 0..<40 as Range<UInt64> {
      let field = randomField(
        seed: seed, levels: seed % 2 == 0 ? nil : 3, walls: seed % 3 == 0 ? 0.2 : 0)
      #expect(masks(field) == expected(field), "seed \(seed)")
    }
  }

  @Test(arguments: [(1, 1), (1, 7), (7, 1), (2, 2), (2, 9), (3, 3), (301, 67)])
  func fieldsOfAnyShape(columns: Int, rows: Int) {
    var generator = SeededGenerator(seed: UInt64(columns * 1000 + rows))
    let grid = unitGrid(columns: columns, rows: rows)
    let field = ScalarField(
      grid: grid, values: (0..<grid.count).map { _ in .random(in: 0...1, using: &generator) })
    #expect(masks(field) == expected(field))
  }

  @Test func criticalPointsAreTheExtremesAndTheSaddles() {
    // Two minima with a pass between them, and a hill that the border does not touch.
    let field = field([
      [5, 5, 5, 5, 6],
      [5, 0, 3, 1, 6],
      [5, 5, 5, 5, 6],
      [5, 4, 9, 4, 6],
      [5, 4, 4, 4, 6],
    ])
    let links = LinkMasks(field, .eight)
    func place(_ column: Int, _ row: Int) -> Int32 { Int32((row + 1) * links.width + column + 1) }
    #expect(links.points.minima.prefix(2) == [place(1, 1), place(3, 1)])
    #expect(links.points.maxima == [place(2, 3)])
    #expect(links.points.saddles.contains(place(2, 1)))
    #expect(!links.points.saddles.contains(place(2, 3)))
  }

  @Test func wallsAreNoMinima() {
    let walls = field([[.nan, .nan], [.infinity, .nan]])
    #expect(LinkMasks(walls, .eight).points.minima.isEmpty)
    #expect(LinkMasks(walls, .four).points.minima.isEmpty)
  }

  @Test func withFourNeighboursCornersDoNotCount() {
    let diagonal = field([[0, 9, 9], [9, 1, 9], [9, 9, 2]])
    #expect(LinkMasks(diagonal, .eight).points.minima.count == 1)
    #expect(LinkMasks(diagonal, .four).points.minima.count == 3)
  }
}
