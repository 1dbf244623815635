internal import CHDF5
internal import Synchronization

/// The door to HDF5's C library, which is not safe for threads: every call is made inside
/// ``exclusively(_:)``. The lock is the one state of this module that outlives a call; it guards
/// the C library's own process-wide state.
enum HDF5Library {
  private static let lock = Mutex<Void>(())

  /// Runs calls of the C library while no other thread does. Does not nest.
  static func exclusively<Result: Sendable>(_ calls: () throws -> Result) rethrows -> Result {
    try lock.withLock { _ in
      basin_h5_silence()
      return try calls()
    }
  }
}

/// An identifier of HDF5's library, given back when it goes out of scope; only inside
/// ``HDF5Library/exclusively(_:)``.
struct HDF5Handle: ~Copyable {
  let id: hid_t
  private let close: (hid_t) -> herr_t

  /// Takes over what a function of the library returned; nil if that was an error.
  init?(_ id: hid_t, closing close: @escaping (hid_t) -> herr_t) {
    guard id >= 0 else { return nil }
    self.id = id
    self.close = close
  }

  deinit { _ = close(id) }
}
