public import Archives

/// What the gradients of a net were measured from.
public struct GradientsRecord: Equatable, Sendable {
  static let kind = "gradients"

  /// Where the weights come from.
  public enum Weights: Equatable, Sendable {
    /// They are drawn: in which way, and from which seed.
    case drawn(initialization: String, seed: UInt64)
    /// They are those of a file.
    case loaded(made: Manifest?, digest: String?)
  }

  /// The programs.
  public var software: SoftwareRecord
  /// The name of the network.
  public var network: String
  /// What the shortcuts are multiplied by.
  public var shortcutStrength: Double
  /// The examples, or the one input and its target.
  public var data: JSONValue
  /// The weights.
  public var weights: Weights
  /// The depths of a sweep; nil for none.
  public var depths: [Int]?
  /// The seeds per depth; nil where there is no sweep.
  public var seeds: Int?
  /// The strengths of a sweep; empty for none.
  public var shortcutStrengths: [Double]
  /// The name of the loss of examples; nil for the cross-entropy, and for the lecture's net, which has
  /// the mean squared error.
  public var loss: String?

  /// Describes gradients that are measured now.
  public init(
    network: String, shortcutStrength: Double, data: JSONValue, weights: Weights, depths: [Int]?,
    seeds: Int?, shortcutStrengths: [Double], loss: String? = nil
  ) {
    software = .current
    self.network = network
    self.shortcutStrength = shortcutStrength
    self.data = data
    self.weights = weights
    self.depths = depths
    self.seeds = seeds
    self.shortcutStrengths = shortcutStrengths
    self.loss = loss
  }
}

extension GradientsRecord {
  init?(json: JSONValue) {
    guard let software = SoftwareRecord(json: json), let network = json["network"]?.string,
      let strength = json["shortcut_strength"]?.double, let data = json["data"]
    else { return nil }
    let weights: Weights
    if let made = json["weights"] {
      weights = .loaded(
        made: Manifest(optional: made), digest: json["weights_digest"]?.string)
    } else if let initialization = json["initialization"]?.string,
      let seed = json["seed"]?.string.flatMap({ UInt64($0) })
    {
      weights = .drawn(initialization: initialization, seed: seed)
    } else {
      return nil
    }
    self.init(
      network: network, shortcutStrength: strength, data: data, weights: weights,
      depths: json["depths"]?.array?.compactMap(\.int), seeds: json["seeds"]?.int,
      shortcutStrengths: json["shortcut_strengths"]?.array?.compactMap(\.double) ?? [],
      loss: json["loss"]?.string)
    self.software = software
  }

  var json: JSONValue {
    var json: JSONValue = [
      "kind": .string(Self.kind), "network": .string(network),
      "shortcut_strength": .double(shortcutStrength), "data": data,
    ]
    switch weights {
    case .drawn(let initialization, let seed):
      json["initialization"] = .string(initialization)
      json["seed"] = .string(String(seed))
    case .loaded(let made, let digest):
      json["weights"] = made?.json ?? .null
      json["weights_digest"] = digest.map { .string($0) }
    }
    json["depths"] = depths.map { .array($0.map { .int($0) }) }
    json["seeds"] = seeds.map { .int($0) }
    json["loss"] = loss.map { .string($0) }
    if !shortcutStrengths.isEmpty {
      json["shortcut_strengths"] = .array(shortcutStrengths.map { .double($0) })
    }
    software.write(to: &json)
    return json
  }
}
