internal import CKernels

/// A loop of multiply-adds on registers alone, which shows what a core does at most: nothing is
/// read from memory, and no result is waited for.
///
/// In each lane of each chain x becomes factor·x + addend, again and again; chain i begins with i.
public enum MultiplyAddLoop: CaseIterable, Sendable {
  /// Vectors of 8 numbers: those of processors with AVX2.
  case narrow
  /// Vectors of 16 numbers: those of processors with AVX-512. Others keep them in two registers
  /// each, of which they have too few.
  case wide

  /// Independent chains.
  public static let chains = Int(BASIN_PEAK_CHAINS)

  /// Numbers per vector.
  public var lanes: Int { self == .narrow ? 8 : 16 }

  /// Floating-point operations per round, two for a multiply-add.
  public var operations: Int { 2 * lanes * MultiplyAddLoop.chains }

  /// Runs the loop on this thread and returns the sum over all lanes of all chains.
  @discardableResult
  public func run(rounds: Int, factor: Float = 0.5, addend: Float = 1) -> Float {
    switch self {
    case .narrow: basin_multiply_add_8(Int64(rounds), factor, addend)
    case .wide: basin_multiply_add_16(Int64(rounds), factor, addend)
    }
  }
}
