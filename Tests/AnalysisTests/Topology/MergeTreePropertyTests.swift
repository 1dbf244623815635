import Analysis
import Grids
import Testing

private func sortedDiagram(_ field: ScalarField) -> [[Double]] {
  MergeTree(sublevelSetsOf: field).diagram.map { [$0.birth, $0.death] }
    .sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
}

struct MergeTreePropertyTests {
  @Test(arguments: 0..<60 as Range<UInt64>, [nil, 3, 10])
  func diagramDoesNotDependOnTheSideOneLooksFrom(seed: UInt64, levels: Int?) {
    let field = randomField(seed: seed, levels: levels, walls: 0.1)
    #expect(sortedDiagram(field.transposed) == sortedDiagram(field))
    #expect(sortedDiagram(field.reflected) == sortedDiagram(field))
  }

  @Test(arguments: 0..<60 as Range<UInt64>, [nil, 3, 10])
  func risingTransformationMovesLevelsAndNothingElse(seed: UInt64, levels: Int?) {
    let field = randomField(seed: seed, levels: levels, walls: 0.1)
    // Exact in floating point and strictly rising.
    let rise: (Double) -> Double = { $0 < 0 ? 2 * $0 : 8 * $0 }
    let (plain, risen) = (
      MergeTree(sublevelSetsOf: field), MergeTree(sublevelSetsOf: field.map(rise))
    )
    #expect(risen.drainage == plain.drainage)
    #expect(risen.branches.map(\.minimum) == plain.branches.map(\.minimum))
    #expect(risen.branches.map(\.merge) == plain.branches.map(\.merge))
    #expect(risen.branches.map(\.death) == plain.branches.map { rise($0.death) })
  }

  /// Cohen-Steiner, Edelsbrunner & Harer, "Stability of persistence diagrams", 2007: a change of
  /// at most ε moves every point of the diagram by at most ε, so persistence by at most 2ε.
  @Test(arguments: 0..<60 as Range<UInt64>, [0.001, 0.05, 0.3])
  func smallNoiseCannotMakeHighBarriers(seed: UInt64, epsilon: Double) {
    let field = randomField(seed: seed)
    var generator = SeededGenerator(seed: seed &+ 1000)
    let noisy = field.map { $0 + Double.random(in: -epsilon...epsilon, using: &generator) }
    func count(_ field: ScalarField, above threshold: Double) -> Int {
      MergeTree(sublevelSetsOf: field).branches.count { $0.persistence > threshold }
    }
    let slack = 1e-12
    for threshold in stride(from: 0, through: 2, by: 0.1) {
      #expect(
        count(noisy, above: threshold + 2 * epsilon + slack) <= count(field, above: threshold))
      #expect(
        count(field, above: threshold + 2 * epsilon + slack) <= count(noisy, above: threshold))
    }
  }
}
