internal import Archives
internal import Foundation

/// What spans a plane, and so what one unit along its axes means.
///
/// To add a kind of plane, add a case here, the function that makes its directions, and the option
/// that selects it.
public enum PlaneKind: Equatable, Sendable {
  /// Two random directions.
  case random(RandomDirections)
  /// Two eigenvectors of the Hessian of the loss, of length 1.
  case hessian(HessianDirections)
  /// The differences of one or two nets to the one at the centre.
  case nets(NetsPlane)
  /// The principal axes of a trajectory.
  case trajectory(TrajectoryPlane)
  /// Directions from another program, or of a kind unknown to this version.
  case unknown
}

/// How the eigenvectors of a plane were found.
public struct HessianDirections: Equatable, Sendable {
  /// The study of curvature that found them.
  public var made: Manifest
  /// Their eigenvalues: x, y.
  public var eigenvalues: [Double]
  /// The 2-norms of their residuals: x, y.
  public var residualNorms: [Double]
  /// Whether each reached the requested tolerance: x, y.
  public var converged: [Bool]

  /// Describes a pair of eigenvectors.
  public init(
    made: Manifest, eigenvalues: [Double], residualNorms: [Double], converged: [Bool]
  ) {
    self.made = made
    self.eigenvalues = eigenvalues
    self.residualNorms = residualNorms
    self.converged = converged
  }
}

extension PlaneKind {
  /// The nets that span the plane; nil for planes of other kinds.
  public var nets: NetsPlane? {
    if case .nets(let nets) = self { nets } else { nil }
  }

  /// The trajectory whose principal axes span the plane; nil for planes of other kinds.
  public var trajectory: TrajectoryPlane? {
    if case .trajectory(let trajectory) = self { trajectory } else { nil }
  }

  /// What one unit along an axis is, in words for its label: `units of filter norm`. Nil where it is not known.
  public var axisUnit: String? {
    switch self {
    case .random(let directions):
      switch directions.normalization {
      case .filter: "units of filter norm"
      case .layer: "units of layer norm"
      case .weight: "units of weight"
      case .none: "unit vectors: Gaussian, not scaled"
      }
    case .hessian: "Hessian eigenvectors"
    case .nets, .trajectory: nil
    case .unknown: nil
    }
  }

  /// The names of the axes of maps and surfaces.
  public var axisNames: (x: String, y: String) {
    if case .nets(let nets) = self { return nets.axisNames }
    if case .trajectory(let trajectory) = self { return trajectory.axisNames }
    let unit = axisUnit.map { " (\($0))" } ?? ""
    return ("α: step along direction x\(unit)", "β: step along direction y\(unit)")
  }

  /// The plane in a few words, for a caption: `random plane, filter normalisation, seed 1`. Nil where
  /// it is not known.
  public var summary: String? {
    switch self {
    case .random(let directions):
      "random plane, "
        + (directions.normalization == .none
          ? "no normalisation" : "\(directions.normalization.rawValue) normalisation")
        + ", seed \(directions.seed)"
    case .hessian(let directions):
      "plane of the Hessian's eigenvectors for "
        + directions.eigenvalues.map { String(format: "%.3g", $0) }.joined(separator: " and ")
    case .trajectory(let trajectory):
      "principal axes of a trajectory of \(trajectory.checkpoints) checkpoints"
    case .nets(let nets): nets.isLine ? "line between two nets" : "plane through three nets"
    case .unknown: nil
    }
  }
}

extension PlaneKind {
  /// Reads the kind from the manifest of directions.
  init(json: JSONValue) {
    if let random = json["random"].flatMap({ RandomDirections(json: $0) }) {
      self = .random(random)
    } else if let hessian = json["hessian"].flatMap({ HessianDirections(json: $0) }) {
      self = .hessian(hessian)
    } else if let nets = json["nets"].flatMap({ NetsPlane(json: $0) }) {
      self = .nets(nets)
    } else if let trajectory = json["trajectory"].flatMap({ TrajectoryPlane(json: $0) }) {
      self = .trajectory(trajectory)
    } else {
      self = .unknown
    }
  }

  /// Puts the kind into the manifest of directions.
  func write(to json: inout JSONValue) {
    switch self {
    case .random(let directions): json["random"] = directions.json
    case .hessian(let directions): json["hessian"] = directions.json
    case .nets(let nets): json["nets"] = nets.json
    case .trajectory(let trajectory): json["trajectory"] = trajectory.json
    // As version 0.1 wrote it.
    case .unknown: json["random"] = .null
    }
  }
}

extension RandomDirections {
  fileprivate var json: JSONValue {
    [
      "seed": Int(exactly: seed).map { .int($0) } ?? .double(Double(seed)),
      "normalization": .string(normalization.rawValue), "ignored": .string(ignored.rawValue),
    ]
  }
}

extension HessianDirections {
  fileprivate init?(json: JSONValue) {
    guard let eigenvalues = json["eigenvalues"]?.array?.compactMap(\.double),
      let residualNorms = json["residual_norms"]?.array?.compactMap(\.double),
      let converged = json["converged"]?.array?.compactMap(\.bool), let made = json["made"],
      [eigenvalues.count, residualNorms.count, converged.count] == [2, 2, 2]
    else { return nil }
    self.init(
      made: Manifest(json: made), eigenvalues: eigenvalues, residualNorms: residualNorms,
      converged: converged)
  }

  fileprivate var json: JSONValue {
    [
      "made": made.json, "eigenvalues": .array(eigenvalues.map { .double($0) }),
      "residual_norms": .array(residualNorms.map { .double($0) }),
      "converged": .array(converged.map { .bool($0) }),
    ]
  }
}
