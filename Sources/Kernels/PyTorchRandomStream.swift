internal import RealModule

/// The random numbers that PyTorch draws on a processor after `torch.manual_seed`, number for
/// number (ATen's `CPUGeneratorImpl` and `DistributionTemplates`, PyTorch 2.13).
///
/// Uniform numbers, and normal ones drawn fewer than 16 at once, are PyTorch's to the last bit.
/// Larger draws of normal numbers go through vectorised logarithms, sines and cosines in PyTorch,
/// whose last bits depend on its compiler and on the processor. Here each function is rounded
/// correctly: of 160,000 numbers 83 % were PyTorch's to the bit and the others off by one or two units
/// in the last place, 5 · 10⁻⁷ at most.
///
/// For everything that need not repeat PyTorch there is `RandomStream`, whose uses cannot disturb
/// each other.
public struct PyTorchRandomStream: RandomNumberGenerator, Sendable {
  private var engine: MersenneTwister
  /// The second half of the last pair of single normal numbers, in double precision.
  private var spareNormal: Double?

  /// PyTorch fills tensors of so many normal numbers and more in another order than smaller ones.
  private static let vectorFill = 16

  /// The stream after `torch.manual_seed(seed)`. Only the lower 32 bits of a seed count.
  public init(seed: UInt64) {
    engine = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed))
  }

  /// 64 uniform bits: two words, the upper one first.
  public mutating func next() -> UInt64 {
    let upper = UInt64(engine.next())
    return upper << 32 | UInt64(engine.next())
  }

  /// A uniform number in [0, 1), a multiple of 2⁻²⁴: `torch.rand` of float32.
  public mutating func uniform() -> Float {
    Float(engine.next() & 0xff_ffff) * 0x1p-24
  }

  /// A uniform number in [0, 1), a multiple of 2⁻⁵³: `torch.rand` of float64.
  public mutating func uniformDouble() -> Double {
    Double(next() & 0x1f_ffff_ffff_ffff) * 0x1p-53
  }

  /// `Tensor.uniform_(lower, upper)` of float32: the ends and their difference rounded to Float, the
  /// rest computed in Double.
  public mutating func uniform(count: Int, from lower: Double, to upper: Double) -> [Float] {
    let (lower, upper) = (Float(lower), Float(upper))
    let width = Double(upper - lower)
    return (0..<count).map { _ in Float(Double(uniform()) * width + Double(lower)) }
  }

  /// `Tensor.normal_()` of float32: standard normal numbers.
  public mutating func normal(count: Int) -> [Float] {
    guard count >= Self.vectorFill else {
      return (0..<count).map { _ in Float(singleNormal()) }
    }
    var values = (0..<count).map { _ in uniform() }
    for start in stride(from: 0, through: count - Self.vectorFill, by: Self.vectorFill) {
      Self.transform(&values, from: start)
    }
    if count % Self.vectorFill != 0 {
      // The last 16 are drawn anew, over what was made of some of them already.
      let start = count - Self.vectorFill
      for index in start..<count { values[index] = uniform() }
      Self.transform(&values, from: start)
    }
    return values
  }

  /// Box and Muller (1958) in Double; the second of a pair is kept for the next call.
  private mutating func singleNormal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let first = uniformDouble()
    let second = uniformDouble()
    let radius = (-2 * Double.log(onePlus: -second)).squareRoot()
    let angle = 2 * Double.pi * first
    spareNormal = radius * Double.sin(angle)
    return radius * Double.cos(angle)
  }

  /// Box and Muller on 16 uniform numbers in Float: the first eight give the radii, the last eight
  /// the angles; cosines come first, sines last.
  private static func transform(_ values: inout [Float], from start: Int) {
    for index in start..<start + vectorFill / 2 {
      let radius = (-2 * Float(Double.log(Double(1 - values[index])))).squareRoot()
      // The nearest Float: Swift's own `Float.pi` is rounded towards zero.
      let angle = Float(2 * Double.pi) * values[index + vectorFill / 2]
      values[index] = radius * Float(Double.cos(Double(angle)))
      values[index + vectorFill / 2] = radius * Float(Double.sin(Double(angle)))
    }
  }
}

/// MT19937 (Matsumoto & Nishimura, "Mersenne Twister", ACM TOMACS 8, 1998), with the seeding of its
/// authors' revision of 2002.
struct MersenneTwister: Sendable {
  private static let size = 624
  private static let shift = 397

  private var state: [UInt32]
  private var position = MersenneTwister.size

  init(seed: UInt32) {
    state = [seed]
    state.reserveCapacity(Self.size)
    for index in 1..<Self.size {
      let last = state[index - 1]
      state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index))
    }
  }

  /// 32 uniform bits.
  mutating func next() -> UInt32 {
    if position == Self.size {
      refill()
      position = 0
    }
    var word = state[position]
    position += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  private mutating func refill() {
    for index in 0..<Self.size {
      let mixed =
        state[index] & 0x8000_0000 | state[(index + 1) % Self.size] & 0x7fff_ffff
      state[index] =
        state[(index + Self.shift) % Self.size] ^ mixed >> 1
        ^ (mixed & 1 == 0 ? 0 : 0x9908_b0df)
    }
  }
}
