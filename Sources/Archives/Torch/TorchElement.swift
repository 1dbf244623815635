/// The types of elements that PyTorch stores.
enum TorchElement: String, CaseIterable, Sendable {
  case single = "FloatStorage"
  case double = "DoubleStorage"
  case half = "HalfStorage"
  case bfloat16 = "BFloat16Storage"
  case int64 = "LongStorage"
  case int32 = "IntStorage"
  case int16 = "ShortStorage"
  case int8 = "CharStorage"
  case uint8 = "ByteStorage"
  case bool = "BoolStorage"
  case untyped = "UntypedStorage"

  /// The type that safetensors calls so; nil for others.
  init?(safetensors name: String) {
    guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = type
  }

  /// The size of an element in bytes.
  var size: Int {
    switch self {
    case .double, .int64: 8
    case .single, .int32: 4
    case .half, .bfloat16, .int16: 2
    case .int8, .uint8, .bool, .untyped: 1
    }
  }

  var isFloatingPoint: Bool { [.single, .double, .half, .bfloat16].contains(self) }

  /// What safetensors calls the type.
  var name: String {
    switch self {
    case .single: "F32"
    case .double: "F64"
    case .half: "F16"
    case .bfloat16: "BF16"
    case .int64: "I64"
    case .int32: "I32"
    case .int16: "I16"
    case .int8: "I8"
    case .uint8, .untyped: "U8"
    case .bool: "BOOL"
    }
  }

  /// The numbers in bytes, in single precision; nil for a type that is not floating-point.
  func floats(_ bytes: [UInt8]) -> [Float]? {
    let count = bytes.count / size
    return switch self {
    case .single: littleEndian(Float.self, in: bytes, at: 0, count: count)
    case .double: littleEndian(Double.self, in: bytes, at: 0, count: count).map { Float($0) }
    case .half: littleEndian(UInt16.self, in: bytes, at: 0, count: count).map { float(half: $0) }
    case .bfloat16:
      littleEndian(UInt16.self, in: bytes, at: 0, count: count).map { float(brain: $0) }
    default: nil
    }
  }
}
