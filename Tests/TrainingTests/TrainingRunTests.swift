import Archives
import Failures
import FolderTestSupport
import Kernels
import Networks
import Provenance
import RunTestSupport
import Runs
import Synchronization
import Testing
import Training

struct TrainingRunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A run of three epochs of three steps in this test's folder.
  private func run(
    _ name: String = "a",
    settings: TrainingSettings = TrainingSettings(
      epochs: 3, batchSize: 16, seed: 4)
  ) throws -> TrainingRun {
    try TrainingRun(
      Trainer(network: Problems.resnet(), dataset: Problems.images(), settings: settings),
      initialization: .residualNetwork, model: "ResNet-8, width 3",
      output: folder.path("\(name).safetensors"), history: folder.path("\(name).csv"))
  }

  /// Runs until `steps` steps are done in this session.
  private func interrupt(_ run: TrainingRun, after steps: Int) throws {
    let watched = WatchedRun(workers: 2) { $0.progress.count >= steps }
    _ = try run.run(in: watched.context)
  }

  @Test func aFinishedRunLeavesWeightsAndHistory() throws {
    let run = try run()
    let (checkpoint, history) = try run.run(in: .threads(2))
    #expect(try folder.contents == ["a.csv", "a.safetensors"])
    #expect(try Checkpoint(path: run.output) == checkpoint)
    #expect(checkpoint.manifest == run.manifest)
    #expect(String(decoding: try folder.bytes("a.csv"), as: UTF8.self) == history.csv)
    #expect(history.epochs.count == 3)
  }

  @Test(arguments: [[0], [1], [2], [3], [4], [8], [1, 1, 1], [3, 3], [2, 0, 5]])
  func anInterruptedRunEndsInTheSameBits(pauses: [Int]) throws {
    let whole = try run("whole")
    _ = try whole.run(in: .threads(1))
    let paused = try run("paused")
    var done = 0
    for pause in pauses {
      done += pause
      #expect(
        throws: Failure(
          .interrupted, "stopped after step \(done) of 9; kept in \(paused.partial)",
          remedy: "Run the same command again to resume.")
      ) { try interrupt(paused, after: pause) }
      #expect(try paused.stepsDone() == done)
      #expect(try folder.contents.contains("paused.safetensors") == false)
    }
    _ = try paused.run(in: .threads(2))
    #expect(try folder.bytes("paused.safetensors") == folder.bytes("whole.safetensors"))
    #expect(try folder.bytes("paused.csv") == folder.bytes("whole.csv"))
    #expect(
      try folder.contents
        == ["paused.csv", "paused.safetensors", "whole.csv", "whole.safetensors"])
  }

  @Test func anEpochThatIsDoneIsKeptWithoutAsking() throws {
    struct Crash: Error {}
    let run = try run()
    // What a crash in the second epoch leaves: the state is on disk when its first step is done.
    let found = Mutex<Int?>(nil)
    _ = try? run.run(
      in: RunContext(
        workers: Workers(count: 1),
        onEvent: { event in
          guard case .progress(let progress) = event, progress.done == 4 else { return }
          found.withLock { $0 = try? run.stepsDone() }
        }))
    #expect(found.withLock { $0 } == 3)
  }

  @Test func otherSettingsAreRefusedByName() throws {
    let first = try run()
    #expect(throws: Failure.self) { try interrupt(first, after: 2) }
    let partial = try folder.bytes("a.safetensors.partial")
    let other = try run(settings: TrainingSettings(epochs: 3, batchSize: 16, seed: 5))
    #expect(
      throws: Failure(
        .data, "belongs to a run with other settings: training.seed: 5 instead of 4",
        at: other.partial,
        remedy:
          "Repeat those settings to resume it, or start over with \(setting: "overwrite").")
    ) { try other.run(in: .threads(1)) }
    // Nothing was touched.
    #expect(try folder.bytes("a.safetensors.partial") == partial)
  }

  @Test func divergenceKeepsTheLastGoodWeights() throws {
    let run = try run(
      settings: TrainingSettings(epochs: 30, batchSize: 16, learningRate: 1e10, seed: 4))
    do {
      _ = try run.run(in: .threads(1))
      Issue.record("a rate of 1e10 did not diverge")
    } catch let failure as Failure {
      #expect(failure.code == .data && failure.place?.description == run.output)
      #expect(failure.what.hasPrefix("training diverged: step "))
      #expect(failure.remedy?.description.contains("learning rate") == true)
    }
    #expect(try folder.contents == ["a.safetensors.last-good"])
    let checkpoint = try Checkpoint(path: folder.path("a.safetensors.last-good"))
    #expect(checkpoint.parameters.values.allSatisfy { $0.isFinite })
    #expect(checkpoint.buffers.values.allSatisfy { $0.isFinite })
  }

  @Test func filesThatAreNoStateAreRefused() throws {
    let run = try run()
    func failure(_ entries: [SafetensorsFile.Entry], _ metadata: [String: String]) throws
      -> Failure?
    {
      try SafetensorsFile(entries: entries, metadata: metadata).write(to: run.partial)
      do {
        _ = try run.run(in: .threads(1))
        return nil
      } catch let failure as Failure {
        return failure
      }
    }
    #expect(
      try failure([], [:])
        == Failure(
          .data, "is not an interrupted training run", at: run.partial,
          remedy: "Remove it to start over."))
    let ledger = #"{"step":0,"history":{"epochs":[]},"sum":0,"hits":0,"count":0}"#
    #expect(
      try failure([], ["basin.training": ledger, "basin.manifest": run.manifest.text])
        == Failure(
          .data,
          "tensor parameters does not match the network (\(run.trainer.network.parameters.count) "
            + "numbers)", at: run.partial, remedy: "Remove it to start over."))
    #expect(try failure([], ["basin.training": "{}", "basin.manifest": "{}"])?.code == .data)

    // A sound state, but for its step.
    try AtomicFile.remove(run.partial)
    #expect(throws: Failure.self) { try interrupt(run, after: 1) }
    let sound = try SafetensorsFile(path: run.partial)
    for step in ["-1", "10"] {
      var metadata = sound.metadata
      metadata["basin.training"] = ledger.replacing("\"step\":0", with: "\"step\":\(step)")
      #expect(
        try failure(sound.entries, metadata)
          == Failure(
            .data, "records step \(step) of a run of 9 steps", at: run.partial,
            remedy: "Remove it to start over."))
    }
  }

  @Test func twoRunsDoNotShareAnOutput() throws {
    let run = try run()
    let lock = try FileLock(for: run.output)
    #expect(
      throws: Failure(
        .output, "is locked by another run", at: run.output,
        remedy: "Wait until that run ends, or choose another output.")
    ) { try run.run(in: .threads(1)) }
    extendLifetime(lock)
  }
}
