/// What a loss takes as the target of an example.
public enum TargetKind: String, CaseIterable, Codable, Sendable {
  /// The number of a class: the cross-entropy.
  case classes
  /// Numbers of any size: the mean squared error.
  case values
  /// Numbers of 0…1, or 0 and 1 as integers: the binary cross-entropy.
  case probabilities
}
