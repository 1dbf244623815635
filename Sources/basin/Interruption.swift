internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns Ctrl-C (SIGINT) and a polite kill (SIGTERM) into a question that long work asks between
/// two pieces: should I stop? A second signal ends the process at once.
///
/// Signals arrive on a queue of their own, so nothing here runs inside a signal handler. They
/// are listened to for as long as the value lives, and ignored after that.
struct Interruption {
  private final class Flag: Sendable {
    let isSet = Atomic<Bool>(false)
  }

  private let flag = Flag()
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen.
  ///
  /// - Parameter onRequest: called at the first signal, to tell the user that it was heard.
  init(onRequest: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "interruption", qos: .userInteractive)
    sources = [SIGINT, SIGTERM].map { [flag] number in
      // The default action would end the process before the source hears of the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if flag.isSet.exchange(true, ordering: .relaxed) {
          // Not `exit`: what it cleans up may be in use by the threads that still work.
          _exit(130)
        }
        onRequest()
      }
      source.resume()
      return source
    }
  }

  /// What long work polls: whether a signal has come.
  var shouldStop: @Sendable () -> Bool {
    { [flag] in flag.isSet.load(ordering: .relaxed) }
  }
}
