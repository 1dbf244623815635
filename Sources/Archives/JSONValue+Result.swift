extension JSONValue {
  /// The JSON form of a result, for scripts and people; ``init(encoding:)`` is that of settings.
  ///
  /// - Members are in snake case: `borderCount` becomes `border_count`.
  /// - A floating-point number keeps its point (`4.0`); one that is not finite becomes `null`.
  /// - An optional member that is nil is left out, or `null` where it is marked with ``OrNull``.
  ///
  /// The types of results must not throw while they are encoded.
  public init(result: some Encodable) {
    let node = JSONNode()
    do {
      try node.encode(result)
    } catch {
      preconditionFailure("\(type(of: result)) has no JSON form: \(error)")
    }
    self = node.value
  }
}

/// An optional member of a result that is `null` rather than left out where it is nil.
@propertyWrapper
public struct OrNull<Value> {
  /// The member.
  public var wrappedValue: Value?

  /// Marks a member.
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }
}

extension OrNull: Equatable where Value: Equatable {}
extension OrNull: Hashable where Value: Hashable {}
extension OrNull: Sendable where Value: Sendable {}

extension OrNull: Encodable where Value: Encodable {
  /// Encodes the member or null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}

extension OrNull: Decodable where Value: Decodable {
  /// Decodes the member; null becomes nil.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }
}

extension KeyedDecodingContainer {
  /// Decodes a member that may be null, or missing as in files of earlier versions.
  public func decode<Value: Decodable>(
    _ type: OrNull<Value>.Type, forKey key: Key
  ) throws -> OrNull<Value> {
    try decodeIfPresent(type, forKey: key) ?? OrNull(wrappedValue: nil)
  }
}
