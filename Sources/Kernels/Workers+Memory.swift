internal import CKernels

extension Workers {
  /// The addresses that a thread takes before it computes anything: OpenBLAS's buffer (128 MiB), the stack
  /// and what the allocator sets aside.
  public static let addressesPerThread = 200 << 20

  /// As many workers, up to a number, as the process has room for (`ulimit -v`); nil where there is not
  /// enough for one. OpenBLAS would wait for its buffer for ever.
  public static func fitting(_ count: Int) -> Workers? {
    func holds(_ count: Int) -> Bool { basin_can_map(count * addressesPerThread) != 0 }
    guard holds(1) else { return nil }
    LinearAlgebra.takeBuffer()
    // One thread has its buffer now; the others also leave room for it to work.
    return Workers(count: (2...max(2, count)).prefix { $0 <= count && holds($0) }.last ?? 1)
  }
}
