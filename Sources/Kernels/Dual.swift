/// A value and its tangent: how fast it changes along a direction.
public struct Dual<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Its tangent.
  public let tangent: Value

  /// Creates a pair.
  public init(_ value: Value, tangent: Value) {
    self.value = value
    self.tangent = tangent
  }
}
