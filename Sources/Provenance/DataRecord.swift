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
  /// What was done to the numbers of the files, such as `pixels / 255, then (x − 0.1307) / 0.3081`; nil
  /// where they are as they are, or the name says it.
  public var preparation: String?

  /// Names examples.
  public init(
    name: String, split: String? = nil, samples: Int, digest: String, preparation: String? = nil
  ) {
    self.name = name
    self.split = split
    self.samples = samples
    self.digest = digest
    self.preparation = preparation
  }
}

extension DataRecord {
  init?(json: JSONValue?) {
    guard let json, let name = json["name"]?.string, let samples = json["samples"]?.int,
      let digest = json["digest"]?.string
    else { return nil }
    self.init(
      name: name, split: json["split"]?.string, samples: samples, digest: digest,
      preparation: json["preparation"]?.string)
  }

  var json: JSONValue {
    var json: JSONValue = [
      "name": .string(name), "samples": .int(samples), "digest": .string(digest),
    ]
    json["split"] = split.map { .string($0) }
    json["preparation"] = preparation.map { .string($0) }
    return json
  }
}
