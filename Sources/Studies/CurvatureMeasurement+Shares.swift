internal import Landscapes
internal import Runs

extension CurvatureMeasurement {
  /// Measures what one of several processes takes, but for what is known already.
  func measure(_ share: Share) throws {
    let taken = try tasks.taken(by: share).filter { try !isKnownWhole($0) }
    plan(taken)
    for stage in CurvatureStage.allCases where stage != .gradient {
      let here = taken.filter { $0.stage == stage }
      guard !here.isEmpty else { continue }
      watch.begin(stage)
      for (index, task) in here.enumerated() {
        try measure(task, later: tasks.products(of: Array(here[(index + 1)...]), in: stage))
      }
    }
  }

  /// Whether an earlier run in one process has all that the task is a piece of.
  private func isKnownWhole(_ task: CurvatureTask) throws -> Bool {
    switch task {
    case .eigenvalues: false
    case .trace: knowsTraces
    case .layer(let index), .layerDensity(let index, _): try knowsLayer(index)
    case .density: try knowsDensity()
    }
  }

  /// - Parameter later: the products that come after it in the stage.
  private func measure(_ task: CurvatureTask, later: Int) throws {
    switch task {
    case .eigenvalues: _ = try eigenvalues()
    case .trace(let piece): try measure(piece)
    case .layer(let index): _ = try eigenvalues(ofLayer: index, later: later)
    case .layerDensity(let index, let probe):
      guard let wanted = settings.density else { return }
      _ = try nodes("layer \(tensors[index].name) density", wanted, probe: probe) {
        try StochasticLanczosQuadrature.nodes(of: block(index), wanted, probe: probe)
      }
    case .density(let probe):
      guard let wanted = settings.density else { return }
      _ = try nodes("density", wanted, probe: probe) {
        try StochasticLanczosQuadrature.nodes(of: map, wanted, probe: probe)
      }
    }
  }

  /// Makes one of the products for the traces, if there is such a one.
  private func measure(_ piece: TracePiece) throws {
    let rank = try rank(measure: probes.rank)
    guard probes.sizes.includes(piece, rank: rank) else { return }
    // Where another process has noted the rank of Q, but not this product, Q is made here too, and does not
    // count as part of the product.
    if !knows(piece) { _ = try probes.rank() }
    _ = try term(piece) { try probes.term(of: piece) }
  }
}
