internal import Archives
internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns Ctrl-C (SIGINT), SIGTERM, SIGHUP and SIGUSR1, which Slurm can send before a time limit, into a flag
/// that long work checks between two pieces.
///
/// A signal that comes more than a second after the first ends the process at once. Those within the second
/// count as one: `timeout` sends its signal to the process and then to its group, a terminal that closes
/// sends several.
///
/// Signals arrive on a separate queue, so nothing here runs inside a signal handler. They are
/// handled as long as the value lives, and ignored after that. A SIGHUP that was ignored from the start, as
/// under `nohup`, stays ignored.
struct Interruption {
  private final class Request: Sendable {
    let isSet = Atomic<Bool>(false)
    private let first = Mutex<ContinuousClock.Instant?>(nil)

    /// Whether a signal that comes now is the first, one of the same second, or a later one.
    func note() -> Kind {
      let now = ContinuousClock.now
      let kind = first.withLock { first in
        guard let begin = first else {
          first = now
          return Kind.first
        }
        return now - begin < .seconds(1) ? .repeated : .later
      }
      isSet.store(true, ordering: .relaxed)
      return kind
    }
  }

  private enum Kind {
    case first
    case repeated
    case later
  }

  private let request = Request()
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen; from here on no signal is lost.
  ///
  /// - Parameters:
  ///   - onRequest: called at the first signal, to confirm it to the user.
  ///   - onAbandon: called before the process is ended at once.
  init(
    onRequest: @escaping @Sendable () -> Void, onAbandon: @escaping @Sendable () -> Void = {}
  ) {
    let queue = DispatchQueue(label: "interruption", qos: .userInteractive)
    let registrations = DispatchGroup()
    sources = Self.numbers.map { [request] number in
      #if canImport(Darwin)
        // The default action would end the process before the source hears of the signal. Elsewhere
        // the source takes its place.
        signal(number, SIG_IGN)
      #endif
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        switch request.note() {
        case .first: onRequest()
        case .repeated: break
        case .later:
          onAbandon()
          // Not `exit`: what it cleans up may be in use by the threads that still work.
          _exit(130)
        }
      }
      registrations.enter()
      source.setRegistrationHandler { registrations.leave() }
      source.resume()
      return source
    }
    // A source becomes active some time after it is resumed.
    registrations.wait()
  }

  private static let numbers = [SIGINT, SIGTERM, SIGUSR1] + (HangUp.isIgnored ? [] : [SIGHUP])

  /// What long work polls: whether a signal has come.
  var shouldStop: @Sendable () -> Bool {
    { [request] in request.isSet.load(ordering: .relaxed) }
  }
}
