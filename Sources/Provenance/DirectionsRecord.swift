internal import Archives

/// How the two directions of a plane were made.
public struct DirectionsRecord: Equatable, Sendable {
  static let kind = "directions"

  /// The programs; nil for directions of other programs. Directions depend on no OpenBLAS core.
  public var software: SoftwareRecord?
  /// What spans the plane.
  public var plane: PlaneKind
  /// The digest of the weights at the centre of the plane; nil where it is recorded elsewhere.
  public var weightsDigest: String?
  /// The path of an optimiser that is stored beside the directions; nil for none.
  public var path: PathRecord?

  /// Describes directions.
  ///
  /// - Parameters:
  ///   - plane: what spans the plane.
  ///   - weightsDigest: the digest of the weights they are scaled to.
  public init(_ plane: PlaneKind, weightsDigest: String? = nil) {
    // The eigenproblem of principal axes is solved by OpenBLAS.
    software = plane == .unknown ? nil : plane.trajectory == nil ? .currentWithoutCore : .current
    self.plane = plane
    self.weightsDigest = weightsDigest
  }
}

extension DirectionsRecord {
  init?(json: JSONValue) {
    self.init(PlaneKind(json: json), weightsDigest: json["weights_digest"]?.string)
    path = json["path"].flatMap { PathRecord(json: $0) }
    software = SoftwareRecord(json: json)
  }

  var json: JSONValue {
    var json: JSONValue = ["kind": .string(Self.kind)]
    json["weights_digest"] = weightsDigest.map { .string($0) }
    json["path"] = path?.json
    plane.write(to: &json)
    software?.write(to: &json)
    return json
  }
}
