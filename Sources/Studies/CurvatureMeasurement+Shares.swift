internal import Landscapes
internal import Runs

extension CurvatureMeasurement {
  /// Measures what one of several processes takes, but for what is known already.
  func measure(_ share: Share) throws {
    let taken = try tasks.taken(by: share).filter { try !isKnownWhole($0) }
    plan(taken, gradients: 0)
    for stage in CurvatureStage.allCases where stage != .gradient {
      let here = taken.filter { $0.stage == stage }
      guard !here.isEmpty else { continue }
      watch.begin(stage)
      var later = tasks.products(of: here, in: stage)
      for task in here {
        later -= tasks.products(of: task)
        try measure(task, later: later)
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
    case .trace(let piece):
      if probes.sizes.includes(piece, rank: try rank()) { _ = try term(piece) }
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
}
