import Archives
import Dispatch
import Failures
import FolderTestSupport
import Grids
import Landscapes
import Provenance
import RunTestSupport
import Runs
import Synchronization
import Testing

@Suite("A surface that several processes sample")
struct SurfaceSharesTests {
  private let folder: TemporaryFolder
  private let sampler: SurfaceSampler
  private let whole: LossSurface

  init() throws {
    folder = try TemporaryFolder()
    sampler = try Scenes.sampler(Scenes.grid(5, 4))
    whole = try Scenes.sampled(sampler)
  }

  private var output: String { folder.path("a.h5") }
  private var run: SamplingRun { SamplingRun(sampler, output: output) }

  /// Runs a share until so many of its points are done.
  private func interrupt(_ share: Share, after points: Int) throws {
    #expect(throws: Failure.self) {
      try run.run(in: WatchedRun(share: share) { $0.progress.count >= points }.context)
    }
  }

  private func expectJoined() throws {
    #expect(try folder.contents == ["a.h5"])
    let read = try LossSurface(path: output)
    #expect(sameNumbers(read, whole))
    #expect(read.manifest == sampler.manifest)
  }

  @Test(arguments: [2, 3, 7, 20, 23], [0, 1])
  func theLastToFinishJoins(count: Int, order: Int) throws {
    let shares = (0..<count).map { Share($0, of: count) }
    for share in order == 0 ? shares : shares.reversed() {
      _ = try run.run(in: .threads(1, share: share))
    }
    try expectJoined()
    let sessions = try LossSurface(path: output).sessions
    #expect(sessions.compactMap { $0["points"]?.int }.reduce(0, +) == 20)
  }

  @Test func aPartHoldsTheShareOfTheCoarseToFineOrderAndNothingElse() throws {
    for index in [2, 0] {
      let share = Share(index, of: 3)
      _ = try run.run(in: .threads(2, share: share))
      let part = try LossSurface(path: PartFile(share, of: output).path)
      let points = part.loss.isComputed.indices.filter { part.loss.isComputed[$0] }
      #expect(points == share.of(sampler.grid.coarseToFine).sorted())
    }
    #expect(try folder.contents == ["a.h5.part-0-of-3", "a.h5.part-2-of-3"])
  }

  @Test(arguments: 0..<4)
  func atTheSameTime(round: Int) throws {
    let failures = Mutex<[any Error]>([])
    let run = run
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      do {
        _ = try run.run(in: .threads(1, share: Share(index, of: 4)))
      } catch { failures.withLock { $0.append(error) } }
    }
    #expect(failures.withLock { $0.isEmpty })
    try expectJoined()
  }

  @Test func fewerAndMoreProcessesTakeUpEveryPart() throws {
    try interrupt(Share(0, of: 3), after: 2)
    try interrupt(Share(2, of: 3), after: 5)
    // In one process: what it has goes to the file of the surface.
    #expect(throws: Failure.self) {
      try run.run(in: WatchedRun { $0.progress.count >= 3 }.context)
    }
    #expect(try run.pointsDone() == 10)
    let counted = Mutex(0)
    for index in 0..<5 {
      let watched = WatchedRun(share: Share(index, of: 5))
      _ = try run.run(in: watched.context)
      counted.withLock { $0 += watched.progress.count }
    }
    #expect(counted.withLock { $0 } == 10, "no point is computed twice")
    try expectJoined()
  }

  @Test func oneProcessFinishesWhatSeveralHaveBegun() throws {
    try interrupt(Share(0, of: 2), after: 3)
    try interrupt(Share(1, of: 2), after: 4)
    let watched = WatchedRun()
    #expect(try run.run(in: watched.context).isComplete)
    #expect(watched.progress.count == 13)
    try expectJoined()
  }

  @Test func joinedEarlyItIsACoarserSurface() throws {
    try interrupt(Share(0, of: 3), after: 2)
    _ = try run.run(in: .threads(1, share: Share(1, of: 3)))
    let joined = try SurfaceParts(of: output).join()
    #expect(joined.parts == 2 && joined.surface.computedCount == 9)
    #expect(joined.unfinished.map(\.share) == [Share(0, of: 3), Share(2, of: 3)])
    #expect(joined.unfinished.map(\.done) == [2, 0] && joined.unfinished.map(\.total) == [7, 6])
    #expect(joined.unfinished.map(\.hasFile) == [true, false])
    #expect(try folder.contents.count == 3, "the parts stay")
    #expect(try LossSurface(path: output).computedCount == 9)
    _ = try run.run(in: .threads(1, share: Share(0, of: 3)))
    _ = try run.run(in: .threads(1, share: Share(2, of: 3)))
    try expectJoined()
  }

  @Test func withoutPartsThereIsNothingToJoin() throws {
    let failure = #expect(throws: Failure.self) { try SurfaceParts(of: output).join() }
    #expect(failure?.code == .missing)
  }

  /// Writes a part with another manifest.
  private func writePart(_ share: Share, changing key: String, to value: JSONValue) throws {
    var json = sampler.manifest.json
    json[key] = value
    let description = SurfaceDescription(
      grid: sampler.grid, split: sampler.split, manifest: Manifest(json: json))
    // Elsewhere: beside parts of this surface it would be refused.
    let other = try TemporaryFolder()
    _ = try SamplingRun(description, output: other.path("a.h5")) { [sampler] in
      ThreadExecutor(sampler, workers: $0)
    }.run(in: .threads(1, share: share))
    let name = "a.h5.part-\(share.index)-of-\(share.count)"
    _ = try folder.write(try other.bytes(name), to: name)
  }

  @Test(arguments: [
    ("basin", "9.9.9", "another version of Basin"),
    ("openblas_core", "Abacus", "another type of core"),
    ("precision", "reference", "another surface"),
  ])
  func partsThatDoNotBelong(key: String, value: String, words: String) throws {
    _ = try run.run(in: .threads(1, share: Share(0, of: 2)))
    try writePart(Share(1, of: 2), changing: key, to: .string(value))
    let failure = #expect(throws: Failure.self) { try SurfaceParts(of: output).join() }
    #expect(failure?.code == .data && failure?.place?.path == output + ".part-1-of-2")
    #expect(failure?.what.contains(words) == true && failure?.remedy != nil)
    #expect(try folder.contents.count == 2, "nothing is written, nothing is removed")
  }

  @Test func partsOfOtherCoresAreJoinedWhenThatIsAskedFor() throws {
    try writePart(Share(1, of: 2), changing: "openblas_core", to: "Abacus")
    // Here they are neither taken nor in the way.
    let failure = #expect(throws: Failure.self) {
      try run.run(in: .threads(1, share: Share(0, of: 2)))
    }
    #expect(failure?.what.contains("another type of core") == true)
    let joined = try SurfaceParts(of: output).join(acrossCores: true)
    #expect(sameNumbers(joined.surface, whole))
    let cores = try LossSurface(path: output).manifest?.json["openblas_core"]?.string
    #expect(cores?.contains("Abacus") == true && cores?.contains(", ") == true)
    #expect(try folder.contents == ["a.h5"])
  }

  @Test func partsThatDisagreeAreRefused() throws {
    _ = try run.run(in: .threads(1, share: Share(0, of: 2)))
    let other = try TemporaryFolder()
    _ = try SamplingRun(sampler.surface, output: other.path("a.h5")) { _ in Level() }
      .run(in: .threads(1, share: Share(0, of: 3)))
    _ = try folder.write(try other.bytes("a.h5.part-0-of-3"), to: "a.h5.part-0-of-3")
    let failure = #expect(throws: Failure.self) { try SurfaceParts(of: output).join() }
    #expect(failure?.code == .data && failure?.what.contains("0.5 at (") == true)
  }

  @Test func aDamagedPartIsNamed() throws {
    _ = try run.run(in: .threads(1, share: Share(0, of: 2)))
    _ = try folder.write("damaged", to: "a.h5.part-1-of-2")
    let failure = #expect(throws: Failure.self) { try SurfaceParts(of: output).join() }
    #expect(failure?.code == .data && failure?.place?.path == output + ".part-1-of-2")
    #expect(failure?.remedy?.description.contains("Remove this part") == true)
  }

  @Test func leftoversOfKilledProcessesGoWithTheParts() throws {
    _ = try folder.write("", to: ".a.h5.part-1-of-2.12-34.partial")
    _ = try folder.write("", to: "a.h5.part-0-of-2.lock")
    for index in 0..<2 { _ = try run.run(in: .threads(1, share: Share(index, of: 2))) }
    try expectJoined()
  }

  @Test func whoJoinsWaitsForTheLock() throws {
    _ = try run.run(in: .threads(1, share: Share(0, of: 2)))
    let lock = Mutex<FileLock?>(try FileLock(for: output))
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) { lock.withLock { $0 = nil } }
    _ = try run.run(in: .threads(1, share: Share(1, of: 2)))
    #expect(lock.withLock { $0 == nil })
    try expectJoined()
  }

  @Test func theFirstShowsTheWholeTheOthersTheirShare() throws {
    _ = try run.run(in: .threads(1, share: Share(1, of: 2)))
    let watched = WatchedRun(share: Share(0, of: 2))
    _ = try run.run(in: watched.context)
    #expect(watched.progress.allSatisfy { $0.total == 20 && $0.done >= 11 })
    #expect(watched.progress.first?.followsKnown == true)
  }
}

/// A loss of one half everywhere.
private struct Level: PointExecutor {
  func evaluate(
    _ points: [PlanePoint], while condition: @Sendable () -> Bool,
    onValue: @Sendable (_ index: Int, PointValue) -> Void
  ) {
    for index in points.indices { onValue(index, PointValue(loss: 0.5)) }
  }
}
