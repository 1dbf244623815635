internal import Failures

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
  ///   - type: The type to read.
  ///   - source: What this belongs to, named in messages; such as a path.
  /// - Throws: `Failure` (data) that names the source and the key.
  public func decoded<Value: Decodable>(as type: Value.Type, from source: String) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(serialized().utf8))
    } catch let error as DecodingError {
      throw Failure(.data, "\(Value.self) cannot be read: \(summary(of: error))", at: source)
    }
  }

  private func summary(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "\(named(context.codingPath + [key])) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      "\(named(context.codingPath)): \(context.debugDescription)"
    @unknown default: "\(error)"
    }
  }

  private func named(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "document" : path.map(\.stringValue).joined(separator: ".")
  }
}
