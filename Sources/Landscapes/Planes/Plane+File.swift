internal import Archives
internal import Failures
public import Networks
internal import Provenance
internal import Tensors

extension Plane {
  /// Reads a directions file for a network. Directions of running statistics are read with those of the
  /// parameters, where the file has them for all.
  ///
  /// - Throws: `Failure` naming the first tensor that does not fit.
  public init(path: String, network: Network) throws {
    try self.init(
      path: path,
      DirectionsFit(
        parameters: network.parameters, buffers: network.buffers, owner: "the network has"))
  }

  /// Reads a directions file for weights of any net.
  ///
  /// - Throws: `Failure` naming the first tensor that does not fit.
  public init(path: String, weights: NamedWeights) throws {
    try self.init(
      path: path,
      DirectionsFit(
        parameters: weights.parameters.layout, buffers: weights.buffers.layout,
        owner: "the weights have"))
  }

  private init(path: String, _ fit: DirectionsFit) throws {
    let archive = try DirectionsArchive(path: path)
    let order = try fit.order(of: archive, in: path)
    func read(_ tensors: [Tensor<Float>], _ group: String) throws
      -> (parameters: Parameters<Float>, statistics: Parameters<Float>?)
    {
      func values(_ layout: ParameterLayout, _ places: [Int]) throws -> Parameters<Float> {
        try fit.values(tensors, layout, at: places, group: group, in: path)
      }
      return (
        try values(fit.parameters, order.parameters),
        try order.statistics.map { try values(fit.buffers, $0) }
      )
    }
    let (x, y) = (try read(archive.x, "xdirection"), try read(archive.y, "ydirection"))
    var statistics: PlaneStatistics?
    if let xs = x.statistics, let ys = y.statistics { statistics = PlaneStatistics(x: xs, y: ys) }
    self.init(
      x: x.parameters, y: y.parameters, statistics: statistics,
      manifest: try archive.manifest.map { try Manifest(parsing: $0, from: path) }
        ?? Manifest(.directions(DirectionsRecord(.unknown))))
  }

  /// Writes a directions file, whole or not at all.
  public func write(to path: String) throws {
    try archive.write(to: path)
  }

  /// The directions as a file holds them.
  var archive: DirectionsArchive {
    let layouts = [x.layout] + (statistics.map { [$0.x.layout] } ?? [])
    return DirectionsArchive(
      x: x.tensors + (statistics?.x.tensors ?? []), y: y.tensors + (statistics?.y.tensors ?? []),
      names: layouts.flatMap { $0.specifications.map(\.name) }, manifest: manifest.text)
  }
}
