public import Archives
internal import Documents
public import Landscapes
public import Provenance

/// The curvature of a net at its weights, as `basin hessian` prints it: what is known of the Hessian of
/// the mean loss over all trainable parameters.
public struct CurvatureReport: Sendable {
  /// The forms in which the report can be had.
  public enum Format: String, CaseIterable, Sendable {
    /// Tables for a terminal.
    case text
    /// Everything, numbers in the shortest form that reads back to the same bits.
    case json
  }

  /// An eigenvalue with what is known of its error.
  public struct Eigenvalue: Hashable, Codable, Sendable {
    /// The eigenvalue.
    public let value: Double
    /// ‖H·v − value·v‖ of its vector.
    public let residualNorm: Double
    /// Whether the residual norm is as small as was asked for.
    public let isConverged: Bool

    /// Creates an eigenvalue.
    public init(value: Double, residualNorm: Double, isConverged: Bool) {
      self.value = value
      self.residualNorm = residualNorm
      self.isConverged = isConverged
    }

    /// The eigenvalue of a pair.
    public init(_ pair: Eigenpair) {
      self.init(
        value: pair.value, residualNorm: pair.residualNorm, isConverged: pair.isConverged)
    }
  }

  /// The curvature within the parameters of one weight tensor, all others held fixed.
  public struct Layer: Hashable, Codable, Sendable {
    /// The tensor's name.
    public let name: String
    /// Its elements.
    public let parameters: Int
    /// The largest eigenvalue of its block of the Hessian.
    public let top: Eigenvalue
    /// The smallest one; nil for a tensor of one element, which has but one.
    public let bottom: Eigenvalue?
    /// The trace of the block.
    public let trace: TraceEstimate
    /// The density of the block's eigenvalues; nil where it was not looked at.
    public let density: SpectralDensity?

    /// Creates a layer.
    public init(
      name: String, parameters: Int, top: Eigenvalue, bottom: Eigenvalue?, trace: TraceEstimate,
      density: SpectralDensity? = nil
    ) {
      self.name = name
      self.parameters = parameters
      self.top = top
      self.bottom = bottom
      self.trace = trace
      self.density = density
    }
  }

  /// Which loss it is of, and where.
  public struct Subject: Hashable, Sendable {
    /// The network, as people read it.
    public let network: String
    /// The file of the weights.
    public let weights: String
    /// The data: `fashion-mnist train`.
    public let data: String
    /// The number of examples.
    public let samples: Int
    /// The number of trainable parameters.
    public let parameters: Int
    /// What the loss is: `mean cross-entropy`.
    public let loss: String

    /// Creates a subject.
    public init(
      network: String, weights: String, data: String, samples: Int, parameters: Int, loss: String
    ) {
      self.network = network
      self.weights = weights
      self.data = data
      self.samples = samples
      self.parameters = parameters
      self.loss = loss
    }
  }

  /// Which loss it is of.
  public let subject: Subject
  /// The mean loss at the weights.
  public let loss: Double
  /// The norm of its gradient.
  public let gradientNorm: Double
  /// The largest eigenvalues, descending.
  public let top: [Eigenvalue]
  /// The smallest ones, ascending.
  public let bottom: [Eigenvalue]
  /// The trace: the sum of all eigenvalues.
  public let trace: TraceEstimate
  /// The layers, in the order of the network; empty where they were not looked at.
  public let layers: [Layer]
  /// The density of all eigenvalues; nil where it was not looked at.
  public let density: SpectralDensity?
  /// Products with the Hessian that were made.
  public let products: Int
  /// Everything that determines the numbers.
  public let manifest: Manifest

  /// Creates a report.
  public init(
    subject: Subject, loss: Double, gradientNorm: Double, top: [Eigenvalue],
    bottom: [Eigenvalue], trace: TraceEstimate, layers: [Layer] = [],
    density: SpectralDensity? = nil, products: Int, manifest: Manifest
  ) {
    self.subject = subject
    self.loss = loss
    self.gradientNorm = gradientNorm
    self.top = top
    self.bottom = bottom
    self.trace = trace
    self.layers = layers
    self.density = density
    self.products = products
    self.manifest = manifest
  }

  /// |smallest| / |largest| eigenvalue where the smallest is negative, 0 where none is: how far from
  /// convex the loss is at the weights (Li et al. 2018, section 6). Nil without both.
  public var nonconvexity: Double? {
    guard let largest = top.first?.value, let smallest = bottom.first?.value else { return nil }
    if smallest >= 0 { return 0 }
    return largest == 0 ? nil : abs(smallest / largest)
  }

  /// Whether every eigenvalue is as exact as was asked for.
  public var isConverged: Bool {
    (top + bottom + layers.map(\.top) + layers.compactMap(\.bottom)).allSatisfy(\.isConverged)
  }

  /// Every number of the report.
  public var json: JSONValue { JSONValue(result: CurvatureRecord(self)) }

  /// The report in one of its forms, with a line break at its end.
  public func formatted(as format: Format) -> String {
    switch format {
    case .text: document.text
    case .json: json.serialized(pretty: true) + "\n"
    }
  }
}
