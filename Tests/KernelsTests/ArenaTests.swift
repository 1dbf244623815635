import Kernels
import Testing

struct ArenaTests {
  @Test func layoutsReserveAlignedRangesThatDoNotOverlap() {
    var layout = ArenaLayout()
    let ranges = [5, 16, 0, 17, 1].map { layout.reserve($0) }
    #expect(ranges == [0..<5, 16..<32, 32..<32, 32..<49, 64..<65])
    #expect(layout.count == 80)
    #expect([0, 1, 15, 16, 17].map(ArenaLayout.aligned) == [0, 16, 16, 16, 32])
  }

  @Test func anArenaBeginsAsZeros() {
    #expect(Arena<Double>(count: 100).all.elements == Array(repeating: 0, count: 100))
    #expect(Arena<Float>(count: 0).all.elements.isEmpty)
  }

  @Test func regionsShareTheirArena() {
    let arena = Arena<Float>(count: 6)
    arena.all.assign([0, 1, 2, 3, 4, 5])
    let part = arena[1..<5]
    #expect(part.count == 4 && part[0] == 1 && part[1..<3].elements == [2, 3])
    part[1..<3].fill(7)
    part[3] = 9
    #expect(arena.all.elements == [0, 1, 7, 7, 9, 5])
    part.assign(arena[0..<4])
    #expect(arena.all.elements == [0, 0, 1, 7, 7, 5])
  }

  @Test func anArenaOutlivesItsNameThroughItsRegions() {
    func make() -> Region<Float> {
      let arena = Arena<Float>(count: 3)
      arena.all.assign([1, 2, 3])
      return arena[1..<3]
    }
    #expect(make().elements == [2, 3])
  }

  @Test func regionsBeyondTheArenaAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = Arena<Float>(count: 4)[2..<5] }
    await #expect(processExitsWith: .failure) { _ = Arena<Float>(count: 4)[1..<4][0..<4] }
  }

  @Test func elementsBeyondTheRegionAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = Arena<Float>(count: 8)[0..<4][4] }
    await #expect(processExitsWith: .failure) { Arena<Float>(count: 8)[0..<4][-1] = 0 }
    await #expect(processExitsWith: .failure) { Arena<Float>(count: 8)[0..<4].assign([1, 2, 3]) }
  }
}
