import Kernels
import Testing

/// The comparisons themselves: each fails where it should.
struct NumbersTests {
  @Test func sameTellsNumbersApart() {
    #expect(same([1, .nan, 0] as [Float], [1, .nan, -0.0]))
    #expect(!same([1, 2] as [Float], [1, 2.0000002]))
    #expect(!same([1, .nan] as [Float], [1, 2]))
    #expect(!same([1, 2] as [Float], [1, .nan]))
    #expect(!same([1] as [Float], [1, 2]))
  }

  @Test func largestErrorSeesEveryElement() {
    #expect(largestError([1, 200] as [Double], [1, 200]) == 0)
    #expect(largestError([1, 202] as [Double], [1, 200]) == 0.01)
    #expect(largestError([0.5, 1] as [Double], [0, 1]) == 0.5)
    #expect(largestError([1, .nan] as [Double], [1, 1]) == .infinity)
    #expect(largestError([1] as [Double], [1, 1]) == .infinity)
  }

  @Test func aGuardSeesWritingsOnBothSides() {
    let guarded = Guarded<Float>([1, 2, 3], offset: 5)
    #expect(guarded.isIntact && guarded.elements == [1, 2, 3])
    guarded.region[1] = 7
    #expect(guarded.isIntact && guarded.elements == [1, 7, 3])
  }

  @Test(arguments: [20, 24]) func aGuardIsBroken(byWritingAt place: Int) {
    let guarded = Guarded<Float>([1, 2, 3], offset: 5)
    guarded.neighbour(at: place).fill(0)
    #expect(!guarded.isIntact)
  }
}
