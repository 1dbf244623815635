internal import RealModule

/// A stream of random numbers that is fully determined by a seed and a purpose.
///
/// The generator is xoshiro256** (Blackman & Vigna, "Scrambled linear pseudorandom number
/// generators", ACM TOMS 47, 2021), its state filled by SplitMix64 as its authors advise. Every
/// use of randomness names its purpose, so that two uses of one seed never share numbers and
/// adding a use changes no other.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private var spareNormal: Double?

  /// Creates the stream of a seed for a purpose, such as `"direction.x"`.
  public init(seed: UInt64, purpose: String) {
    // FNV-1a keeps purposes apart; SplitMix64 then decorrelates neighbouring seeds.
    let tag = purpose.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    var mix = SplitMix64(state: seed)
    mix.state = mix.next() ^ tag
    state = (mix.next(), mix.next(), mix.next(), mix.next())
  }

  /// 64 uniform bits.
  public mutating func next() -> UInt64 {
    let result = rotateLeft(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotateLeft(state.3, by: 45)
    return result
  }

  /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A standard normal number (Box & Muller 1958; the pair's second half is kept for the next
  /// call).
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let radius = (-2 * Double.log(1 - uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    spareNormal = radius * Double.sin(angle)
    return radius * Double.cos(angle)
  }

  /// The numbers 0 ..< count in random order (Fisher–Yates).
  public mutating func permutation(of count: Int) -> [Int] {
    Array(0..<count).shuffled(using: &self)
  }
}

private func rotateLeft(_ x: UInt64, by k: UInt64) -> UInt64 {
  (x << k) | (x >> (64 - k))
}

/// The seeding generator (Steele, Lea & Flood 2014).
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
