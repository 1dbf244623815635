internal import Archives
internal import Datasets
internal import Failures
internal import Kernels
internal import Networks
internal import Runs
internal import Tensors
internal import Training

/// A small training run that can be interrupted.
enum TrainingInput {
  static func run(in folder: InputFolder) throws -> TrainingRun {
    let dataset = try Dataset(
      name: "points", inputs: Tensor(shape: [4, 2], elements: [0, 0, 0, 1, 1, 0, 1, 1]),
      labels: [0, 1, 1, 0], classes: 2)
    let trainer = try Trainer(
      network: try MLP(sizes: [2, 3, 2]).network(inputShape: [2]), dataset: dataset,
      settings: TrainingSettings(epochs: 3, batchSize: 2))
    return try TrainingRun(
      trainer, initialization: .uniform, model: "mlp",
      output: "\(folder.path)/weights.safetensors", history: "\(folder.path)/history.csv",
      recording: GradientRecording(path: "\(folder.path)/gradients.csv"))
  }

  /// What is kept of a run that was interrupted after its first epoch.
  static func example() throws -> [[UInt8]] {
    let folder = try InputFolder()
    defer { withExtendedLifetime(folder) {} }
    let run = try run(in: folder)
    let steps = Queue(Array(0..<3))
    do {
      _ = try run.run(
        in: RunContext(workers: Workers(count: 1), shouldStop: { steps.take() == nil }))
    } catch let failure as Failure where failure.code == .interrupted {}
    return [try InputFile.bytes(at: run.partial)]
  }
}
