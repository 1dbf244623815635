import Kernels
import Networks
import Tensors

/// Numbers that follow from names, as in `Fixtures/make_nets.py`.
enum NamedNumbers {
  /// `count` numbers in 0 ..< 1 of 24 bits: SplitMix64 from the FNV-1a digest of a name.
  static func uniform(_ name: String, count: Int) -> [Double] {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return (1...max(1, count)).prefix(count).map { number in
      var z = digest &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ (z >> 31)) >> 40) * 0x1p-24
    }
  }

  /// What the tensors of a layout hold, with normalisations scaled by `gain`.
  static func values(_ layout: ParameterLayout, gain: Double) -> Parameters<Float> {
    let values = layout.specifications.flatMap { specification in
      let shape = specification.shape
      let bound = (6 / (Double(shape.count) / Double(shape[0]))).squareRoot()
      return uniform(specification.name, count: shape.count).map { u in
        switch specification.role {
        case .weight, .embedding: Float(bound * (2 * u - 1))
        case .runningVariance: Float(0.5 + u)
        case .normScale: Float(gain * (0.75 + 0.5 * u))
        case .bias, .normShift, .runningMean: Float(0.4 * (u - 0.5))
        }
      }
    }
    return Parameters(layout: layout, values: values)
  }

  /// A vector of unit variance with which the gradient of a parameter is multiplied.
  static func projection(_ number: Int, _ name: String, count: Int) -> [Double] {
    uniform("projection \(number) \(name)", count: count).map {
      3.0.squareRoot() * (2 * $0 - 1)
    }
  }
}
