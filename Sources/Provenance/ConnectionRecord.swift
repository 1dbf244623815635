public import Archives

/// What a connection between two nets was made from.
public struct ConnectionRecord: Equatable, Sendable {
  static let kind = "connection"

  /// The programs.
  public var software: SoftwareRecord
  /// The weights at t = 0.
  public var start: Origin
  /// The weights at t = 1.
  public var end: Origin
  /// The examples that the curve is trained on.
  public var training: DataRecord
  /// The examples that losses are evaluated on.
  public var data: DataRecord
  /// The curve and how it is trained.
  public var curve: JSONValue
  /// The number of evaluated points on each path, ends included.
  public var points: Int

  /// Describes a connection that is made now.
  public init(
    start: Origin, end: Origin, training: DataRecord, data: DataRecord, curve: JSONValue,
    points: Int
  ) {
    software = .current
    self.start = start
    self.end = end
    self.training = training
    self.data = data
    self.curve = curve
    self.points = points
  }
}

extension ConnectionRecord {
  init?(json: JSONValue) {
    guard let software = SoftwareRecord(json: json), let start = Origin(json: json["start"]),
      let end = Origin(json: json["end"]), let training = DataRecord(json: json["training_data"]),
      let data = DataRecord(json: json["data"]), let curve = json["curve"],
      let points = json["points"]?.int
    else { return nil }
    self.init(
      start: start, end: end, training: training, data: data, curve: curve, points: points)
    self.software = software
  }

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(Self.kind), "start": start.json, "end": end.json,
      "training_data": training.json, "data": data.json, "curve": curve, "points": .int(points),
    ]
    software.write(to: &json)
    return json
  }
}
