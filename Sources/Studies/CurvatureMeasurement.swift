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

  /// What is guessed of the products for one eigenvalue problem before it has begun.
  static let usualProducts = 40
  /// The same for one weight tensor, whose smallest eigenvalues crowd at zero (measured once: 7,266
  /// products for the 58 tensors of ResNet-56, width 8).
  private static let usualProductsOfLayer = 120

  /// Says what will be done.
  func plan() {
    watch.plan([
      ("gradient", 1), ("eigenvalues", Self.usualProducts), ("trace", settings.traceProbes),
      ("layers", expected(from: 0)), ("density", densityProducts(map.dimension)),
    ])
  }

  /// The mean loss and its gradient.
  func lossAndGradient() throws -> (loss: LossTotal, gradient: [Double]) {
    watch.begin("gradient")
    return try map.lossAndGradient()
  }

  /// The largest and the smallest eigenvalues.
  func eigenvalues() throws -> ExtremeEigenvalues {
    watch.begin("eigenvalues")
    let wanted = settings.eigenpairs
    return try parts.part(
      "eigenvalues", JSONValue(encoding: wanted),
      isWhole: { (known: ExtremeEigenvalues) in
        known.top.count <= wanted.top && known.bottom.count <= wanted.bottom
      }
    ) {
      ExtremeEigenvalues(try LanczosEigenpairs(of: map, wanted, onForecast: watch.forecast))
    }
  }

  /// The trace of the Hessian and those of its blocks.
  func traces() throws -> Traces {
    watch.begin("trace")
    return try parts.part(
      "trace",
      [
        "probes": .int(settings.traceProbes), "seed": .string("\(settings.eigenpairs.seed)"),
        "layers": .array(tensors.map { .string($0.name) }),
      ],
      isWhole: { (known: Traces) in known.layers.count == tensors.count }
    ) {
      let estimates = try HutchPlusPlus(
        of: map, blocks: tensors.map(\.range), probes: settings.traceProbes,
        seed: settings.eigenpairs.seed)
      return Traces(whole: estimates.trace, layers: estimates.blocks)
    }
  }

  /// The curvature within each weight tensor.
  func layers(_ traces: Traces) throws -> [CurvatureReport.Layer] {
    watch.begin("layers")
    var wanted = settings
    (wanted.eigenpairs.top, wanted.eigenpairs.bottom) = (1, 1)
    return try tensors.indices.map { index in
      let (name, range) = tensors[index]
      return try parts.part(
        "layer \(name)", JSONValue(encoding: wanted),
        isWhole: { (known: CurvatureReport.Layer) in
          known.parameters == range.count && known.density?.isWhole ?? true
        }
      ) { try layer(index, trace: traces.layers[index], wanted) }
    }
  }

  private func layer(
    _ index: Int, trace: TraceEstimate, _ wanted: CurvatureStudy.Settings
  ) throws -> CurvatureReport.Layer {
    let (name, range) = tensors[index]
    let before = watch.productsInStage
    let later = densityProducts(range.count) + expected(from: index + 1)
    let block = RestrictedOperator(map, to: range)
    let found = try LanczosEigenpairs(of: block, wanted.eigenpairs) {
      watch.forecast(before + $0 + later)
    }
    return CurvatureReport.Layer(
      name: name, parameters: range.count, top: .init(found.top[0]),
      bottom: found.bottom.first.map { .init($0) }, trace: trace,
      density: try wanted.density.map {
        try StochasticLanczosQuadrature.density(of: block, $0)
      })
  }

  /// The density of all eigenvalues, if it is wanted.
  func density() throws -> SpectralDensity? {
    watch.begin("density")
    return try settings.density.map { wanted in
      try parts.part("density", JSONValue(encoding: wanted), isWhole: \.isWhole) {
        try StochasticLanczosQuadrature.density(of: map, wanted)
      }
    }
  }

  /// The products that a density takes.
  private func densityProducts(_ dimension: Int) -> Int {
    settings.density.map { $0.probes * min($0.steps, dimension) } ?? 0
  }

  /// The products that the tensors from one on will take, as far as is known before.
  private func expected(from index: Int) -> Int {
    tensors[index...].reduce(0) {
      $0 + Self.usualProductsOfLayer + densityProducts($1.range.count)
    }
  }
}
