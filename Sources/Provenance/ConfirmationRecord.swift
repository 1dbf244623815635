internal import Archives

/// What the confirmation of the minima of a surface was made from.
public struct ConfirmationRecord: Equatable, Sendable {
  static let kind = "confirmation"
  static let unfinishedKind = "unfinished confirmation"

  /// The programs.
  public var software: SoftwareRecord
  /// How the surface was made; nil where its file does not record it.
  public var surface: Manifest?
  /// The persistence from which a minimum counts; nil for unfinished work, which serves every
  /// threshold.
  public var threshold: Double?

  /// Describes a confirmation that is made now.
  public init(surface: Manifest?, threshold: Double?) {
    software = .current
    self.surface = surface
    self.threshold = threshold
  }
}

extension ConfirmationRecord {
  init?(json: JSONValue) {
    guard let software = SoftwareRecord(json: json) else { return nil }
    self.init(
      surface: Manifest(optional: json["surface"]), threshold: json["threshold"]?.double)
    self.software = software
  }

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(threshold == nil ? Self.unfinishedKind : Self.kind),
      "surface": surface?.json ?? .null,
    ]
    json["threshold"] = threshold.map { .double($0) }
    software.write(to: &json)
    return json
  }
}
