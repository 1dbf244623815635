import Figures
import Testing

@Suite struct LanesTests {
  private func lanes(_ length: Double, _ lanes: [Lanes.Lane]) -> Lanes {
    Lanes(length: length, head: 10, foot: 20, gap: 5, lanes: lanes)
  }

  @Test func coresDivideWhatIsLeftByTheirWeights() {
    let lanes = lanes(
      1000,
      [
        .init(before: 30, weight: 3, after: 15), .init(before: 7, weight: 1, after: 8),
      ])
    // 1000 − 10 − 20 − 5 − 30 − 15 − 7 − 8
    #expect(lanes.room == 905)
    #expect(lanes.core(0) == 678.75 && lanes.core(1) == 226.25)
    #expect(lanes.start(0) == 40 && lanes.end(0) == 718.75)
    #expect(lanes.start(1) == 745.75)
    #expect(lanes.end(1) == 972)
    #expect(lanes.core(of: 0..<2) == 932)
  }

  @Test func whatLimitedCoresLeaveLiesAtBothEnds() {
    var lanes = lanes(1000, [.init(), .init(before: 5)])
    let last = lanes.end(1)
    lanes.lanes[0].most = 100
    lanes.lanes[1].most = 60
    #expect(lanes.spare == 800)
    #expect(lanes.start(0) == 410)
    #expect(lanes.end(1) == 580)
    #expect(lanes.start(1) - lanes.end(0) == 10, "lanes do not move apart")
    lanes.lanes[0].most = .infinity
    lanes.lanes[1].most = .infinity
    #expect(lanes.spare == 0 && lanes.end(1) == last)
  }

  @Test func withoutRoomCoresKeepAPixel() {
    let lanes = lanes(40, [.init(before: 30), .init()])
    #expect(lanes.room < 0 && lanes.share(0) < 0)
    #expect(lanes.core(0) == 1 && lanes.spare == 0)
  }
}
