internal import Archives
internal import Failures
public import Kernels
public import Networks
internal import Tensors

/// A training run between two steps: all that is needed to go on as if nothing had happened.
public struct TrainingState: Hashable, Sendable {
  /// The steps done.
  public internal(set) var step = 0
  /// The trainable parameters.
  public internal(set) var parameters: Parameters<Float>
  /// The running statistics.
  public internal(set) var buffers: Parameters<Float>
  /// The momentum of each parameter.
  public internal(set) var velocity: Parameters<Float>
  /// The epochs that are complete.
  public internal(set) var history = TrainingHistory()
  /// Loss and hits over the current epoch's steps so far.
  public internal(set) var epochTotal = LossTotal()

  /// The state of a run that begins.
  public init(network: Network, initialization: Initialization, seed: UInt64) {
    parameters = network.initialParameters(initialization, seed: seed)
    buffers = network.initialBuffers()
    velocity = Parameters(layout: network.parameters, repeating: 0)
  }

  private struct Ledger: Codable {
    var step: Int
    var history: TrainingHistory
    var sum: Double
    var hits: Int
    var count: Int
  }

  private static let ledgerKey = "basin.training"
  private static let manifestKey = "basin.manifest"

  /// Writes the state, at once or not at all, with the manifest of the run it belongs to.
  func write(to path: String, manifest: String) throws {
    let ledger = Ledger(
      step: step, history: history, sum: epochTotal.sum, hits: epochTotal.hits,
      count: epochTotal.count)
    let entries = [("parameters", parameters), ("buffers", buffers), ("velocity", velocity)].map {
      SafetensorsFile.Entry(
        name: $0, tensor: Tensor(shape: [$1.values.count], elements: $1.values))
    }
    let metadata = [
      TrainingState.ledgerKey: try JSONValue(encoding: ledger).serialized(),
      TrainingState.manifestKey: manifest,
    ]
    let file = SafetensorsFile(entries: entries, metadata: metadata)
    try AtomicFile.write(try file.bytes(), to: path)
  }

  /// Reads a state and the manifest of the run it belongs to.
  static func read(from path: String, network: Network) throws -> (
    TrainingState, manifest: JSONValue
  ) {
    let file = try SafetensorsFile(path: path)
    guard let text = file.metadata[ledgerKey], let manifest = file.metadata[manifestKey] else {
      throw Failure(
        .data, "is no interrupted training run", at: path,
        remedy: "Remove it to begin anew.")
    }
    let ledger = try JSONValue(parsing: text, from: path).decoded(as: Ledger.self, from: path)
    func parameters(_ name: String, _ layout: ParameterLayout) throws(Failure) -> Parameters<Float>
    {
      guard let tensor = file[name], tensor.count == layout.count else {
        throw Failure(
          .data, "tensor \(name) does not fit the network (\(layout.count) numbers)", at: path,
          remedy: "Remove it to begin anew.")
      }
      return Parameters(layout: layout, values: tensor.elements)
    }
    var state = TrainingState(network: network, initialization: .uniform, seed: 0)
    state.step = ledger.step
    state.history = ledger.history
    state.epochTotal.sum = ledger.sum
    state.epochTotal.hits = ledger.hits
    state.epochTotal.count = ledger.count
    state.parameters = try parameters("parameters", network.parameters)
    state.buffers = try parameters("buffers", network.buffers)
    state.velocity = try parameters("velocity", network.parameters)
    return (state, try JSONValue(parsing: manifest, from: path))
  }
}
