internal import Archives
internal import Foundation

/// A plane of the two principal axes of a trajectory, orthonormal.
public struct TrajectoryPlane: Equatable, Sendable {
  /// How many checkpoints there are, the one at the centre of the plane included.
  public var checkpoints: Int
  /// The shares of the variance that the axes explain, from 0 to 1: x, y.
  public var explainedVarianceRatio: [Double]

  /// Describes a plane.
  public init(checkpoints: Int, explainedVarianceRatio: [Double]) {
    precondition(explainedVarianceRatio.count == 2, "not two axes")
    self.checkpoints = checkpoints
    self.explainedVarianceRatio = explainedVarianceRatio
  }

  /// The names of the axes.
  var axisNames: (x: String, y: String) {
    let shares = explainedVarianceRatio.map { String(format: "%.3g %%", 100 * $0) }
    return (
      "α: first principal axis (\(shares[0]) of the variance)",
      "β: second principal axis (\(shares[1]) of the variance)"
    )
  }
}

/// The path of an optimiser that a directions file holds.
public struct PathRecord: Equatable, Sendable {
  /// The digests of the checkpoints, in order.
  public var checkpoints: [String]
  /// The digest of the directions of the plane.
  public var directionsDigest: String
  /// What the true losses were computed on; nil where they are not known.
  public var data: DataRecord?
  /// The name of the loss; nil for the cross-entropy.
  public var loss: String?

  /// Describes a path.
  public init(
    checkpoints: [String], directionsDigest: String, data: DataRecord? = nil, loss: String? = nil
  ) {
    self.checkpoints = checkpoints
    self.directionsDigest = directionsDigest
    self.data = data
    self.loss = loss
  }
}

extension TrajectoryPlane {
  init?(json: JSONValue) {
    guard let checkpoints = json["checkpoints"]?.int,
      let ratio = json["explained_variance_ratio"]?.array?.compactMap(\.double), ratio.count == 2,
      ratio.allSatisfy(\.isFinite)
    else { return nil }
    self.init(checkpoints: checkpoints, explainedVarianceRatio: ratio)
  }

  var json: JSONValue {
    [
      "checkpoints": .int(checkpoints),
      "explained_variance_ratio": .array(explainedVarianceRatio.map { .double($0) }),
    ]
  }
}

extension PathRecord {
  init?(json: JSONValue) {
    guard let digest = json["directions_digest"]?.string,
      let checkpoints = json["checkpoints"]?.array?.compactMap(\.string)
    else { return nil }
    self.init(
      checkpoints: checkpoints, directionsDigest: digest, data: DataRecord(json: json["data"]),
      loss: json["loss"]?.string)
  }

  var json: JSONValue {
    var json: JSONValue = [
      "directions_digest": .string(directionsDigest),
      "checkpoints": .array(checkpoints.map { .string($0) }),
    ]
    json["data"] = data?.json
    json["loss"] = loss.map { .string($0) }
    return json
  }
}
