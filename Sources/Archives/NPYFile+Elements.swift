extension NPYFile.Elements {
  /// NumPy's name of the element type.
  public var typeName: String {
    switch self {
    case .float16: "float16"
    case .float32: "float32"
    case .float64: "float64"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .uint8: "uint8"
    case .uint16: "uint16"
    case .uint32: "uint32"
    case .uint64: "uint64"
    case .bool: "bool"
    }
  }

  /// The numbers, float64 rounded to single precision; nil for whole numbers.
  public var floats: [Float]? {
    switch self {
    case .float16(let bits): bits.map { float(half: $0) }
    case .float32(let numbers): numbers
    case .float64(let numbers): numbers.map { Float($0) }
    default: nil
    }
  }

  /// The numbers in double precision, which holds whole numbers up to 2⁵³ exactly.
  public var doubles: [Double] {
    switch self {
    case .float16(let bits): bits.map { Double(float(half: $0)) }
    case .float32(let numbers): numbers.map { Double($0) }
    case .float64(let numbers): numbers
    case .uint64(let numbers): numbers.map { Double($0) }
    default: (integers ?? []).map { Double($0) }
    }
  }

  /// The whole numbers (false is 0, true is 1), those beyond the range of `Int` as the largest that it
  /// has; nil for floating-point types.
  public var integers: [Int]? {
    switch self {
    case .float16, .float32, .float64: nil
    case .int8(let numbers): numbers.map { Int($0) }
    case .int16(let numbers): numbers.map { Int($0) }
    case .int32(let numbers): numbers.map { Int($0) }
    case .int64(let numbers): numbers.map { Int($0) }
    case .uint8(let numbers): numbers.map { Int($0) }
    case .uint16(let numbers): numbers.map { Int($0) }
    case .uint32(let numbers): numbers.map { Int($0) }
    case .uint64(let numbers): numbers.map { Int(clamping: $0) }
    case .bool(let truths): truths.map { $0 ? 1 : 0 }
    }
  }
}
