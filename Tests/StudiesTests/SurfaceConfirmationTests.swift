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

@Suite("A second look at a surface")
struct SurfaceConfirmationTests {
  private let folder: TemporaryFolder
  private let workers = Workers(count: 2)
  private let checkpoint: Checkpoint
  private let dataset: Dataset
  private let surface: LossSurface
  private let path: String
  private let partial: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("surface.h5")
    partial = SurfaceConfirmation.partial(of: path)
    let scene = try SpiralScene(MLP(sizes: [2, 8, 8, 2]), samples: 40, seed: 3)
    (dataset, checkpoint) = (scene.dataset, scene.checkpoint)
    surface = try scene.surface(halfWidth: 6, points: 13, path: path)
  }

  private func look() throws -> SurfaceConfirmation {
    try SurfaceConfirmation(
      surface, path: path, checkpoint: checkpoint, dataset: dataset, workers: workers)
  }

  private func analysis(threshold: Double = 0.001) -> MinimaAnalysis {
    MinimaAnalysis(of: surface.loss, quantity: surface.quantity, threshold: threshold)
  }

  @Test("stopped again and again, it goes on each time and ends in the same numbers")
  func interruptions() throws {
    let watched = WatchedRun(workers: 2)
    let whole = try look().run(analysis(), in: watched.context)
    let questions = watched.questions
    #expect(whole.findings.contains { $0.refined != nil } && questions > 20)
    try SurfaceConfirmation.finish([look()])
    #expect(try folder.contents == ["surface.h5"])

    var stops = 0
    var asked = 0
    while true {
      // The gradients and Hessians of one point take several questions.
      let watched = WatchedRun(workers: 2) { $0.questions > 8 }
      do {
        let result = try look().run(analysis(), in: watched.context)
        asked += watched.questions
        #expect(result == whole)
        break
      } catch let failure as Failure where failure.code == .interrupted {
        asked += watched.questions - 1
        let known = watched.progress.map(\.followsKnown)
        #expect(known.drop { $0 }.allSatisfy { !$0 }, "first what is known, then the rest")
        #expect(watched.progress.allSatisfy { $0.done <= $0.total })
        stops += 1
        #expect(failure.what.contains("kept in \(partial)"))
        try #require(stops < 200)
      }
    }
    #expect(stops > 2)
    // A little more than in one go: pieces that were under way are begun anew.
    #expect(asked >= questions && asked < questions + 9 * stops)
    #expect(InputFile.exists(at: partial), "until it is in safety")
    try SurfaceConfirmation.finish([look()])
    #expect(try folder.contents == ["surface.h5"])
  }

  @Test("what was computed serves other thresholds too, and no other surface")
  func otherSettings() throws {
    _ = try look().run(analysis(), in: RunContext(workers: workers))
    let known = WatchedRun(workers: 2)
    let again = try look().run(analysis(), in: known.context)
    #expect(known.questions == 0 && again.threshold == 0.001)
    let higher = try look().run(analysis(threshold: 0.05), in: .threads(2))
    try SurfaceConfirmation.finish([look()])
    #expect(try look().run(analysis(threshold: 0.05), in: RunContext(workers: workers)) == higher)

    let text = try folder.text("surface.h5.confirmation.partial")
    let file = try JSONValue(parsing: text, from: partial)
    var other = file
    other["manifest"]?["surface"]?["split"] = "test"
    _ = try folder.write(other.serialized(), to: "surface.h5.confirmation.partial")
    let unknown = WatchedRun(workers: 2)
    _ = try look().run(analysis(), in: unknown.context)
    #expect(unknown.questions > 20)
  }
  @Test("a look that asks for less leaves the rest to the one that was stopped")
  func lessThanBefore() throws {
    _ = try look().run(analysis(), in: RunContext(workers: workers))
    let higher = try look()
    _ = try higher.run(analysis(threshold: 1), in: RunContext(workers: workers))
    try SurfaceConfirmation.finish([higher])
    let lower = try look()
    let known = WatchedRun(workers: 2)
    _ = try lower.run(analysis(), in: known.context)
    #expect(known.questions == 0)
    try SurfaceConfirmation.finish([lower])
    #expect(try folder.contents == ["surface.h5"])
  }
}
