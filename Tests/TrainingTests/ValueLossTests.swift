import Archives
import Datasets
import Failures
import FolderTestSupport
import Kernels
import Networks
import Provenance
import RunTestSupport
import Runs
import Tensors
import Testing
import Training

@Suite("Training with losses of numbers")
struct ValueLossTests {
  private static let losses = [Loss.meanSquaredError, .binaryCrossEntropy]

  private func tensor(_ file: SafetensorsFile, _ name: String) throws -> Tensor<Float> {
    try #require(file[name], "\(name)")
  }

  private func dataset(_ loss: Loss) throws -> Dataset {
    let problem = try SafetensorsFile(path: Problems.fixture("mlp-run", "safetensors"))
    let file = try SafetensorsFile(path: Problems.fixture("losses-run", "safetensors"))
    return try Dataset(
      name: "fixture", inputs: tensor(problem, "inputs"),
      values: tensor(file, "\(loss.name)/targets"))
  }

  private func trainer(_ loss: Loss) throws -> Trainer {
    try Trainer(
      network: try MLP(sizes: [6, 8, 8, 3]).network(inputShape: [6]), dataset: try dataset(loss),
      settings: TrainingSettings(
        epochs: 3, batchSize: 16, loss: loss, optimizer: .adamw, learningRate: 0.01,
        weightDecay: 0.1, schedule: .constant, seed: 11))
  }

  @Test("a run is PyTorch's", arguments: losses)
  func pyTorch(loss: Loss) throws {
    let file = try SafetensorsFile(path: Problems.fixture("losses-run", "safetensors"))
    let trainer = try trainer(loss)
    var state = TrainingState(
      network: trainer.network, initialization: .uniform, seed: 11, optimizer: .adamw)
    let watched = WatchedRun(workers: 2)
    _ = try trainer.run(&state, in: watched.context)
    let expected = try tensor(file, "\(loss.name)/losses").elements
    #expect(watched.losses.count == 12 && expected.count == 12)
    for (loss, other) in zip(watched.losses, expected) {
      #expect(abs(loss - Double(other)) < 1e-5 * Double(other))
    }
    for (specification, values) in zip(
      trainer.network.parameters.specifications, state.parameters.tensors)
    {
      let other = try tensor(file, "\(loss.name)/final/\(specification.name)").elements
      let distance = zip(values.elements, other).map { Double($0 - $1) * Double($0 - $1) }
      let size = other.map { Double($0) * Double($0) }
      #expect(
        (distance.reduce(0, +) / size.reduce(0, +)).squareRoot() < 1e-5, "\(specification.name)")
    }
    let epochs = state.history.epochs
    #expect(epochs.allSatisfy { ($0.accuracy == nil) == (loss == .meanSquaredError) })
    #expect(
      state.history.csv.split(separator: "\r\n").dropFirst().allSatisfy {
        $0.split(separator: ",", omittingEmptySubsequences: false)[4].isEmpty
          == (loss == .meanSquaredError)
      })
  }

  @Test("a stopped run resumes bit for bit, and not with another loss", arguments: losses)
  func resume(loss: Loss) throws {
    let folder = try TemporaryFolder()
    func run(_ name: String, _ trainer: Trainer) throws -> TrainingRun {
      try TrainingRun(
        trainer, initialization: .uniform, model: "MLP", output: folder.path("\(name).safetensors"),
        history: folder.path("\(name).csv"))
    }
    let whole = try run("whole", try trainer(loss)).run(in: .threads(1))
    let stopped = try run("stopped", try trainer(loss))
    let watched = WatchedRun(workers: 2) { $0.questions > 6 }
    #expect(throws: Failure.self) { try stopped.run(in: watched.context) }
    #expect(try stopped.stepsDone() == 6)

    let labels = try Dataset(
      name: "fixture", inputs: try dataset(loss).inputs,
      labels: (0..<50).map { Int32($0 % 3) }, classes: 3)
    var settings = try trainer(loss).settings
    settings.loss = .crossEntropy
    let other = try run(
      "stopped",
      try Trainer(network: stopped.trainer.network, dataset: labels, settings: settings))
    let failure = #expect(throws: Failure.self) { try other.stepsDone() }
    #expect(
      failure?.what.contains("training.loss: \"cross-entropy\" instead of \"\(loss.name)\"")
        == true, "\(failure?.what ?? "")")

    let (checkpoint, history) = try stopped.run(in: .threads(2))
    #expect(checkpoint.parameters == whole.checkpoint.parameters && history == whole.history)
    let file = try WeightsFile(path: folder.path("stopped.safetensors"))
    #expect(try Checkpoint.loss(of: file, at: "file") == loss)
    #expect(checkpoint.manifest?.weights?.loss == loss.name)
  }

  @Test("settings record a loss only where it is not the cross-entropy")
  func settings() throws {
    let old = TrainingSettings(epochs: 2)
    #expect(try JSONValue(encoding: old)["loss"] == nil && !old.summary.contains("entropy"))
    var new = old
    new.loss = .meanSquaredError
    let json = try JSONValue(encoding: new)
    #expect(json["loss"] == "mse")
    #expect(try json.decoded(as: TrainingSettings.self, from: "settings") == new)
    #expect(new.summary.hasPrefix("mean squared error, SGD"))
  }

  @Test("a loss that does not go with the data is refused")
  func refused() throws {
    let network = try MLP(sizes: [6, 8, 8, 3]).network(inputShape: [6])
    for (loss, dataset) in [
      (Loss.crossEntropy, try dataset(.meanSquaredError)),
      (.binaryCrossEntropy, try dataset(.meanSquaredError)),
    ] {
      #expect(throws: Failure.self) {
        try Trainer(
          network: network, dataset: dataset, settings: TrainingSettings(loss: loss))
      }
    }
  }
}
