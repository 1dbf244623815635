internal import Archives

/// The examples that numbers were computed from.
public struct DataRecord: Equatable, Sendable {
  /// What the data are called, such as `fashion-mnist train`.
  public var name: String
  /// The split that they are evaluated as, `train` or `test`; nil where it is not recorded.
  public var split: String?
  /// The number of examples.
  public var samples: Int
  /// The SHA-256 digest, in hexadecimal, of the examples.
  public var digest: String

  /// Names examples.
  public init(name: String, split: String? = nil, samples: Int, digest: String) {
    self.name = name
    self.split = split
    self.samples = samples
    self.digest = digest
  }
}

extension DataRecord {
  init?(json: JSONValue?) {
    guard let json, let name = json["name"]?.string, let samples = json["samples"]?.int,
      let digest = json["digest"]?.string
    else { return nil }
    self.init(name: name, split: json["split"]?.string, samples: samples, digest: digest)
  }

  var json: JSONValue {
    var json: JSONValue = [
      "name": .string(name), "samples": .int(samples), "digest": .string(digest),
    ]
    json["split"] = split.map { .string($0) }
    return json
  }
}
