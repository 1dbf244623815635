public import Failures

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension JSONValue: Codable {
  /// Decodes any JSON value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(Double.self) {
      self = .double(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Encodes the value as what it is; numbers that are not finite as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .double(let value) where value.isFinite: try container.encode(value)
    case .double: try container.encodeNil()
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

extension JSONValue {
  /// The JSON form of an encodable value.
  ///
  /// - Throws: `Failure` (fault) if the value has no JSON form, such as a bare infinity.
  public init(encoding value: some Encodable) throws {
    do {
      let data = try JSONEncoder().encode(value)
      self = try JSONValue(parsing: Array(data), from: "\(type(of: value))")
    } catch let error as EncodingError {
      throw Failure(.fault, "\(type(of: value)) cannot be written as JSON: \(error)")
    }
  }

  /// The value of a type that has this JSON form.
  ///
  /// - Parameters:
  ///   - type: the type to read.
  ///   - source: what this belongs to, named in messages; such as a path.
  ///   - kind: what it should be, such as `comparison report`; nil for the name of the type.
  ///   - remedy: what to do where it is not that.
  /// - Throws: `Failure` (data) that names the source, the key and what it should be.
  public func decoded<Value: Decodable>(
    as type: Value.Type, from source: String, naming kind: String? = nil, remedy: Phrase? = nil
  ) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(serialized().utf8))
    } catch let error as DecodingError {
      let what = kind.map { "is not a valid \($0)" } ?? "\(Value.self) cannot be read"
      throw Failure(.data, "\(what): \(summary(of: error))", at: source, remedy: remedy)
    }
  }

  private func summary(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "\(named(context.codingPath + [key])) is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      words(for: type).map { "\(named(context.codingPath)) should be \($0)" }
        ?? "\(named(context.codingPath)): \(context.debugDescription)"
    case .dataCorrupted(let context):
      "\(named(context.codingPath)): \(context.debugDescription)"
    @unknown default: "\(error)"
    }
  }

  /// What a value of a type is called; nil for types without a common name.
  private func words(for type: any Any.Type) -> String? {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is any UnsignedInteger.Type: "a whole number from 0"
    case is any BinaryInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    case is [Any].Type: "a list"
    case is [String: Any].Type: "an object"
    default: nil
    }
  }

  /// The keys that lead to a place, as in ``JSONDifference/path``.
  private func named(_ path: [any CodingKey]) -> String {
    guard !path.isEmpty else { return "document" }
    return path.reduce("") { text, key in
      if let index = key.intValue { return "\(text)[\(index)]" }
      return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
    }
  }
}
