import Analysis
import Archives
import Datasets
import Failures
import FolderTestSupport
import Grids
import Kernels
import Landscapes
import Networks
import Provenance
import RunTestSupport
import Runs
import Studies
import Testing

@Suite("A second look at a surface by several processes")
struct SharedConfirmationTests {
  private let folder: TemporaryFolder
  private let checkpoint: Checkpoint
  private let dataset: Dataset
  private let surface: LossSurface
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("surface.h5")
    // Deep, with ReLU and without shortcuts: several minima, and kinks.
    let scene = try SpiralScene(
      MLP(sizes: [2, 16, 16, 16, 16, 16, 2], activation: .relu), plain: true, samples: 60, seed: 3)
    (dataset, checkpoint) = (scene.dataset, scene.checkpoint)
    surface = try scene.surface(halfWidth: 4, points: 17, path: path)
  }

  private func look(_ share: Share = .whole) throws -> SurfaceConfirmation {
    try SurfaceConfirmation(
      surface, path: path, checkpoint: checkpoint, dataset: dataset, workers: Workers(count: 2),
      share: share)
  }

  private func analysis(threshold: Double = 1e-4) -> MinimaAnalysis {
    MinimaAnalysis(of: surface.loss, quantity: surface.quantity, threshold: threshold)
  }

  /// One process: its answer, where it is the one to give it; how often it asked whether to go on.
  private func process(
    _ share: Share, _ analysis: MinimaAnalysis, stopAfter most: Int = .max
  ) throws -> (answer: MinimaConfirmation?, questions: [Int]) {
    let look = try look(share)
    let own = WatchedRun(workers: 2) { $0.questions > most }
    try look.ask(analysis, in: own.context)
    guard try SurfaceConfirmation.claimAnswer([(look, analysis)]) else {
      return (nil, [own.questions])
    }
    let rest = WatchedRun(workers: 2)
    let answer = try look.run(analysis, in: rest.context)
    try SurfaceConfirmation.finish([look])
    return (answer, [own.questions, rest.questions])
  }

  @Test("the last one to finish has the numbers of one process, and little left to ask")
  func sequence() throws {
    let analysis = analysis()
    let alone = WatchedRun(workers: 2)
    let whole = try look().run(analysis, in: alone.context)
    try SurfaceConfirmation.finish([look()])
    let inside = analysis.minima.count { !$0.isOnBorder && $0.persistence >= analysis.threshold }
    try #require(inside >= 3, "\(analysis.minima)")
    for count in [2, 3] {
      var rest = 0
      for index in 0..<count {
        let (answer, questions) = try process(Share(index, of: count), analysis)
        #expect((answer != nil) == (index == count - 1))
        #expect(questions[0] < alone.questions)
        guard let answer else { continue }
        #expect(answer == whole)
        rest = questions[1]
      }
      #expect(rest < alone.questions / 4, "\(rest) of \(alone.questions)")
      #expect(try folder.contents == ["surface.h5"])
    }
  }

  @Test(
    "stopped in between, then with fewer processes: nothing is asked twice, nothing left behind")
  func fewer() throws {
    let analysis = analysis()
    let whole = try look().run(analysis, in: .threads(2))
    try SurfaceConfirmation.finish([look()])
    _ = try process(Share(0, of: 3), analysis)
    let failure = #expect(throws: Failure.self) {
      try process(Share(1, of: 3), analysis, stopAfter: 12)
    }
    #expect(failure?.code == .interrupted)
    let part = "surface.h5.confirmation.partial.part-1-of-3"
    #expect(failure?.what.contains("part 1 of 3 of the confirmation of \(path); kept in") ?? false)
    #expect(try folder.contents.contains(part))
    let (none, questions) = try process(Share(0, of: 2), analysis)
    #expect(none == nil && questions[0] > 0)
    let (answer, _) = try process(Share(1, of: 2), analysis)
    #expect(answer == whole)
    #expect(try folder.contents == ["surface.h5"])
  }

  @Test("one process on its own takes up the parts of several")
  func alone() throws {
    let analysis = analysis()
    let all = WatchedRun(workers: 2)
    let whole = try look().run(analysis, in: all.context)
    try SurfaceConfirmation.finish([look()])
    for index in 0..<2 { _ = try process(Share(index, of: 3), analysis) }
    let watched = WatchedRun(workers: 2)
    let look = try look()
    try look.ask(analysis, in: watched.context)
    #expect(try watched.questions == 0 && SurfaceConfirmation.claimAnswer([(look, analysis)]))
    #expect(try look.run(analysis, in: watched.context) == whole)
    #expect(watched.questions < all.questions)
    try SurfaceConfirmation.finish([look])
    #expect(try folder.contents == ["surface.h5"])
  }

  @Test("parts of another surface, or for another threshold, neither serve nor go")
  func stale() throws {
    let part = "surface.h5.confirmation.partial.part-0-of-2"
    let analysis = analysis()
    _ = try process(Share(0, of: 2), analysis)
    var file = try JSONValue(parsing: folder.text(part), from: part)
    file["manifest"]?["surface"]?["split"] = "test"
    let stale = file.serialized()
    _ = try folder.write(stale, to: part)
    #expect(try process(Share(1, of: 2), analysis).answer == nil)
    let (answer, questions) = try process(Share(0, of: 2), analysis)
    #expect(answer != nil && questions[0] > 20)
    #expect(try folder.contents == ["surface.h5", part] && folder.text(part) == stale)
    try AtomicFile.remove(folder.path(part))

    // Its values serve any threshold; that its share is done does not.
    let higher = self.analysis(threshold: 0.05)
    let expected = try look().run(higher, in: .threads(2))
    try SurfaceConfirmation.finish([look()])
    _ = try process(Share(0, of: 2), analysis)
    #expect(try process(Share(1, of: 2), higher).answer == nil)
    #expect(try process(Share(0, of: 2), higher).answer == expected)
    #expect(try folder.contents == ["surface.h5", part], "it was begun for the other one too")
  }
}
