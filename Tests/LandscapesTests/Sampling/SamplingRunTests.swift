import Archives
import Datasets
import Failures
import FolderTestSupport
import Grids
import Kernels
import Landscapes
import Provenance
import RunTestSupport
import Runs
import Synchronization
import Tensors
import Testing

struct SamplingRunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ sampler: SurfaceSampler, _ name: String = "a.h5") -> SamplingRun {
    SamplingRun(sampler, output: folder.path(name))
  }

  /// Runs until a number of points are done in this session.
  private func interrupt(_ run: SamplingRun, after points: Int) throws {
    _ = try run.run(in: WatchedRun { $0.progress.count >= points }.context)
  }

  @Test func aFinishedRunLeavesTheSurface() throws {
    let sampler = try Scenes.sampler(Scenes.grid(4, 3))
    let run = run(sampler)
    let watched = WatchedRun()
    let surface = try run.run(in: watched.context)
    #expect(watched.progress.map { [$0.done, $0.total] } == (1...12).map { [$0, 12] })
    let read = try LossSurface(path: run.output)
    #expect(sameNumbers(read, surface))
    #expect(sameNumbers(surface, try Scenes.sampled(sampler)))
    #expect(read.manifest == sampler.manifest)
    #expect(read.sessions.count == 1 && read.sessions == surface.sessions)
    #expect(read.sessions[0]["points"]?.int == 12 && read.sessions[0]["threads"]?.int == 1)
    #expect(try folder.contents == ["a.h5"])
  }

  @Test(arguments: [[0], [1], [4], [11], [3, 3, 3]])
  func anInterruptedRunEndsInTheSameNumbers(pauses: [Int]) throws {
    let sampler = try Scenes.sampler(Scenes.grid(4, 3), network: Scenes.resnet())
    let whole = try run(sampler, "whole.h5").run(in: .threads(2))
    let paused = run(sampler, "paused.h5")
    var done = 0
    for pause in pauses {
      done += pause
      #expect(
        throws: Failure(
          .interrupted, "stopped after \(done) of 12 points; kept in \(paused.output)",
          remedy: "Run the same command again to resume.")
      ) { try interrupt(paused, after: pause) }
      #expect(try paused.pointsDone() == done)
    }
    _ = try paused.run(in: .threads(2))
    let read = try LossSurface(path: paused.output)
    #expect(sameNumbers(read, whole))
    #expect(sameNumbers(read, try LossSurface(path: folder.path("whole.h5"))))
    #expect(read.sessions.map { $0["points"]?.int } == pauses + [12 - done])
  }

  @Test func aFinishedRunIsNotDoneAgain() throws {
    let run = run(try Scenes.sampler(Scenes.grid(2, 2)))
    _ = try run.run(in: .threads(1))
    let before = try folder.bytes("a.h5")
    let watched = WatchedRun()
    let surface = try run.run(in: watched.context)
    #expect(surface.isComplete && watched.questions == 0 && watched.events.isEmpty)
    #expect(try folder.bytes("a.h5") == before)
  }

  /// What a run is continued with, and the first difference that is named.
  private static let others: [(String, @Sendable () throws -> SurfaceSampler)] = [
    ("data.digest", { try Scenes.sampler(Scenes.grid(4, 3), data: 2) }),
    ("data.split", { try Scenes.sampler(Scenes.grid(4, 3), split: .test) }),
    (
      "directions.digest",
      { try Scenes.sampler(Scenes.grid(4, 3), plane: RandomDirections(seed: 2)) }
    ),
    ("weights.digest", { try Scenes.sampler(Scenes.grid(4, 3), weights: 2) }),
    ("grid.x[0]", { try Scenes.sampler(Scenes.grid(4, 3, span: 2)) }),
    ("grid.y", { try Scenes.sampler(Scenes.grid(4, 4)) }),
  ]

  @Test(arguments: others.indices)
  func aRunIsNotContinuedWithOtherSettings(index: Int) throws {
    let (difference, other) = Self.others[index]
    let first = run(try Scenes.sampler(Scenes.grid(4, 3)))
    #expect(throws: Failure.self) { try interrupt(first, after: 5) }
    let before = try folder.bytes("a.h5")
    do {
      _ = try run(try other()).run(in: .threads(1))
      Issue.record("a surface of another \(difference) was continued")
    } catch let failure as Failure {
      #expect(failure.code == .data && failure.place?.description == first.output)
      #expect(
        failure.what.hasPrefix("belongs to a surface with other settings (")
          && failure.what.contains("): \(difference): "),
        "\(failure)")
    }
    #expect(try folder.bytes("a.h5") == before)
  }

  @Test func surfacesOfOtherProgramsAreNotContinued() throws {
    let run = run(try Scenes.sampler(Scenes.grid(2, 2)), "li.h5")
    let bytes = try InputFile.bytes(at: Scenes.fixture("li-surface"))
    _ = try folder.write(bytes, to: "li.h5")
    #expect(
      throws: Failure(
        .output, "exists already and was made by another program", at: run.output,
        remedy: "Choose another name, or replace it with \(setting: "overwrite").")
    ) { try run.run(in: .threads(1)) }
    #expect(try folder.bytes("li.h5") == bytes)
  }

  @Test func aFileWhoseCoordinatesWereChangedIsRefused() throws {
    let sampler = try Scenes.sampler(Scenes.grid(2, 2))
    let run = run(sampler)
    try LossSurface(grid: Scenes.grid(2, 2, span: 3), split: .train, manifest: sampler.manifest)
      .write(to: run.output)
    #expect(
      throws: Failure(
        .data, "has coordinates or datasets that differ from its manifest", at: run.output,
        remedy: "It was changed after it was written: start over with \(setting: "overwrite").")
    ) { try run.run(in: .threads(1)) }
  }

  @Test func twoRunsDoNotShareAnOutput() throws {
    let run = run(try Scenes.sampler(Scenes.grid(2, 2)))
    let lock = try FileLock(for: run.output)
    #expect(
      throws: Failure(
        .output, "is locked by another run", at: run.output,
        remedy: "Wait until that run ends, or choose another output.")
    ) { try run.run(in: .threads(1)) }
    extendLifetime(lock)
  }
}
