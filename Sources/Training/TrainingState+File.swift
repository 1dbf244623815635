internal import Archives
internal import Failures
internal import Kernels
internal import Networks
internal import Provenance
internal import Tensors

extension TrainingState {
  /// All numbers besides the tensors. What earlier versions did not write is optional.
  private struct Ledger: Codable {
    var step: Int
    var history: TrainingHistory
    var sum: Double
    var hits: Int
    var count: Int
    /// 0 where nothing counts as a hit.
    var predictions: Int?
    var gradients: GradientTotal?
    var recording: Recording?
  }

  /// What is recorded of gradients, but for the measures themselves, which are a tensor: recorded
  /// steps × layers × 3.
  private struct Recording: Codable {
    var every: Int
    var steps: [Int]
    var epochs: [Int]
  }

  private static let ledgerKey = "basin.training"
  private static let manifestKey = "basin.manifest"
  private static let flowName = "gradient_flow"

  /// Writes the state, at once or not at all, with the manifest of the run it belongs to.
  func write(to path: String, optimizer: Optimizer, manifest: String) throws {
    let ledger = Ledger(
      step: step, history: history, sum: epochTotal.sum, hits: epochTotal.hits,
      count: epochTotal.count,
      predictions: epochTotal.predictionsPerExample == 0 ? 0 : nil, gradients: epochGradients,
      recording: recorder.map {
        Recording(
          every: $0.every, steps: $0.flow.steps.map(\.step), epochs: $0.flow.steps.map(\.epoch))
      })
    let tensors =
      [("parameters", parameters), ("buffers", buffers)]
      + zip(optimizer.momentNames, moments)
    var entries = tensors.map {
      SafetensorsFile.Entry(
        name: $0, tensor: Tensor(shape: [$1.values.count], elements: $1.values))
    }
    if let flow = recorder?.flow, !flow.steps.isEmpty {
      let numbers = flow.steps.flatMap { step in
        step.measures.flatMap { [$0.gradientNorm, $0.gradientMeanAbsolute, $0.weightNorm] }
      }
      entries.append(
        SafetensorsFile.Entry(
          name: TrainingState.flowName,
          tensor: Tensor(shape: [flow.steps.count, flow.layers.count, 3], elements: numbers)))
    }
    let metadata = [
      TrainingState.ledgerKey: try JSONValue(encoding: ledger).serialized(),
      TrainingState.manifestKey: manifest,
    ]
    try AtomicFile.write(
      try SafetensorsFile(entries: entries, metadata: metadata).bytes(), to: path)
  }

  /// The manifest of the run that a state belongs to.
  static func manifest(of file: SafetensorsFile, at path: String) throws -> Manifest {
    guard file.metadata[ledgerKey] != nil, let manifest = file.metadata[manifestKey] else {
      throw Failure(
        .data, "is not an interrupted training run", at: path,
        remedy: "Remove it to start over.")
    }
    return try Manifest(parsing: manifest, from: path)
  }

  /// Reads the state of a run of a network.
  ///
  /// - Parameter model: what the network is called.
  init(
    _ file: SafetensorsFile, at path: String, network: Network, optimizer: Optimizer, model: String
  ) throws {
    let text = file.metadata[TrainingState.ledgerKey] ?? ""
    let ledger = try JSONValue(parsing: text, from: path).decoded(as: Ledger.self, from: path)
    func parameters(_ name: String, _ layout: ParameterLayout) throws(Failure) -> Parameters<Float>
    {
      guard let tensor = file[name], tensor.count == layout.count else {
        throw Failure(
          .data, "tensor \(name) does not match the network (\(layout.count) numbers)", at: path,
          remedy: "Remove it to start over.")
      }
      return Parameters(layout: layout, values: tensor.elements)
    }
    self.init(network: network, initialization: .uniform, seed: 0, optimizer: optimizer)
    step = ledger.step
    history = ledger.history
    epochTotal.sum = ledger.sum
    epochTotal.hits = ledger.hits
    epochTotal.count = ledger.count
    if ledger.predictions == 0 { epochTotal.predictionsPerExample = 0 }
    epochGradients = ledger.gradients ?? GradientTotal()
    self.parameters = try parameters("parameters", network.parameters)
    buffers = try parameters("buffers", network.buffers)
    moments = try optimizer.momentNames.map { try parameters($0, network.parameters) }
    recorder = try ledger.recording.map { recording in
      guard
        let recorder = GradientRecorder(
          recording.every, recording.steps, recording.epochs, file[TrainingState.flowName],
          network: network, model: model)
      else {
        throw Failure(
          .data, "its gradient recording is inconsistent", at: path,
          remedy: "Remove it to start over.")
      }
      return recorder
    }
  }
}

extension GradientRecorder {
  /// A recorder as a file tells of it; nil where its parts do not fit each other.
  fileprivate init?(
    _ every: Int, _ steps: [Int], _ epochs: [Int], _ tensor: Tensor<Float>?, network: Network,
    model: String
  ) {
    guard every >= 1 else { return nil }
    self.init(network: network, every: every, model: model)
    let layers = flow.layers.count
    let numbers = tensor?.elements ?? []
    guard steps.count == epochs.count, numbers.count == steps.count * layers * 3,
      zip([0] + steps, steps).allSatisfy({ $0 < $1 })
    else { return nil }
    for (index, step) in steps.enumerated() {
      let measures = (0..<layers).map { layer in
        let at = (index * layers + layer) * 3
        return GradientFlow.Measure(
          gradientNorm: numbers[at], gradientMeanAbsolute: numbers[at + 1],
          weightNorm: numbers[at + 2])
      }
      flow.append(GradientFlow.Step(step: step, epoch: epochs[index], measures: measures))
    }
  }
}
