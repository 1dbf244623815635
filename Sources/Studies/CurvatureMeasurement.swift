internal import Archives
internal import Kernels
internal import Landscapes
internal import Networks
internal import Reports

/// The stages in which the curvature of a net is measured, in their order.
struct CurvatureMeasurement {
  /// The Hessian.
  let map: HessianOperator
  /// The weight tensors that are looked at by themselves.
  let tensors: [(name: String, range: Range<Int>)]
  let settings: CurvatureStudy.Settings
  let watch: ProductWatch
  let parts: CurvatureParts
  let tasks: CurvatureTasks
  /// The products for the traces.
  let probes: TraceProbes<HessianOperator>

  init(
    map: HessianOperator, tensors: [(name: String, range: Range<Int>)],
    settings: CurvatureStudy.Settings, watch: ProductWatch, parts: CurvatureParts
  ) {
    (self.map, self.tensors, self.settings) = (map, tensors, settings)
    (self.watch, self.parts) = (watch, parts)
    tasks = CurvatureTasks(
      settings: settings, dimension: map.dimension, layers: tensors.map(\.range.count))
    probes = TraceProbes(
      of: map, blocks: tensors.map(\.range), probes: settings.traceProbes,
      seed: settings.eigenpairs.seed)
  }

  /// Says what will be done.
  ///
  /// - Parameter gradients: how often the gradient is taken.
  func plan(_ tasks: [CurvatureTask], gradients: Int) {
    watch.plan(
      CurvatureStage.allCases.map { stage in
        (stage, stage == .gradient ? gradients : self.tasks.products(of: tasks, in: stage))
      })
  }

  /// The mean loss and its gradient.
  func lossAndGradient() throws -> (loss: LossTotal, gradient: [Double]) {
    watch.begin(.gradient)
    return try map.lossAndGradient()
  }

  /// The largest and the smallest eigenvalues.
  func eigenvalues() throws -> ExtremeEigenvalues {
    watch.begin(.eigenvalues)
    let wanted = settings.eigenpairs
    return try parts.part(
      "eigenvalues", JSONValue(encoding: wanted), by: .any,
      isWhole: { (known: ExtremeEigenvalues) in
        known.top.count <= wanted.top && known.bottom.count <= wanted.bottom
      }
    ) {
      ExtremeEigenvalues(try LanczosEigenpairs(of: map, wanted, onForecast: watch.forecast))
    }
  }

  /// The curvature within each weight tensor.
  func layers(_ traces: Traces) throws -> [CurvatureReport.Layer] {
    watch.begin(.layers)
    return try tensors.indices.map { index in
      try parts.part(
        "layer \(tensors[index].name)", layerSettings(), by: .alone,
        isWhole: { isWholeLayer($0, at: index) }
      ) { try layer(index, trace: traces.layers[index]) }
    }
  }

  private var pairsOfLayer: LanczosEigenpairs.Settings {
    var wanted = settings.eigenpairs
    (wanted.top, wanted.bottom) = (1, 1)
    return wanted
  }

  private func layerSettings() throws -> JSONValue {
    var wanted = settings
    wanted.eigenpairs = pairsOfLayer
    return try JSONValue(encoding: wanted)
  }

  private func isWholeLayer(_ known: CurvatureReport.Layer, at index: Int) -> Bool {
    known.parameters == tensors[index].range.count && known.density?.isWhole ?? true
  }

  /// Whether an earlier run has all of a weight tensor.
  func knowsLayer(_ index: Int) throws -> Bool {
    parts.isKnown(
      "layer \(tensors[index].name)", try layerSettings(), isWhole: { isWholeLayer($0, at: index) })
  }

  private func layer(_ index: Int, trace: TraceEstimate) throws -> CurvatureReport.Layer {
    let (name, range) = tensors[index]
    let later = tasks.all.drop { $0 != .layer(index) }.dropFirst()
    let found = try eigenvalues(
      ofLayer: index, later: tasks.products(of: Array(later), in: .layers))
    return CurvatureReport.Layer(
      name: name, parameters: range.count, top: found.top[0], bottom: found.bottom.first,
      trace: trace,
      density: try settings.density.map { wanted in
        try StochasticLanczosQuadrature.density(of: block(index), wanted) {
          try nodes("layer \(name) density", wanted, probe: $0, measure: $1)
        }
      })
  }

  /// The Hessian within a weight tensor.
  func block(_ index: Int) -> RestrictedOperator<HessianOperator> {
    RestrictedOperator(map, to: tensors[index].range)
  }

  /// The largest and the smallest eigenvalue within a weight tensor.
  ///
  /// - Parameter later: the products that come after it in the stage.
  func eigenvalues(ofLayer index: Int, later: Int) throws -> ExtremeEigenvalues {
    let before = watch.productsInStage
    let wanted = pairsOfLayer
    return try parts.part(
      "layer \(tensors[index].name) eigenvalues", JSONValue(encoding: wanted), by: .shares,
      isWhole: { (known: ExtremeEigenvalues) in known.top.count == 1 && known.bottom.count <= 1 }
    ) {
      ExtremeEigenvalues(
        try LanczosEigenpairs(of: block(index), wanted) { watch.forecast(before + $0 + later) })
    }
  }

  /// The density of all eigenvalues, if it is wanted.
  func density() throws -> SpectralDensity? {
    watch.begin(.density)
    return try settings.density.map { wanted in
      try parts.part("density", JSONValue(encoding: wanted), by: .alone, isWhole: \.isWhole) {
        try StochasticLanczosQuadrature.density(of: map, wanted) {
          try nodes("density", wanted, probe: $0, measure: $1)
        }
      }
    }
  }

  /// Whether an earlier run has all of the density.
  func knowsDensity() throws -> Bool {
    parts.isKnown(
      "density", try JSONValue(encoding: settings.density),
      isWhole: { (known: SpectralDensity) in known.isWhole })
  }

  /// The nodes of one probe of a density.
  func nodes(
    _ name: String, _ wanted: StochasticLanczosQuadrature.Settings, probe: Int,
    measure: () throws -> [SpectralDensity.Node]
  ) throws -> [SpectralDensity.Node] {
    try parts.part(
      "\(name) probe \(probe)", JSONValue(encoding: wanted), by: .shares,
      isWhole: { (known: [SpectralDensity.Node]) in !known.isEmpty }, measure)
  }
}
