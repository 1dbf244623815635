/// A JSON value while it is being encoded: an encoder, and a container of each kind.
///
/// Two keyed containers of one value write into one object.
final class JSONNode {
  private var scalar: JSONValue?
  private var elements: [JSONNode]?
  private var members: [String: JSONNode]?
  let codingPath: [any CodingKey]

  init(at codingPath: [any CodingKey] = []) { self.codingPath = codingPath }

  /// What has been encoded; an object without members where nothing has.
  var value: JSONValue {
    if let scalar { return scalar }
    if let elements { return .array(elements.map(\.value)) }
    return .object(members?.mapValues(\.value) ?? [:])
  }

  func encode(_ value: some Encodable) throws {
    switch value {
    case let value as Bool: scalar = .bool(value)
    case let value as String: scalar = .string(value)
    case let value as Double: scalar = .double(value)
    // The shortest digits that read back as this Float, not the many of the Double it equals.
    case let value as Float: scalar = .double(Double(value.description) ?? Double(value))
    case let value as any BinaryInteger:
      scalar = Int(exactly: value).map { .int($0) } ?? .double(Double(value))
    case let value as JSONValue: scalar = value
    default: try value.encode(to: self)
    }
  }

  fileprivate func encodeNil() { scalar = .null }

  fileprivate func beginArray() { elements = elements ?? [] }

  fileprivate func beginObject() { members = members ?? [:] }

  fileprivate var count: Int { elements?.count ?? 0 }

  /// A new element of the array.
  fileprivate func element() -> JSONNode {
    let node = JSONNode(at: codingPath)
    elements?.append(node)
    return node
  }

  /// A new member of the object.
  fileprivate func member(_ key: any CodingKey) -> JSONNode {
    let node = JSONNode(at: codingPath + [key])
    members?[Self.snakeCase(key.stringValue)] = node
    return node
  }

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { text, character in
      text += character.isUppercase ? "_" + character.lowercased() : String(character)
    }
  }
}

extension JSONNode: Encoder {
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    beginObject()
    return KeyedEncodingContainer(Members(node: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    beginArray()
    return Elements(node: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: self) }

  private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONNode
    var codingPath: [any CodingKey] { node.codingPath }

    func encodeNil(forKey key: Key) { node.member(key).encodeNil() }
    func encode(_ value: some Encodable, forKey key: Key) throws {
      try node.member(key).encode(value)
    }
    func nestedContainer<Nested>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { node.member(key).container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      node.member(key).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { node }
    func superEncoder(forKey key: Key) -> any Encoder { node.member(key) }
  }

  private struct Elements: UnkeyedEncodingContainer {
    let node: JSONNode
    var codingPath: [any CodingKey] { node.codingPath }
    var count: Int { node.count }

    func encodeNil() { node.element().encodeNil() }
    func encode(_ value: some Encodable) throws { try node.element().encode(value) }
    func nestedContainer<Nested>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
      node.element().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      node.element().unkeyedContainer()
    }
    func superEncoder() -> any Encoder { node.element() }
  }

  private struct Single: SingleValueEncodingContainer {
    let node: JSONNode
    var codingPath: [any CodingKey] { node.codingPath }

    func encodeNil() { node.encodeNil() }
    func encode(_ value: some Encodable) throws { try node.encode(value) }
  }
}
