/// A small generator of random numbers, so that what a test draws is the same every time (Steele et al.
/// 2014).
struct SplitMix {
  var state: UInt64

  /// Uniform in [0, 1).
  mutating func uniform() -> Double { Double(next() >> 11) / Double(1 << 53) }

  /// Uniform in a range that is not empty.
  mutating func number(in range: Range<Int>) -> Int {
    range.lowerBound + Int(uniform() * Double(range.count))
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
