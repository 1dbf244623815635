import Testing

/// The comparison itself fails where it should.
struct VectorsTests {
  @Test func distancesAreRelativeToTheSecond() {
    #expect(relativeDistance([3.0, 4.0], [3.0, 4.0]) == 0)
    #expect(relativeDistance([3.0, 4.5], [3.0, 4.0]) == 0.1)
    #expect(relativeDistance([0.0], [0.0]) == 0)
    #expect(relativeDistance([1.0], [0.0]) == .infinity)
  }

  @Test func whatCannotBeComparedIsInfinitelyFar() {
    #expect(relativeDistance([1.0], [1.0, 2.0]) == .infinity)
    #expect(relativeDistance([1.0, .nan], [1.0, 2.0]) == .infinity)
    #expect(relativeDistance([1.0, 2.0], [1.0, .nan]) == .infinity)
  }
}
