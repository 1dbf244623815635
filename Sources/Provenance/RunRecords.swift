public import Archives

/// What a comparison of nets with and without shortcuts is made from.
public struct ComparisonRecord: Equatable, Sendable {
  static let kind = "comparison"

  /// The programs.
  public var software: SoftwareRecord
  /// The settings.
  public var settings: JSONValue
  /// The digest of the training examples.
  public var trainDigest: String
  /// The digest of the test examples; nil where there are none.
  public var testDigest: String?

  /// Describes a comparison that is made now.
  public init(settings: JSONValue, trainDigest: String, testDigest: String?) {
    software = .current
    self.settings = settings
    self.trainDigest = trainDigest
    self.testDigest = testDigest
  }
}

extension ComparisonRecord {
  init?(json: JSONValue) {
    guard let software = SoftwareRecord(json: json), let settings = json["settings"],
      let trainDigest = json["train_digest"]?.string
    else { return nil }
    self.init(
      settings: settings, trainDigest: trainDigest, testDigest: json["test_digest"]?.string)
    self.software = software
  }

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(Self.kind), "settings": settings, "train_digest": .string(trainDigest),
      "test_digest": testDigest.map { .string($0) } ?? .null,
    ]
    software.write(to: &json)
    return json
  }
}

/// What a lesson is made from.
public struct LessonRecord: Equatable, Sendable {
  static let kind = "lesson"

  /// The programs.
  public var software: SoftwareRecord
  /// The settings of its comparison.
  public var comparison: JSONValue

  /// Describes a lesson that is made now.
  public init(comparison: JSONValue) {
    software = .current
    self.comparison = comparison
  }
}

extension LessonRecord {
  init?(json: JSONValue) {
    guard let software = SoftwareRecord(json: json), let comparison = json["comparison"] else {
      return nil
    }
    self.init(comparison: comparison)
    self.software = software
  }

  var json: JSONValue {
    var json: JSONValue = ["kind": .string(Self.kind), "comparison": comparison]
    software.write(to: &json)
    return json
  }
}
