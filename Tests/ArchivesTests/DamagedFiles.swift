import Failures
import Foundation
import Kernels
import Testing

/// The path of a file that another program wrote.
func fixture(_ name: String) throws -> String {
  try #require(Bundle.module.resourcePath) + "/Fixtures/\(name)"
}

/// Whether reading ends well or in a `Failure`; any other error passes through.
func survives(_ body: () throws -> Void) rethrows -> Bool {
  do {
    try body()
    return true
  } catch is Failure {
    return false
  }
}

/// Copies of bytes with a few random ones replaced, the same for a seed.
func damaged(_ bytes: [UInt8], copies: Int, seed: UInt64) -> [[UInt8]] {
  var stream = RandomStream(seed: seed, purpose: "tests.damage")
  return (0..<copies).map { _ in
    var copy = bytes
    for _ in 0..<Int.random(in: 1...4, using: &stream) {
      copy[Int.random(in: copy.indices, using: &stream)] = UInt8.random(
        in: 0 ... .max, using: &stream)
    }
    return copy
  }
}
