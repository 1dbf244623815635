public import Archives
internal import Failures
public import Kernels
public import Provenance
internal import Tensors

/// A network with its numbers, and how they came about: what a weights file holds.
public struct Checkpoint: Sendable {
  /// The network.
  public let network: Network
  /// The trainable parameters.
  public let parameters: Parameters<Float>
  /// The running statistics.
  public let buffers: Parameters<Float>
  /// How the numbers came about; nil where the file does not say.
  public let manifest: Manifest?

  /// Whether the file says which network its weights are for.
  public private(set) var isDescribed = true
  /// What a reader should know of how the file was read, a clause each.
  public private(set) var notes: [String] = []

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

  /// The loss that the weights were trained with, as far as the file says it; otherwise the
  /// cross-entropy.
  ///
  /// - Throws: `Failure` (`.data`) where it is one that this version does not know.
  public static func loss(of file: WeightsFile, at path: String) throws -> Loss {
    let manifest = try file.metadata[manifestKey].map {
      try Manifest(parsing: $0, from: "\(path) (\(manifestKey))")
    }
    // The bends of a curve are weights as well.
    let recorded = manifest?.weights?.loss ?? manifest?.connection?.curve["loss"]?.string
    return try Loss(recorded: recorded, at: path)
  }

  private static let architectureKey = "basin.architecture"
  private static let manifestKey = "basin.manifest"

  /// Reads a weights file of any kind that `WeightsFile` reads.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - key: the name in a checkpoint under which its weights are; nil to look for them.
  ///   - expected: the network the weights are for; nil to take the one that the file describes.
  ///     Where both are given they must be equal.
  /// - Throws: `Failure` that lists the tensors which are missing, not wanted, or of another shape.
  public init(path: String, key: String? = nil, network expected: Network? = nil) throws {
    try self.init(WeightsFile(path: path, key: key), path: path, network: expected)
  }

  /// Whether a file says which network its weights are for.
  public static func isDescribed(_ file: WeightsFile) -> Bool {
    file.metadata[architectureKey] != nil
  }

  /// The network that a file says its weights are for; nil where it does not.
  ///
  /// - Throws: `Failure` (`.data`) where what it says is damaged.
  public static func network(of file: WeightsFile, at path: String) throws -> Network? {
    try file.metadata[architectureKey].map {
      try network(from: $0, at: "\(path) (\(architectureKey))")
    }
  }

  /// Takes the weights of a file; see ``init(path:key:network:)``.
  ///
  /// - Parameters:
  ///   - file: what was read.
  ///   - path: its path, for messages.
  ///   - expected: the network the weights are for; nil to take the one that the file describes.
  /// - Throws: `Failure` as ``init(path:key:network:)``.
  public init(_ file: WeightsFile, path: String, network expected: Network? = nil) throws {
    let described = try Checkpoint.network(of: file, at: path)
    if let expected, let described, expected != described {
      try WeightMatch(file, expected).check(at: path)
      throw Failure(
        .data, "the weights match, but the network in the file computes something else", at: path,
        remedy: "Leave out \(setting: "model") and its options: the file describes its network.")
    }
    guard let network = expected ?? described else {
      throw Failure(
        .usage, "does not describe the network of its weights", at: path,
        remedy: """
          Describe it, for example with \(setting: "model", "resnet56") \(setting: "width", "16") \
          (and \(setting: "plain") without shortcuts).
          """)
    }
    let match = WeightMatch(file, network)
    try match.check(at: path)
    func read(_ layout: ParameterLayout) -> Parameters<Float> {
      Parameters(layout: layout, values: match.values(layout))
    }
    self.init(
      network: network, parameters: read(network.parameters), buffers: read(network.buffers),
      manifest: try file.metadata[Checkpoint.manifestKey].map {
        try Manifest(parsing: $0, from: "\(path) (\(Checkpoint.manifestKey))")
      })
    isDescribed = described != nil
    notes = file.notes + (match.note.map { [$0] } ?? [])
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
}

extension Checkpoint: Equatable {
  /// Whether network, numbers and manifest are the same, however they were read.
  public static func == (left: Self, right: Self) -> Bool {
    left.network == right.network && left.parameters == right.parameters
      && left.buffers == right.buffers && left.manifest == right.manifest
  }
}
