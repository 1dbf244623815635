import FigureTestSupport
import Figures
import Grids
import Testing

private let radius = 18.0
private let frame = PlotFrame(
  extent: PlotExtent(SampleSurfaces.grid(3), isCellwise: false),
  rectangle: Rectangle(x: 100, y: 50, width: 600, height: 600))

private func place(_ marks: [(Double, Double)]) -> MarkPlacement {
  MarkPlacement(
    marks.enumerated().map { MinimumMark(x: $1.0, y: $1.1, rank: $0 + 1) }, in: frame,
    radius: radius)
}

@Suite struct MarkPlacementTests {
  @Test func aLoneMarkStandsAtItsMinimum() {
    let placement = place([(0, 0.5)])
    #expect(placement.numbered.map(\.center) == [Point(x: 400, y: 200)])
    #expect(placement.numbered.map(\.anchor) == [Point(x: 400, y: 200)])
  }

  @Test func circlesKeepApartAndInside() {
    var marks = SampleSurfaces.marks
    for index in 0..<20 {
      marks.append(
        MinimumMark(x: 0.05 * Double(index % 5), y: 0.04 * Double(index / 5), rank: 20 + index))
    }
    let placement = MarkPlacement(marks, in: frame, radius: radius)
    #expect(placement.numbered.count > 15)
    let count = placement.numbered.count + placement.unnumbered.count + placement.dots.count
    #expect(count == marks.count, "none is lost")
    #expect(placement.dots.count == marks.count { $0.rank == nil }, "those alone do not count")
    for (index, a) in placement.numbered.enumerated() {
      #expect(
        frame.rectangle.contains(
          Rectangle(
            x: a.center.x - radius, y: a.center.y - radius, width: 2 * radius, height: 2 * radius)
        ))
      for b in placement.numbered[(index + 1)...] {
        let (dx, dy) = (a.center.x - b.center.x, a.center.y - b.center.y)
        #expect(dx * dx + dy * dy >= 4 * radius * radius, "\(a.rank) and \(b.rank)")
      }
    }
  }

  @Test func theDeepestKeepsItsPlace() {
    let placement = place([(0, 0), (0.01, 0), (0.02, 0)])
    #expect(placement.numbered.first?.center == Point(x: 400, y: 350))
    #expect(placement.numbered.dropFirst().allSatisfy { $0.center != $0.anchor })
  }

  @Test func aMarkInACornerIsMovedInside() {
    let mark = place([(1, 1)]).numbered.first
    #expect(mark?.anchor == Point(x: 700, y: 50))
    #expect(mark.map { $0.center.x < 700 - radius && $0.center.y > 50 + radius } == true)
  }

  @Test func marksOutsideThePlotAreNotDrawn() {
    let placement = place([(1.5, 0), (.nan, 0)])
    #expect(
      placement.numbered.isEmpty && placement.unnumbered.isEmpty && placement.dots.isEmpty)
  }

  @Test func withoutRoomTheRestHaveNoNumber() {
    let placement = place(Array(repeating: (0.0, 0.0), count: 80))
    #expect(!placement.unnumbered.isEmpty && placement.dots.isEmpty)
    #expect(placement.numbered.count + placement.unnumbered.count == 80)
  }
}
