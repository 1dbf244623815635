internal import Archives
package import Failures
public import Kernels
public import Networks
public import Provenance
internal import Tensors

/// The weights of another checkpoint of a net, in the order of the first one's.
public struct MatchedWeights: Sendable {
  /// The trainable parameters; all are finite.
  public let parameters: Parameters<Float>
  /// The running statistics; all are finite.
  public let buffers: Parameters<Float>
  /// How the numbers came about; nil where the file does not say.
  public let manifest: Manifest?

  /// The first weights themselves.
  init(_ first: NamedWeights) {
    parameters = first.parameters
    buffers = first.buffers
    manifest = first.manifest
  }

  /// The most differences that are listed.
  private static let mostShown = 4

  /// Reads a file of any kind that `WeightsFile` reads.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - key: the name in a checkpoint under which its weights are; nil to look for them.
  ///   - first: the weights whose net it must be.
  ///   - firstPath: their file, for messages.
  /// - Throws: `Failure` (missing) if it cannot be read, (data) if it is damaged, holds the weights of
  ///   another net, listing what differs, or a number that is not finite.
  public init(path: String, key: String? = nil, like first: NamedWeights, at firstPath: String)
    throws
  {
    let file = try WeightsFile(path: path, key: key)
    if let network = first.network, let own = try Checkpoint.network(of: file, at: path),
      own != network
    {
      // Shapes that differ say more than that something does.
      try Self.check(file, like: first, path: path, firstPath: firstPath)
      throw Failure(
        .data,
        "describes another network than \(firstPath): its tensors fit, but it computes "
          + "something else", at: path, remedy: "Give checkpoints of one net.")
    }
    let tensors = try Self.check(file, like: first, path: path, firstPath: firstPath)
    func values(_ layout: ParameterLayout) throws(Failure) -> Parameters<Float> {
      var values: [Float] = []
      values.reserveCapacity(layout.count)
      for specification in layout.specifications {
        values += tensors[specification.name]?.elements ?? []
      }
      let parameters = Parameters(layout: layout, values: values)
      try parameters.checkFinite(at: path)
      return parameters
    }
    parameters = try values(first.parameters.layout)
    buffers = try values(first.buffers.layout)
    manifest = try file.metadata["basin.manifest"].map {
      try Manifest(parsing: $0, from: "\(path) (basin.manifest)")
    }
  }

  /// The file's tensors by the names that the first weights have.
  @discardableResult
  private static func check(
    _ file: WeightsFile, like first: NamedWeights, path: String, firstPath: String
  ) throws(Failure) -> [String: Tensor<Float>] {
    let wanted =
      first.parameters.layout.specifications + first.buffers.layout.specifications
    let own = Set(file.entries.map(\.name))
    let prefixes = [first.prefix, "", file.unwrapped.prefix]
    let prefix =
      prefixes.max { a, b in
        func found(_ prefix: String) -> Int { wanted.count { own.contains(prefix + $0.name) } }
        return found(a) < found(b)
      } ?? ""
    let tensors = Dictionary(
      file.entries.map { (String($0.name.trimmingPrefix(prefix)), $0.tensor) }
    ) { first, _ in first }
    let known = Set(wanted.map(\.name)).union(first.tensors.map(\.name))
    var differences: [String] = []
    for specification in wanted {
      guard let tensor = tensors[specification.name] else {
        differences.append("\(specification.name) (\(specification.shape)) is missing")
        continue
      }
      if tensor.shape != specification.shape {
        differences.append(
          "\(specification.name) is \(tensor.shape) instead of \(specification.shape)")
      }
    }
    for name in tensors.keys.sorted()
    where !known.contains(name) && !name.hasSuffix("num_batches_tracked") {
      differences.append("\(name) is not part of that net")
    }
    guard differences.isEmpty else {
      let more = differences.count - mostShown
      throw Failure(
        .data,
        "holds another net than \(firstPath): "
          + differences.prefix(mostShown).joined(separator: "; ")
          + (more > 0 ? "; and \(more) more" : ""), at: path,
        remedy: "Give checkpoints of one net.")
    }
    return tensors
  }
}

extension Parameters<Float> {
  /// Makes sure that all numbers are finite.
  ///
  /// - Throws: `Failure` (data) naming the first tensor with one that is not.
  package func checkFinite(at path: String) throws(Failure) {
    for (specification, range) in zip(layout.specifications, layout.ranges) {
      guard let value = values[range].first(where: { !$0.isFinite }) else { continue }
      throw Failure(
        .data, "holds \(value.isNaN ? "NaN" : "an infinite number")",
        at: .file(path, .item(specification.name)),
        remedy: "Use weights of a training that did not diverge.")
    }
  }
}
