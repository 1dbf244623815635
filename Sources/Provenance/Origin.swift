internal import Archives

/// Weights or directions that numbers were computed from: which ones, and how they were made.
public struct Origin: Equatable, Sendable {
  /// The SHA-256 digest, in hexadecimal, of their numbers.
  public var digest: String
  /// How they were made; nil where their file does not record it.
  public var made: Manifest?

  /// Names weights or directions.
  public init(digest: String, made: Manifest?) {
    self.digest = digest
    self.made = made
  }
}

extension Origin {
  init?(json: JSONValue?) {
    guard let json, let digest = json["digest"]?.string else { return nil }
    self.init(digest: digest, made: Manifest(optional: json["made"]))
  }

  var json: JSONValue { ["digest": .string(digest), "made": made?.json ?? .null] }
}

extension Manifest {
  /// A manifest within another; nil for `null` or nothing.
  init?(optional json: JSONValue?) {
    guard let json, json != .null else { return nil }
    self.init(json: json)
  }
}
