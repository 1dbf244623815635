internal import Archives

/// How a random direction is scaled to the weights it is added to (Li et al. 2018, section 4, and
/// their reference code). d is the direction's tensor, w the weights' tensor.
public enum Normalization: String, Codable, CaseIterable, Sendable {
  /// Each slice along the first dimension (a convolution's filter; the row of a linear layer, of a
  /// projection of attention, or of an embedding's table): d[i] ← d[i]·‖w[i]‖ / (‖d[i]‖ + 10⁻¹⁰).
  case filter
  /// The whole tensor: d ← d·‖w‖/‖d‖.
  case layer
  /// Each element: d ← d·w.
  case weight
  /// d as it is drawn.
  case none
}

/// What happens to tensors of one dimension: biases and the parameters of normalisations (of batches
/// and of layers alike).
public enum IgnoredTensors: String, Codable, CaseIterable, Sendable {
  /// They are held fixed: d ← 0.
  case biasbn
  /// They move along their own values, as in the reference code: d ← w (nothing random).
  case none
}

/// How the two random directions of a plane are drawn.
public struct RandomDirections: Hashable, Codable, Sendable {
  /// Determines the random numbers.
  public var seed: UInt64
  /// How directions are scaled.
  public var normalization: Normalization
  /// What happens to tensors of one dimension.
  public var ignored: IgnoredTensors

  /// Creates settings; the defaults are Li et al.'s.
  public init(
    seed: UInt64 = 1, normalization: Normalization = .filter, ignored: IgnoredTensors = .biasbn
  ) {
    self.seed = seed
    self.normalization = normalization
    self.ignored = ignored
  }
}

extension RandomDirections {
  init?(json: JSONValue) {
    guard let settings = try? json.decoded(as: RandomDirections.self, from: "random") else {
      return nil
    }
    self = settings
  }
}
