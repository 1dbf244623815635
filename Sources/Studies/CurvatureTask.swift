internal import Landscapes
internal import Runs

/// A piece of a study of curvature that needs no other piece: what several processes share out.
enum CurvatureTask: Hashable {
  /// The largest and the smallest eigenvalues of the whole.
  case eigenvalues
  /// One product for the traces.
  case trace(TracePiece)
  /// The largest and the smallest eigenvalue of a weight tensor's block.
  case layer(Int)
  /// One probe of the density of a block.
  case layerDensity(Int, probe: Int)
  /// One probe of the density of the whole.
  case density(probe: Int)

  /// The stage of the measurement that it belongs to.
  var stage: CurvatureStage {
    switch self {
    case .eigenvalues: .eigenvalues
    case .trace: .trace
    case .layer, .layerDensity: .layers
    case .density: .density
    }
  }
}

/// The stages of a measurement, in their order.
enum CurvatureStage: String, CaseIterable {
  case gradient, eigenvalues, trace, layers, density
}

/// All tasks of a study, and what each takes.
struct CurvatureTasks {
  /// What is guessed of the products for one eigenvalue problem before it has begun.
  static let usualProducts = 40
  /// The same for one weight tensor, whose smallest eigenvalues crowd at zero (measured once: 7,266
  /// products for the 58 tensors of ResNet-56, width 8).
  static let usualProductsOfLayer = 120

  let settings: CurvatureStudy.Settings
  /// The parameters of the net.
  let dimension: Int
  /// The parameters of each weight tensor that is looked at by itself.
  let layers: [Int]

  /// How many products the traces take for what.
  var traceSizes: TraceProbeSizes {
    TraceProbeSizes(probes: settings.traceProbes, dimension: dimension)
  }

  /// The tasks, in the order of the stages.
  var all: [CurvatureTask] {
    let probes = 0..<(settings.density?.probes ?? 0)
    return [.eigenvalues] + traceSizes.pieces().map(CurvatureTask.trace)
      + layers.indices.flatMap { layer in
        [.layer(layer)] + probes.map { .layerDensity(layer, probe: $0) }
      } + probes.map { .density(probe: $0) }
  }

  /// The products that a task takes, as far as is known before; for the traces, where Q is there.
  func products(of task: CurvatureTask) -> Int {
    switch task {
    case .eigenvalues: Self.usualProducts
    case .trace: 1
    case .layer: Self.usualProductsOfLayer
    case .layerDensity(let layer, _): densitySteps(layers[layer])
    case .density: densitySteps(dimension)
    }
  }

  /// The products that some tasks take in a stage, as far as is known before.
  func products(of tasks: [CurvatureTask], in stage: CurvatureStage) -> Int {
    let here = tasks.filter { $0.stage == stage }
    let sketches = stage == .trace && !here.isEmpty ? traceSizes.sketches : 0
    return here.reduce(sketches) { $0 + products(of: $1) }
  }

  private func densitySteps(_ dimension: Int) -> Int {
    settings.density.map { min($0.steps, dimension) } ?? 0
  }

  /// The tasks of one of several processes: the longest first, each goes to the process that would be done
  /// with it first (Graham 1969, "Bounds on multiprocessing timing anomalies").
  ///
  /// Whoever takes a product for the traces needs the basis Q, and makes it itself: exchanging it would take a
  /// file of many vectors, and time in which all wait for the last. So a process that has it takes such a
  /// product as long as that makes nobody wait longer.
  func taken(by share: Share) -> [CurvatureTask] {
    let tasks = all
    guard !share.isWhole else { return tasks }
    var loads = Array(repeating: 0, count: share.count)
    var longest = 0
    var withBasis: [Int] = []
    var taken: Set<CurvatureTask> = []
    // Stable, as every process has to come to the same.
    let order = tasks.enumerated().map { (position: $0, task: $1, cost: products(of: $1)) }
      .sorted { ($1.cost, $0.position) < ($0.cost, $1.position) }
    func idlest(_ processes: some Sequence<Int>) -> Int? {
      processes.min { (loads[$0], $0) < (loads[$1], $1) }
    }
    for (_, task, cost) in order {
      var chosen = idlest(loads.indices) ?? 0
      var basis = 0
      if task.stage == .trace {
        let sketches = traceSizes.sketches
        if let holder = idlest(withBasis),
          loads[holder] + cost <= max(longest, loads[chosen] + sketches + cost)
        {
          chosen = holder
        } else {
          withBasis.append(chosen)
          basis = sketches
        }
      }
      loads[chosen] += basis + cost
      longest = max(longest, loads[chosen])
      if chosen == share.index { taken.insert(task) }
    }
    return tasks.filter(taken.contains)
  }
}
