internal import Archives
internal import Landscapes
internal import Provenance

/// The curvature of a net, as `basin hessian --format json` writes it.
///
/// Scripts hold on to the members' names: they may be added to, and none may change or go.
struct CurvatureRecord: Codable {
  let parameters: Int
  let samples: Int
  let loss: Double
  let top: [Eigenvalue]
  let bottom: [Eigenvalue]
  let trace: Trace
  let network: String
  let weights: String
  let data: String
  let gradientNorm: Double
  let converged: Bool
  @OrNull var nonconvexity: Double?
  let products: Int
  let manifest: JSONValue
  /// Nil without layers.
  let perLayer: [Layer]?
  let density: Density?

  struct Eigenvalue: Codable {
    let value: Double
    let residualNorm: Double
    let converged: Bool
  }

  struct Trace: Codable {
    let value: Double
    let standardError: Double
    let probes: Int
  }

  struct Layer: Codable {
    let layer: String
    let parameters: Int
    let top: Eigenvalue
    @OrNull var bottom: Eigenvalue?
    let trace: Trace
    let density: Density?
  }

  struct Density: Codable {
    let probes: Int
    let steps: Int
    /// Pairs of a value and its weight.
    let nodes: [[Double]]
  }
}

extension CurvatureRecord {
  init(_ report: CurvatureReport) {
    self.init(
      parameters: report.subject.parameters, samples: report.subject.samples, loss: report.loss,
      top: report.top.map(Eigenvalue.init), bottom: report.bottom.map(Eigenvalue.init),
      trace: Trace(report.trace), network: report.subject.network,
      weights: report.subject.weights, data: report.subject.data,
      gradientNorm: report.gradientNorm, converged: report.isConverged,
      nonconvexity: report.nonconvexity, products: report.products, manifest: report.manifest.json,
      perLayer: report.layers.isEmpty ? nil : report.layers.map(Layer.init),
      density: report.density.map(Density.init))
  }
}

extension CurvatureRecord.Eigenvalue {
  init(_ eigenvalue: CurvatureReport.Eigenvalue) {
    self.init(
      value: eigenvalue.value, residualNorm: eigenvalue.residualNorm,
      converged: eigenvalue.isConverged)
  }
}

extension CurvatureRecord.Trace {
  init(_ trace: TraceEstimate) {
    self.init(value: trace.value, standardError: trace.standardError, probes: trace.probes)
  }
}

extension CurvatureRecord.Layer {
  init(_ layer: CurvatureReport.Layer) {
    self.init(
      layer: layer.name, parameters: layer.parameters, top: .init(layer.top),
      bottom: layer.bottom.map(CurvatureRecord.Eigenvalue.init), trace: .init(layer.trace),
      density: layer.density.map(CurvatureRecord.Density.init))
  }
}

extension CurvatureRecord.Density {
  init(_ density: SpectralDensity) {
    self.init(
      probes: density.probes, steps: density.steps,
      nodes: density.nodes.map { [$0.value, $0.weight] })
  }
}
