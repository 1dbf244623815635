internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns Ctrl-C (SIGINT) and SIGTERM into a flag that long work checks between two pieces. A second
/// signal ends the process at once.
///
/// Signals arrive on a separate queue, so nothing here runs inside a signal handler. They are
/// handled as long as the value lives, and ignored after that.
struct Interruption {
  private final class Flag: Sendable {
    let isSet = Atomic<Bool>(false)
  }

  private let flag = Flag()
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen; from here on no signal is lost.
  ///
  /// - Parameter onRequest: called at the first signal, to confirm it to the user.
  init(onRequest: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "interruption", qos: .userInteractive)
    let registrations = DispatchGroup()
    sources = Self.numbers.map { [flag] number in
      #if canImport(Darwin)
        // The default action would end the process before the source hears of the signal. Elsewhere
        // the source takes its place.
        signal(number, SIG_IGN)
      #endif
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if flag.isSet.exchange(true, ordering: .relaxed) {
          // Not `exit`: what it cleans up may be in use by the threads that still work.
          _exit(130)
        }
        onRequest()
      }
      registrations.enter()
      source.setRegistrationHandler { registrations.leave() }
      source.resume()
      return source
    }
    // A source becomes active some time after it is resumed.
    registrations.wait()
  }

  private static let numbers = [SIGINT, SIGTERM]

  /// What long work polls: whether a signal has come.
  var shouldStop: @Sendable () -> Bool {
    { [flag] in flag.isSet.load(ordering: .relaxed) }
  }
}
