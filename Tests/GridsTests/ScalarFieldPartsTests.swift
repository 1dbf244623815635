import Grids
import Testing

@Suite("The readable part of an incomplete field")
struct ScalarFieldPartsTests {
  /// A field of which the first `known` points of the order coarse to fine have been evaluated; a
  /// value is its point's index.
  private func field(_ columns: Int, _ rows: Int, known: Int) throws -> ScalarField {
    let grid = try #require(
      Grid(
        xs: Grid.axis(from: -1, to: 1, count: columns),
        ys: Grid.axis(from: -1, to: 1, count: rows)))
    var isComputed = Array(repeating: false, count: grid.count)
    for point in grid.coarseToFine.prefix(known) { isComputed[point] = true }
    return ScalarField(
      grid: grid, values: (0..<grid.count).map(Double.init), isComputed: isComputed)
  }

  @Test("a complete field is its own readable part")
  func complete() throws {
    let field = try field(9, 7, known: 63)
    #expect(field.isComplete && field.readablePart == field && field.finestCompletePart == field)
  }

  @Test("one gap does no harm: the field stays whole")
  func oneGap() throws {
    let field = try field(9, 9, known: 80)
    #expect(!field.isComplete)
    let part = field.readablePart
    #expect(part.grid == field.grid && part.isComputed == field.isComputed)
  }

  @Test("between two spacings the coarser one is read, with its own coordinates and values")
  func halfway() throws {
    // Stride 4 has 3 × 3 points, stride 2 has 5 × 5.
    let lattice: [Double] = [0, 2, 4, 6, 8]
    let values: [Double] = lattice.flatMap { row in lattice.map { row * 9 + $0 } }
    for known in 25...40 {
      let part = try field(9, 9, known: known).readablePart
      #expect(part.isComplete)
      #expect(part.grid.xs == [-1, -0.5, 0, 0.5, 1] && part.grid.ys == part.grid.xs)
      #expect(part.values == values)
    }
    #expect(try field(9, 9, known: 24).readablePart.grid.count == 9)
  }

  @Test(
    "a coarser grid grows with what is known and never holds a missing point",
    arguments: [
      (51, 51), (51, 31), (20, 7), (64, 1),
    ])
  func growth(columns: Int, rows: Int) throws {
    var largest = 0
    for known in stride(from: 1, through: columns * rows, by: 7) {
      guard let part = try field(columns, rows, known: known).finestCompletePart else { continue }
      #expect(part.isComplete && part.grid.count <= known && part.grid.count >= largest)
      #expect(part.finiteRange != nil && !part.values.contains(where: \.isNaN))
      largest = part.grid.count
    }
    #expect(largest * 5 >= columns * rows)
  }

  @Test("where no coarser grid is complete the field stays as it is")
  func nothingComplete() throws {
    let field = try field(9, 9, known: 2)
    #expect(field.finestCompletePart == nil && field.readablePart.grid == field.grid)
    let nothing = try self.field(9, 9, known: 0)
    #expect(nothing.readablePart.grid == nothing.grid)
  }
}
