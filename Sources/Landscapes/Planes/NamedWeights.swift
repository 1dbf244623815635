public import Archives
public import Failures
public import Kernels
public import Networks
public import Provenance
internal import Tensors

/// The weights of any net, known by names and shapes alone: enough to make directions around them.
public struct NamedWeights: Sendable {
  /// What directions are made for.
  public let parameters: Parameters<Float>
  /// Tensors that stay as they are at every point: running statistics.
  public let buffers: Parameters<Float>
  /// The network, where Basin knows it.
  public let network: Network?
  /// How the numbers came about; nil where the file does not say.
  public let manifest: Manifest?
  /// All tensors of floating-point numbers, under the names that ``parameters`` and ``buffers`` have.
  public let tensors: [SafetensorsFile.Entry]
  /// What all names in the file begin with and was taken off; empty where that is nothing.
  public let prefix: String
  /// What a reader should know of how the file was read, a clause each.
  public let notes: [String]

  /// Takes the weights of a file.
  ///
  /// Every tensor of floating-point numbers is a parameter, in the order of the file, except the running
  /// statistics of PyTorch's normalisations, which are known by their names. Tensors of whole numbers, such
  /// as counters, are left out. A prefix of wrappers that all names share (`module.`) is taken off.
  ///
  /// - Parameters:
  ///   - file: what was read.
  ///   - path: its path, for messages.
  /// - Throws: `Failure` (data) where a name occurs twice, or nothing is left to be moved.
  public init(_ file: WeightsFile, path: String) throws {
    let (weights, prefix) = file.unwrapped
    var names: Set<String> = []
    for entry in weights.entries {
      guard names.insert(entry.name).inserted else {
        throw Failure(.data, "has two tensors of the name \(entry.name)", at: path)
      }
      guard !entry.name.utf8.contains(0) else {
        throw Failure(
          .data, "has a null byte in its name", at: .file(path, .item(entry.name.debugDescription)))
      }
    }
    let statistics = weights.entries.filter { Self.role($0) != nil }
    let moved = weights.entries.filter { Self.role($0) == nil && $0.tensor.count > 0 }
    guard !moved.isEmpty else {
      throw Failure(.data, "has no tensor of floating-point numbers to be moved", at: path)
    }
    parameters = Self.parameters(moved)
    buffers = Self.parameters(statistics)
    network = nil
    manifest = try file.metadata["basin.manifest"].map {
      try Manifest(parsing: $0, from: "\(path) (basin.manifest)")
    }
    tensors = weights.entries
    self.prefix = prefix
    var notes = file.notes
    if !prefix.isEmpty { notes.append(WeightsFile.note(ofPrefix: prefix)) }
    let still = statistics.map(\.name) + weights.ignored.map(\.name)
    if let first = still.first {
      let more = still.count > 1 ? " and \(still.count - 1) more" : ""
      notes.append("not moved: \(first)\(more) (running statistics and whole numbers)")
    }
    self.notes = notes
  }

  /// Takes the weights of a net that Basin knows, in the order of its parameters.
  ///
  /// - Parameters:
  ///   - checkpoint: the net with its weights.
  ///   - file: the file that they were read from.
  public init(_ checkpoint: Checkpoint, file: WeightsFile) {
    parameters = checkpoint.parameters
    buffers = checkpoint.buffers
    network = checkpoint.network
    manifest = checkpoint.manifest
    notes = checkpoint.notes
    let first = checkpoint.network.parameters.specifications.first?.name ?? ""
    let found = file.entries.first { $0.name.hasSuffix(first) }?.name ?? first
    let prefix = String(found.dropLast(first.count))
    self.prefix = prefix
    tensors = file.entries.map {
      .init(name: String($0.name.trimmingPrefix(prefix)), tensor: $0.tensor)
    }
  }

  /// The SHA-256 digest, in hexadecimal, of parameters and buffers.
  public func digest() throws -> String {
    var digest = try Digest()
    try digest.update(parameters.values)
    try digest.update(buffers.values)
    return try digest.hexadecimal()
  }

  /// Makes sure that random directions move something.
  ///
  /// - Throws: `Failure` (usage) where all tensors are of one dimension, and these are held.
  public func check(_ settings: RandomDirections) throws(Failure) {
    guard settings.ignored == .biasbn,
      parameters.layout.specifications.allSatisfy({ $0.shape.rank <= 1 })
    else { return }
    throw Failure(
      .usage, "holds all tensors of one dimension, and the weights have no others",
      at: .setting("ignore", value: "biasbn"), remedy: "Give \(setting: "ignore", "none").")
  }

  private static func parameters(_ entries: [SafetensorsFile.Entry]) -> Parameters<Float> {
    Parameters(
      layout: ParameterLayout(
        entries.map {
          ParameterSpecification(
            name: $0.name, shape: $0.tensor.shape,
            role: role($0) ?? ($0.tensor.shape.rank > 1 ? .weight : .bias))
        }), values: entries.flatMap(\.tensor.elements))
  }

  /// The role of running statistics, by PyTorch's names; nil for all other tensors.
  private static func role(_ entry: SafetensorsFile.Entry) -> ParameterRole? {
    switch entry.name.split(separator: ".").last {
    case "running_mean": .runningMean
    case "running_var": .runningVariance
    default: nil
    }
  }
}
