internal import Archives
internal import Failures
public import Kernels
public import Provenance
internal import Tensors

/// A network with its numbers, and how they came about: what a weights file holds.
public struct Checkpoint: Equatable, Sendable {
  /// The network.
  public let network: Network
  /// The trainable parameters.
  public let parameters: Parameters<Float>
  /// The running statistics.
  public let buffers: Parameters<Float>
  /// How the numbers came about; nil where the file does not say.
  public let manifest: Manifest?

  /// Creates a checkpoint of a network's own parameters and buffers.
  public init(
    network: Network, parameters: Parameters<Float>, buffers: Parameters<Float>,
    manifest: Manifest?
  ) {
    precondition(
      parameters.layout == network.parameters && buffers.layout == network.buffers,
      "parameters of another network")
    self.network = network
    self.parameters = parameters
    self.buffers = buffers
    self.manifest = manifest
  }

  private static let architectureKey = "basin.architecture"
  private static let manifestKey = "basin.manifest"

  /// Reads a weights file (`.safetensors`).
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - network: the network the weights are for; nil to take the one that the file describes.
  ///     Where both are given they must be equal.
  /// - Throws: `Failure` that lists the tensors which are missing, not wanted, or of another shape.
  public init(path: String, network expected: Network? = nil) throws {
    let file = try SafetensorsFile(path: path)
    var described: Network?
    if let text = file.metadata[Checkpoint.architectureKey] {
      described = try Checkpoint.network(from: text, at: "\(path) (\(Checkpoint.architectureKey))")
    }
    if let expected, let described, expected != described {
      try Checkpoint.check(file, against: expected, path: path)
      throw Failure(
        .data, "the weights fit, but the network in the file computes something else", at: path,
        remedy: "Leave out \(setting: "model") and its companions: the file says what it is.")
    }
    guard let network = expected ?? described else {
      throw Failure(
        .usage, "does not say which network its weights are for", at: path,
        remedy: """
          Say it, such as \(setting: "model", "resnet56") \(setting: "width", "16") \
          (and \(setting: "plain") without shortcuts).
          """)
    }
    try Checkpoint.check(file, against: network, path: path)
    func read(_ layout: ParameterLayout) -> Parameters<Float> {
      Parameters(
        layout: layout,
        values: layout.specifications.flatMap { file[$0.name]?.elements ?? [] })
    }
    self.init(
      network: network, parameters: read(network.parameters), buffers: read(network.buffers),
      manifest: try file.metadata[Checkpoint.manifestKey].map {
        try Manifest(parsing: $0, from: "\(path) (\(Checkpoint.manifestKey))")
      })
  }

  /// The bytes of the weights file.
  public func bytes() throws -> [UInt8] {
    var metadata = [
      Checkpoint.architectureKey: try JSONValue(encoding: network).serialized(), "format": "pt",
    ]
    metadata[Checkpoint.manifestKey] = manifest?.text
    let entries = [parameters, buffers].flatMap { values in
      zip(values.layout.specifications, values.tensors).map {
        SafetensorsFile.Entry(name: $0.name, tensor: $1)
      }
    }
    return try SafetensorsFile(entries: entries, metadata: metadata).bytes()
  }

  /// Writes the weights file, at once or not at all.
  public func write(to path: String) throws {
    try AtomicFile.write(try bytes(), to: path)
  }

  /// The SHA-256 digest, in hexadecimal, of parameters and buffers.
  public func digest() throws -> String {
    var digest = try Digest()
    try digest.update(parameters.values)
    try digest.update(buffers.values)
    return try digest.hexadecimal()
  }

  private static func network(from text: String, at place: String) throws -> Network {
    let json = try JSONValue(parsing: text, from: place)
    do {
      return try json.decoded(as: Network.self, from: place)
    } catch let failure as Failure where failure.place?.path?.hasPrefix(place) != true {
      // What is wrong with the graph, which does not know the file it came from.
      throw Failure(failure.code, failure.description, at: place)
    }
  }

  private static func check(_ file: SafetensorsFile, against network: Network, path: String)
    throws(Failure)
  {
    let wanted = network.parameters.specifications + network.buffers.specifications
    let names = Set(wanted.map(\.name))
    var complaints: [String] = []
    for specification in wanted {
      guard let tensor = file[specification.name] else {
        complaints.append("\(specification.name) (\(specification.shape)) is missing")
        continue
      }
      if tensor.shape != specification.shape {
        complaints.append(
          "\(specification.name) is \(tensor.shape) instead of \(specification.shape)")
      }
    }
    for entry in file.entries where !names.contains(entry.name) && !isIgnored(entry.name) {
      complaints.append("\(entry.name) (\(entry.tensor.shape)) is not part of the network")
    }
    guard !complaints.isEmpty else { return }
    let shown = complaints.prefix(6).joined(separator: "; ")
    let more = complaints.count > 6 ? "; and \(complaints.count - 6) more" : ""
    throw Failure(
      .data, "the weights are for another network: \(shown)\(more)", at: path,
      remedy:
        """
        Compare \(setting: "model"), \(setting: "width"), \(setting: "plain"), \
        \(setting: "image size") and \(setting: "layers") with how it was trained.
        """)
  }

  /// Buffers of PyTorch that have no meaning here.
  private static func isIgnored(_ name: String) -> Bool {
    name.hasSuffix("num_batches_tracked") || name.hasSuffix("att.mask")
  }
}
