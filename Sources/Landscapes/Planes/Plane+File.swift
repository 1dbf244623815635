internal import Archives
internal import Failures
public import Networks
internal import Provenance
internal import Tensors

extension Plane {
  /// Reads a directions file for a network.
  ///
  /// - Throws: `Failure` naming the first tensor that does not fit.
  public init(path: String, network: Network) throws {
    try self.init(path: path, DirectionsFit(layout: network.parameters, owner: "the network has"))
  }

  /// Reads a directions file for weights of any net.
  ///
  /// - Throws: `Failure` naming the first tensor that does not fit.
  public init(path: String, weights: NamedWeights) throws {
    try self.init(
      path: path, DirectionsFit(layout: weights.parameters.layout, owner: "the weights have"))
  }

  private init(path: String, _ fit: DirectionsFit) throws {
    let archive = try DirectionsArchive(path: path)
    let order = try fit.order(of: archive.names, in: path)
    func parameters(_ tensors: [Tensor<Float>], _ group: String) throws -> Parameters<Float> {
      try fit.parameters(tensors, order: order, at: group, in: path)
    }
    self.init(
      x: try parameters(archive.x, "xdirection"), y: try parameters(archive.y, "ydirection"),
      manifest: try archive.manifest.map { try Manifest(parsing: $0, from: path) }
        ?? Manifest(.directions(DirectionsRecord(.unknown))))
  }

  /// Writes a directions file, whole or not at all.
  public func write(to path: String) throws {
    try DirectionsArchive(
      x: x.tensors, y: y.tensors, names: x.layout.specifications.map(\.name),
      manifest: manifest.text
    ).write(to: path)
  }
}

/// How the tensors of a directions file become the parameters of a net.
private struct DirectionsFit {
  let layout: ParameterLayout
  /// What has the parameters, with its verb: `the network has`.
  let owner: String

  /// The datasets in the order of the parameters: by their names where the file has them, or as they
  /// stand.
  func order(of names: [String]?, in path: String) throws(Failure) -> [Int]? {
    guard let names else { return nil }
    let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    guard names.count == layout.specifications.count else { return nil }
    var order: [Int] = []
    for specification in layout.specifications {
      guard let place = places[specification.name] else {
        throw Failure(
          .data, "has no direction for \(specification.name)", at: path,
          remedy: "Use directions made for these weights.")
      }
      order.append(place)
    }
    return order
  }

  func parameters(
    _ tensors: [Tensor<Float>], order: [Int]?, at group: String, in path: String
  ) throws(Failure) -> Parameters<Float> {
    let wanted = layout.specifications
    guard tensors.count == wanted.count else {
      throw Failure(
        .data, "has \(tensors.count) tensors; \(owner) \(wanted.count)",
        at: .file(path, .item("/\(group)")), remedy: "Use directions made for this network.")
    }
    let order = order ?? Array(tensors.indices)
    for (index, specification) in zip(order, wanted)
    where tensors[index].shape != specification.shape {
      throw Failure(
        .data,
        "has shape \(tensors[index].shape); \(specification.name) has \(specification.shape)",
        at: .file(path, .item("/\(group)/\(index)")),
        remedy: "Use directions made for this network.")
    }
    var values: [Float] = []
    values.reserveCapacity(layout.count)
    for index in order { values += tensors[index].elements }
    return Parameters(layout: layout, values: values)
  }
}
