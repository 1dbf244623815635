internal import Kernels

/// The rate of OpenBLAS's sgemm over 2048×2048 matrices, one product per thread at once.
///
/// What a kernel reaches that reads from memory what it multiplies, beside ``MultiplyAddPeak``.
final class MatrixPeak {
  private static let size = 2048
  private let operands: [(a: Region<Float>, b: Region<Float>, c: Region<Float>)]
  private let threads: Int

  /// Takes the memory for `threads` products.
  init(threads: Int) {
    self.threads = threads
    operands = (0..<threads).map { _ in
      let count = MatrixPeak.size * MatrixPeak.size
      let regions = (0..<3).map { _ in Arena<Float>(count: count).all }
      for region in regions { region.fill(0.5) }
      return (regions[0], regions[1], regions[2])
    }
  }

  /// Measures once: GFLOP/s.
  func measure() -> Double {
    let size = MatrixPeak.size
    let operands = self.operands
    let time = ContinuousClock().measure {
      Workers(count: threads).forEach(threads) { _, piece in
        LinearAlgebra.multiply(
          operands[piece].a, operands[piece].b, rows: size, inner: size, columns: size,
          into: operands[piece].c)
      }
    }
    return 2e-9 * Double(threads * size * size * size) / time.seconds
  }
}
