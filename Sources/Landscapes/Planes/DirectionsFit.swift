internal import Archives
internal import Failures
internal import Networks
internal import Tensors

/// How the tensors of a directions file become those of a net: by their names where the file has them,
/// otherwise by their order, which is that of PyTorch's `parameters()` or of its `state_dict()`, as Li et
/// al.'s code writes for `weights` and for `states`.
struct DirectionsFit {
  let parameters: ParameterLayout
  let buffers: ParameterLayout
  /// What has the parameters, with its verb: `the network has`.
  let owner: String

  /// Which tensors of a direction belong to the parameters, and which to the running statistics.
  struct Order {
    let parameters: [Int]
    /// Nil where the file has none.
    var statistics: [Int]?
  }

  /// Finds the tensors.
  ///
  /// - Throws: `Failure` (data) where some are missing or left over.
  func order(of archive: DirectionsArchive, in path: String) throws(Failure) -> Order {
    let count = parameters.specifications.count
    for (tensors, group) in [(archive.x, "xdirection"), (archive.y, "ydirection")] {
      let fits =
        tensors.count == archive.x.count
        && (tensors.count == count
          || !buffers.specifications.isEmpty
            && [statesCount, statesCount + counters].contains(tensors.count))
      guard fits else {
        throw Failure(
          .data, "has \(tensors.count) tensors; \(owner) \(count)",
          at: .file(path, .item("/\(group)")), remedy: "Use directions made for this network.")
      }
    }
    guard let names = archive.names else { return order(ofStates: archive.x.count) }
    let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    func find(_ layout: ParameterLayout) throws(Failure) -> [Int] {
      var found: [Int] = []
      for specification in layout.specifications {
        guard let place = places[specification.name] else {
          throw Failure(
            .data, "has no direction for \(specification.name)", at: path,
            remedy: "Use directions made for these weights.")
        }
        found.append(place)
      }
      return found
    }
    return Order(
      parameters: try find(parameters), statistics: names.count == count ? nil : try find(buffers))
  }

  /// The elements of one direction, in the order of a layout.
  ///
  /// - Parameters:
  ///   - tensors: all of the direction.
  ///   - layout: the parameters or the statistics.
  ///   - places: where its tensors are.
  ///   - group: the group of the file, for messages.
  ///   - path: the file, for messages.
  /// - Throws: `Failure` (data) naming a tensor of another shape.
  func values(
    _ tensors: [Tensor<Float>], _ layout: ParameterLayout, at places: [Int], group: String,
    in path: String
  ) throws(Failure) -> Parameters<Float> {
    for (index, specification) in zip(places, layout.specifications)
    where tensors[index].shape != specification.shape {
      throw Failure(
        .data,
        "has shape \(tensors[index].shape); \(specification.name) has \(specification.shape)",
        at: .file(path, .item("/\(group)/\(index)")),
        remedy: "Use directions made for this network.")
    }
    var values: [Float] = []
    values.reserveCapacity(layout.count)
    for index in places { values += tensors[index].elements }
    return Parameters(layout: layout, values: values)
  }

  // MARK: The order of a state_dict

  private var statesCount: Int { parameters.specifications.count + buffers.specifications.count }

  /// The counters `num_batches_tracked`, one for each running mean: PyTorch's since 0.4.1.
  private var counters: Int { buffers.specifications.count { $0.role == .runningMean } }

  /// The order by which the tensors stand: the statistics of a module follow its last parameter, and its
  /// counter those.
  private func order(ofStates count: Int) -> Order {
    let own = parameters.specifications
    guard count != own.count else { return Order(parameters: Array(own.indices)) }
    let hasCounters = count == statesCount + counters
    var parameters: [Int] = []
    var statistics = [Int](repeating: 0, count: buffers.specifications.count)
    var next = 0
    for index in own.indices {
      parameters.append(next)
      next += 1
      let module = DirectionsFit.module(own[index].name)
      guard index + 1 == own.count || DirectionsFit.module(own[index + 1].name) != module else {
        continue
      }
      let held = buffers.specifications.indices.filter {
        DirectionsFit.module(buffers.specifications[$0].name) == module
      }
      for buffer in held {
        statistics[buffer] = next
        next += 1
      }
      if hasCounters, !held.isEmpty { next += 1 }
    }
    return Order(parameters: parameters, statistics: statistics)
  }

  /// `layer1.0.bn1` of `layer1.0.bn1.weight`.
  private static func module(_ name: String) -> Substring {
    name.lastIndex(of: ".").map { name[..<$0] } ?? ""
  }
}
