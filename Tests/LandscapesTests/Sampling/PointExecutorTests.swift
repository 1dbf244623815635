import Datasets
import Failures
import FolderTestSupport
import Grids
import Kernels
import Landscapes
import RunTestSupport
import Runs
import Synchronization
import Testing

@Suite("Executors of points")
struct PointExecutorTests {
  /// A bowl, evaluated two points at a time of which the second answers first, as processes may; it gives
  /// up at a point.
  private struct Bowl: PointExecutor {
    struct HasEnded: Error {}

    var lastPoint = Int.max

    static func loss(_ point: PlanePoint) -> Double {
      point.x * point.x + 2 * point.y * point.y
    }

    func evaluate(
      _ points: [PlanePoint], while condition: @Sendable () -> Bool,
      onValue: @Sendable (_ index: Int, PointValue) -> Void
    ) throws {
      for first in stride(from: 0, to: points.count, by: 2) {
        let pair = (first..<min(first + 2, points.count)).filter { _ in condition() }
        for index in pair.reversed() {
          if index > lastPoint { throw HasEnded() }
          onValue(index, PointValue(loss: Self.loss(points[index])))
        }
      }
    }
  }

  private func expectBowl(_ surface: LossSurface) {
    let grid = surface.grid
    for point in 0..<grid.count {
      let place = PlanePoint(x: grid.xs[grid.column(of: point)], y: grid.ys[grid.row(of: point)])
      #expect(surface.loss[point] == Bowl.loss(place))
      #expect(surface.accuracy[point].isNaN)
    }
  }

  @Test("whoever evaluates the points, the run is the same: file, progress, stop and resume")
  func anotherExecutor() throws {
    let folder = try TemporaryFolder()
    let run = SamplingRun(
      try Scenes.sampler(Scenes.grid(5, 4)).surface, output: folder.path("a.h5")
    ) { _ in Bowl() }
    let failure = #expect(throws: Failure.self) {
      try run.run(in: WatchedRun { $0.progress.count >= 6 }.context)
    }
    #expect(failure?.what == "stopped after 6 of 20 points; kept in \(run.output)")
    let watched = WatchedRun()
    let surface = try run.run(in: watched.context)
    expectBowl(surface)
    expectBowl(try LossSurface(path: run.output))
    #expect(watched.progress.map(\.done) == Array(7...20))
  }

  @Test("what was evaluated before an executor failed is kept")
  func failure() throws {
    let sampler = try Scenes.sampler(Scenes.grid(5, 4))
    let folder = try TemporaryFolder()
    let run = SamplingRun(sampler.surface, output: folder.path("a.h5")) { _ in
      Bowl(lastPoint: 7)
    }
    #expect(throws: Bowl.HasEnded.self) { try run.run(in: .threads(1)) }
    #expect(try run.pointsDone() == 8)
  }

  @Test("threads evaluate any points, with the bits of the surface that has them")
  func threads() throws {
    let sampler = try Scenes.sampler(Scenes.grid(5, 4))
    let surface = try Scenes.sampled(sampler)
    let points = (0..<20).map {
      PlanePoint(
        x: sampler.grid.xs[sampler.grid.column(of: $0)],
        y: sampler.grid.ys[sampler.grid.row(of: $0)])
    }
    for count in [1, 3] {
      let values = Mutex([PointValue?](repeating: nil, count: 20))
      ThreadExecutor(sampler, workers: Workers(count: count)).evaluate(points, while: { true }) {
        index, value in values.withLock { $0[index] = value }
      }
      for (index, value) in values.withLock({ $0 }).enumerated() {
        #expect(value?.loss.bitPattern == surface.loss[index].bitPattern)
        #expect(value?.accuracy == surface.accuracy[index])
      }
    }
  }
}
