public import Archives

/// What a study of curvature was made from.
public struct HessianRecord: Equatable, Sendable {
  static let kind = "hessian"
  static let unfinishedKind = "unfinished hessian"

  /// The programs.
  public var software: SoftwareRecord
  /// The weights.
  public var weights: Origin
  /// The examples whose mean loss it is.
  public var data: DataRecord
  /// What is measured, and how well; nil for unfinished work, whose parts have settings of their
  /// own.
  public var settings: JSONValue?
  /// The name of the loss; nil for the cross-entropy.
  public var loss: String?

  /// Describes a study that is made now.
  public init(weights: Origin, data: DataRecord, settings: JSONValue?, loss: String? = nil) {
    software = .current
    self.weights = weights
    self.data = data
    self.settings = settings
    self.loss = loss
  }
}

extension HessianRecord {
  init?(json: JSONValue) {
    guard let software = SoftwareRecord(json: json), let weights = Origin(json: json["weights"]),
      let data = DataRecord(json: json["data"])
    else { return nil }
    self.init(
      weights: weights, data: data, settings: json["settings"], loss: json["loss"]?.string)
    self.software = software
  }

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(settings == nil ? Self.unfinishedKind : Self.kind), "weights": weights.json,
      "data": data.json,
    ]
    json["settings"] = settings
    json["loss"] = loss.map { .string($0) }
    software.write(to: &json)
    return json
  }
}
