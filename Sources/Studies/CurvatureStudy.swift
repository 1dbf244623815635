package import Archives
public import Datasets
internal import Failures
internal import Kernels
public import Landscapes
public import Networks
package import Provenance
public import Reports
public import Runs

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
  /// The loss.
  public let loss: Loss
  private let file: String
  private let title: String

  /// Describes a study.
  ///
  /// - Parameters:
  ///   - checkpoint: the weights.
  ///   - file: the name of the weights' file, for the report.
  ///   - title: what people call the network; nil for what the file says.
  ///   - dataset: the examples whose mean loss it is.
  ///   - loss: the loss.
  public init(
    checkpoint: Checkpoint, file: String, title: String?, dataset: Dataset,
    loss: Loss = .crossEntropy
  ) {
    self.checkpoint = checkpoint
    self.file = file
    self.title = title ?? checkpoint.manifest?.weights?.model ?? file
    self.dataset = dataset
    self.loss = loss
  }

  /// Where the finished parts of an unfinished study of a net are kept.
  ///
  /// - Parameter weights: the weights' file.
  public static func partial(of weights: String) -> String { "\(weights).hessian.partial" }

  /// What is known of an unfinished study, to go on from.
  ///
  /// - Parameters:
  ///   - weights: the weights' file, beside which it is kept.
  ///   - share: what of the study this process does.
  /// - Throws: `Failure` (data) where something else lies there.
  public func ledger(besides weights: String, share: Share = .whole) throws -> SharedLedger {
    try SharedLedger(
      parts: Self.partial(of: weights), manifest: try manifest(settings: nil).json, share: share,
      share.isWhole ? .whenAsked : .soon)
  }

  /// Whether finished parts of an unfinished study of the net are kept.
  ///
  /// - Parameter weights: the weights' file, beside which they are kept.
  public func isUnfinished(besides weights: String) throws -> Bool {
    Ledger.holdsParts(at: Self.partial(of: weights), of: try manifest(settings: nil).json)
  }

  /// Measures everything.
  ///
  /// - Parameters:
  ///   - settings: what is measured, and how well.
  ///   - context: told of the progress and asked whether to stop after every batch of examples.
  ///   - ledger: where each part is kept once it is finished (the eigenvalues, the traces, each
  ///     layer, the density), to be finished once the report is in safety; nil to keep nothing. What other
  ///     processes have measured is taken from there.
  /// - Throws: `Failure`: `.data` where the data do not fit the network or the loss overflows,
  ///   `.usage` for settings that take more than `mostVectorBytes`, `.interrupted` when stopped.
  public func run(
    _ settings: Settings, in context: RunContext, ledger: SharedLedger? = nil
  ) throws -> CurvatureReport {
    try measuring(settings, in: context, ledger, report)
  }

  /// Prepares a measurement, and keeps what is finished where it is stopped.
  func measuring<Result>(
    _ settings: Settings, in context: RunContext, _ ledger: SharedLedger?,
    _ measure: (CurvatureMeasurement) throws -> Result
  ) throws -> Result {
    let watch = ProductWatch(context)
    let parts = CurvatureParts(ledger, watch)
    do {
      let map = try hessian(workers: context.workers, watch)
      try settings.checkMemory(dimension: map.dimension)
      return try measure(
        CurvatureMeasurement(
          map: map, tensors: settings.perLayer ? weightTensors : [], settings: settings,
          watch: watch, parts: parts))
    } catch let failure as Failure where failure.code == .interrupted {
      throw try parts.stopped(failure)
    }
  }

  private func report(_ measurement: CurvatureMeasurement) throws -> CurvatureReport {
    measurement.plan(measurement.tasks.all, gradients: 1)
    let (loss, gradient) = try measurement.lossAndGradient()
    let eigenvalues = try measurement.eigenvalues()
    let traces = try measurement.traces()
    let layers = try measurement.layers(traces)
    let density = try measurement.density()
    measurement.parts.close(try JSONValue(encoding: measurement.settings))
    return CurvatureReport(
      subject: CurvatureReport.Subject(
        network: title, weights: file, data: dataset.name, samples: dataset.count,
        parameters: measurement.map.dimension, loss: self.loss.inMean),
      loss: loss.mean, gradientNorm: LinearAlgebra.norm(gradient),
      top: eigenvalues.top, bottom: eigenvalues.bottom, trace: traces.whole, layers: layers,
      density: density,
      // The gradient was the first.
      products: measurement.watch.products - 1,
      manifest: try manifest(of: measurement.settings))
  }

  /// Finds the eigenvectors of the two largest eigenvalues, as a plane.
  ///
  /// - Parameters:
  ///   - settings: how well; two pairs are taken, however many it names.
  ///   - context: told of the progress and asked whether to stop after every batch of examples.
  /// - Throws: as `run`; `.usage` for a net so large that no plane of eigenvectors is found within
  ///   `mostVectorBytes`.
  public func plane(
    _ settings: LanczosEigenpairs.Settings, in context: RunContext
  ) throws -> (plane: Plane, pairs: [Eigenpair]) {
    let watch = ProductWatch(context)
    let map = try hessian(workers: context.workers, watch)
    var settings = settings
    (settings.top, settings.bottom) = (2, 0)
    try settings.checkMemory(
      dimension: map.dimension, limit: Self.mostVectorBytes, option: "hessian", atLeast: 2)
    watch.plan([(.eigenvalues, CurvatureTasks.usualProducts)])
    watch.begin(.eigenvalues)
    let pairs = try LanczosEigenpairs(of: map, settings, onForecast: watch.forecast).top
    guard pairs.count == 2 else {
      throw Failure(.data, "a net of one parameter does not span a plane", at: file)
    }
    let made = try manifest(settings: JSONValue(encoding: settings))
    return (Plane(x: pairs[0], y: pairs[1], around: checkpoint, made: made), pairs)
  }

  private func hessian(workers: Workers, _ watch: ProductWatch) throws -> HessianOperator {
    let map = try HessianOperator(
      checkpoint: checkpoint, dataset: dataset, loss: loss, workers: workers,
      onBatch: watch.noteBatch)
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
  ///
  /// - Parameter settings: what is measured, and how well.
  package func manifest(of settings: Settings) throws -> Manifest {
    try manifest(settings: JSONValue(encoding: settings))
  }

  /// Everything that determines the numbers.
  ///
  /// - Parameter settings: what is measured, and how well; nil for unfinished work, whose parts have
  ///   settings of their own.
  package func manifest(settings: JSONValue?) throws -> Manifest {
    Manifest(
      .hessian(
        HessianRecord(
          weights: Origin(digest: try checkpoint.digest(), made: checkpoint.manifest),
          data: DataRecord(
            name: dataset.name, samples: dataset.count, digest: dataset.digest,
            preparation: dataset.preparation),
          settings: settings, loss: loss.recorded)))
  }
}
