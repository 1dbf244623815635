internal import Archives
public import Datasets
internal import Failures
public import Kernels
public import Landscapes
public import Networks
public import Reports

/// What `basin hessian` measures: the curvature of a net's loss at its weights.
public struct CurvatureStudy: Sendable {
  /// What is measured, and how well.
  public struct Settings: Hashable, Codable, Sendable {
    /// The eigenvalues; its seed serves the trace and the density too.
    public var eigenpairs: LanczosEigenpairs.Settings
    /// The products that the trace may take.
    public var traceProbes: Int
    /// Whether each weight tensor is looked at as well.
    public var perLayer: Bool
    /// The density of all eigenvalues; nil for none.
    public var density: StochasticLanczosQuadrature.Settings?

    /// Creates settings.
    public init(
      eigenpairs: LanczosEigenpairs.Settings = .init(), traceProbes: Int = 64,
      perLayer: Bool = false, density: StochasticLanczosQuadrature.Settings? = nil
    ) {
      self.eigenpairs = eigenpairs
      self.traceProbes = traceProbes
      self.perLayer = perLayer
      self.density = density
    }
  }

  /// The weights.
  public let checkpoint: Checkpoint
  /// The examples whose mean loss it is.
  public let dataset: Dataset
  private let file: String
  private let title: String

  /// Describes a study.
  ///
  /// - Parameters:
  ///   - file: the name of the weights' file.
  ///   - title: what people call the network; nil for what the file says.
  public init(checkpoint: Checkpoint, file: String, title: String?, dataset: Dataset) {
    self.checkpoint = checkpoint
    self.file = file
    self.title = title ?? checkpoint.manifest?["model"]?.string ?? file
    self.dataset = dataset
  }

  /// What is guessed of the products for one eigenvalue problem before it has begun.
  private static let usualProducts = 40
  /// The same for one weight tensor, whose smallest eigenvalues crowd at zero (measured once: 7,266
  /// products for the 58 tensors of ResNet-56, width 8).
  private static let usualProductsOfLayer = 120

  /// Measures everything.
  ///
  /// - Parameters:
  ///   - workers: no number depends on them.
  ///   - shouldStop: asked after every batch of examples.
  ///   - onProgress: told after every batch.
  /// - Throws: `Failure`: `.data` where the data do not fit the network or the loss overflows,
  ///   `.usage` for settings that take more than `mostVectorBytes`, `.interrupted` when stopped.
  public func run(
    _ settings: Settings, workers: Workers, shouldStop: @escaping () -> Bool = { false },
    onProgress: @escaping (CurvatureProgress) -> Void = { _ in }
  ) throws -> CurvatureReport {
    let watch = ProductWatch(shouldStop: shouldStop, onProgress: onProgress)
    let map = try hessian(workers: workers, watch)
    try settings.checkMemory(dimension: map.dimension)
    let tensors = settings.perLayer ? weightTensors : []
    let density = settings.density
    func densityProducts(_ dimension: Int) -> Int {
      (density?.probes ?? 0) * min(density?.steps ?? 0, dimension)
    }
    let expected = tensors.map { Self.usualProductsOfLayer + densityProducts($0.range.count) }
    watch.plan([
      ("gradient", 1), ("eigenvalues", Self.usualProducts), ("trace", settings.traceProbes),
      ("layers", expected.reduce(0, +)), ("density", densityProducts(map.dimension)),
    ])

    watch.begin("gradient")
    let (loss, gradient) = try map.lossAndGradient()
    watch.begin("eigenvalues")
    let pairs = try LanczosEigenpairs(of: map, settings.eigenpairs, onForecast: watch.forecast)
    watch.begin("trace")
    let traces = try HutchPlusPlus(
      of: map, blocks: tensors.map(\.range), probes: settings.traceProbes,
      seed: settings.eigenpairs.seed)
    watch.begin("layers")
    var layers: [CurvatureReport.Layer] = []
    for (tensor, trace) in zip(tensors, traces.blocks) {
      var wanted = settings.eigenpairs
      (wanted.top, wanted.bottom) = (1, 1)
      let before = watch.productsInStage
      let later = expected[(layers.count + 1)...].reduce(0, +)
      let block = RestrictedOperator(map, to: tensor.range)
      let found = try LanczosEigenpairs(of: block, wanted) {
        watch.forecast(before + $0 + densityProducts(tensor.range.count) + later)
      }
      guard let top = found.top.first else { continue }
      layers.append(
        CurvatureReport.Layer(
          name: tensor.name, parameters: tensor.range.count, top: .init(top),
          bottom: found.bottom.first.map { .init($0) }, trace: trace,
          density: try density.map { try StochasticLanczosQuadrature.density(of: block, $0) }))
    }
    watch.begin("density")
    let spectrum = try density.map {
      try StochasticLanczosQuadrature.density(of: map, $0)
    }

    return CurvatureReport(
      subject: CurvatureReport.Subject(
        network: title, weights: file, data: dataset.name, samples: dataset.count,
        parameters: map.dimension),
      loss: loss.mean, gradientNorm: LinearAlgebra.norm(gradient),
      top: pairs.top.map { .init($0) }, bottom: pairs.bottom.map { .init($0) },
      trace: traces.trace, layers: layers, density: spectrum,
      // The gradient was the first.
      products: watch.products - 1, manifest: try manifest(settings: JSONValue(encoding: settings)))
  }

  /// Finds the eigenvectors of the two largest eigenvalues, as a plane.
  ///
  /// - Parameter settings: how well; two pairs are taken, however many it names.
  /// - Throws: as `run`; `.usage` for a net so large that no plane of eigenvectors is found within
  ///   `mostVectorBytes`.
  public func plane(
    _ settings: LanczosEigenpairs.Settings, workers: Workers,
    shouldStop: @escaping () -> Bool = { false },
    onProgress: @escaping (CurvatureProgress) -> Void = { _ in }
  ) throws -> (plane: Plane, pairs: [Eigenpair]) {
    let watch = ProductWatch(shouldStop: shouldStop, onProgress: onProgress)
    let map = try hessian(workers: workers, watch)
    var settings = settings
    (settings.top, settings.bottom) = (2, 0)
    try settings.checkMemory(
      dimension: map.dimension, limit: Self.mostVectorBytes, option: "--hessian", atLeast: 2)
    watch.plan([("eigenvalues", Self.usualProducts)])
    watch.begin("eigenvalues")
    let pairs = try LanczosEigenpairs(of: map, settings, onForecast: watch.forecast).top
    guard pairs.count == 2 else {
      throw Failure(.data, "a net of one parameter spans no plane", at: file)
    }
    let made = try manifest(settings: JSONValue(encoding: settings))
    return (Plane(x: pairs[0], y: pairs[1], around: checkpoint, made: made), pairs)
  }

  private func hessian(workers: Workers, _ watch: ProductWatch) throws -> HessianOperator {
    let map = try HessianOperator(
      checkpoint: checkpoint, dataset: dataset, workers: workers, onBatch: watch.noteBatch)
    watch.batchesPerProduct = map.batchCount
    return map
  }

  private var weightTensors: [(name: String, range: Range<Int>)] {
    let layout = checkpoint.network.parameters
    return zip(layout.specifications, layout.ranges).filter {
      $0.0.role == .weight || $0.0.role == .embedding
    }.map { ($0.0.name, $0.1) }
  }

  /// Everything that determines the numbers.
  func manifest(settings: JSONValue) throws -> JSONValue {
    [
      "kind": "hessian", "basin": .string(Software.version),
      "openblas_core": .string(LinearAlgebra.coreName),
      "weights": [
        "digest": .string(try checkpoint.digest()), "made": checkpoint.manifest ?? .null,
      ],
      "data": [
        "name": .string(dataset.name), "samples": .int(dataset.count),
        "digest": .string(dataset.digest),
      ],
      "settings": settings,
    ]
  }
}
