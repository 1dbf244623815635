import Analysis
import Grids
import Testing

private func isNear(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  a.map { abs($0 - b) <= tolerance } ?? false
}

struct LineVariationTests {
  @Test(arguments: [20, 21, 51])
  func slopesRiseOnce(points: Int) {
    let variation = LineVariation(ScalarField(grid: squareGrid(points: points)) { 3 * $0 + 2 * $1 })
    #expect(variation.lines == 8)
    #expect(isNear(variation.mean, 1) && isNear(variation.deviation, 0))
    #expect(isNear(variation.index, 0))
  }

  @Test(arguments: [21, 51])
  func bowlsFallAndRise(points: Int) {
    let bowl = ScalarField(grid: squareGrid(points: points)) { $0 * $0 + 3 * $1 * $1 }
    #expect(isNear(LineVariation(bowl).mean, 2))
    #expect(isNear(LineVariation(bowl).index, 0))
  }

  @Test func wavesCountTwiceForEachOfThem() {
    // One row through the middle of 4 waves; down the columns nothing changes. A window of one row has
    // flat lines along y only, and lines along x that are shorter by their cosine.
    let waves = ScalarField(grid: squareGrid(points: 81)) { x, _ in
      // Eight straight flanks between −1 and 1, each from 0 to 1 or back.
      let phase = (x + 1) * 4
      let part = phase - Double(Int(phase))
      return Int(phase) % 2 == 0 ? part : 1 - part
    }
    let variation = LineVariation(waves)
    // T is the length of the line along x in flanks: 8, and 8·cos 22.5°, 8·cos 45°, 8·cos 67.5° twice
    // each, up to what bilinear interpolation takes off the tips; 0 along y.
    let lengths = [8, 7.391, 7.391, 5.657, 5.657, 3.061, 3.061, 0]
    #expect(isNear(variation.mean, lengths.reduce(0, +) / 8, 0.15))
    #expect((variation.index ?? 0) > 0.4)
  }

  @Test func flatFieldsHaveNoIndex() {
    let flat = LineVariation(ScalarField(grid: squareGrid(points: 9)) { _, _ in 4 })
    #expect(flat.lines == 8 && flat.mean == 0 && flat.deviation == 0 && flat.index == nil)
  }

  @Test func linesThatMeetAWallAreLeftOut() {
    func lines(wall column: Int, _ row: Int) -> Int {
      let grid = squareGrid(points: 21)
      let values = (0..<grid.count).map { index in
        index == grid.index(column: column, row: row) ? Double.nan : Double(index)
      }
      return LineVariation(ScalarField(grid: grid, values: values)).lines
    }
    #expect(lines(wall: 10, 10) == 0)
    #expect(lines(wall: 20, 10) == 7, "the line along x ends there")
    #expect(lines(wall: 0, 0) == 8, "no line reaches the corners")
  }

  @Test func aLineIsOneLine() {
    for line in [field([[0, 1, 0, 1, 0]]), field([[0], [1], [0], [1], [0]])] {
      #expect(LineVariation(line).lines == 1 && LineVariation(line).mean == 4)
    }
  }

  @Test func isTheSameFromEverySide() {
    for seed in 0..<60 as Range<UInt64> {
      let field = randomField(seed: seed, walls: seed % 3 == 0 ? 0.05 : 0)
      #expect(LineVariation(field.transposed) == LineVariation(field))
      #expect(LineVariation(field.reflected) == LineVariation(field))
    }
  }
}
