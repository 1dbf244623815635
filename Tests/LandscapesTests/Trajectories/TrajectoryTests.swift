import Landscapes
import Testing

/// The part of a plane that shows a path.
struct TrajectoryTests {
  private func window(_ places: [(Double, Double)]) -> (
    x: ClosedRange<Double>, y: ClosedRange<Double>
  ) {
    Trajectory(
      steps: places.map { Trajectory.Step(x: $0.0, y: $0.1, distance: 0) }, record: nil
    ).window
  }

  @Test func itReachesAnEighthBeyondThePath() {
    // From 0 to 8 and from 0 to 6, with a quarter more: 10 and 7.5 wide.
    let window = window([(8, 6), (2, 3), (0, 0)])
    #expect(window.x == -1...9 && window.y == -0.75...6.75)
  }

  @Test func noSideIsShorterThanThreeFifthsOfTheOther() {
    let window = window([(8, 0), (0, 0)])
    #expect(window.x == -1...9 && window.y == -3...3)
  }

  @Test func itsEndsHaveThreeDigits() {
    let window = window([(1.23456, 0.5), (0, 0)])
    #expect(window.x == -0.155...1.39)
  }

  @Test func aPathThatDoesNotMoveHasTheUsualWindow() {
    #expect(window([]) == (-1...1, -1...1))
    #expect(window([(0, 0), (0, 0)]) == (-1...1, -1...1))
  }

  /// What files may hold; a fuzzed one ended the program.
  @Test(arguments: [
    Double.leastNonzeroMagnitude, 0x1p-1030, 1e-306, 1e-300, 1e-30, 1e30, 1e299, 1e300, 1e308,
    .greatestFiniteMagnitude,
  ])
  func anyFiniteCoordinatesHaveAWindow(_ size: Double) {
    let paths: [[(Double, Double)]] = [
      [(size, 0)], [(size, size)], [(-size, size)], [(0, -size), (size, 1)],
      [(size, 1), (size, 2)],
      [(size, size), (size * 0.999999999999, size)],
    ]
    for places in paths {
      let window = window(places)
      for side in [window.x, window.y] {
        #expect(side.lowerBound < side.upperBound, "\(places)")
        #expect(side.lowerBound.isFinite && side.upperBound.isFinite, "\(places)")
      }
      guard size < 1e300 else { continue }
      for (x, y) in places {
        #expect(window.x.contains(x) && window.y.contains(y), "\(places)")
      }
    }
  }
}
