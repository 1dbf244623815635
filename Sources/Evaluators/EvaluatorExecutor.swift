internal import Failures
public import Grids
public import Landscapes
internal import Synchronization

/// How processes of the user's are run.
public struct EvaluatorSettings: Sendable {
  /// The command of the shell that starts one.
  public let command: String
  /// How many run at once.
  public let count: Int
  /// How long one may be silent when it owes an answer.
  public let timeout: Duration
  /// That time as the user wrote it.
  public let timeoutText: String

  /// Describes processes.
  public init(command: String, count: Int, timeout: Duration, timeoutText: String) {
    precondition(count >= 1, "\(count) processes")
    self.command = command
    self.count = count
    self.timeout = timeout
    self.timeoutText = timeoutText
  }
}

/// Evaluates points in processes of the user's, which hold net and data: in any language and on any
/// device. They speak JSON lines, as the article on your own net says.
///
/// Which process evaluates which point is left to chance. A surface is bit-identical for any number
/// of them where the loss at a point depends on the point alone.
public final class EvaluatorExecutor: PointExecutor {
  /// The number of examples, as the processes state it.
  public var examples: Int { pool.withLock { $0.examples ?? 0 } }
  private let pool: Mutex<EvaluatorPool>
  private let listener: EvaluatorListener

  /// Starts the processes and waits until one of them is ready.
  ///
  /// - Parameters:
  ///   - settings: how they are run.
  ///   - setup: what they are told first.
  ///   - condition: asked again and again while none is ready; once it is false, they are ended.
  ///   - onMessage: receives what they print to standard error, and what happens to them, line by line;
  ///     see ``tell(_:)``.
  /// - Throws: `Failure` (data) where one ends or says something else before it is ready, with the last
  ///   lines of its standard error; (interrupted) where it is stopped.
  public init(
    _ settings: EvaluatorSettings, setup: EvaluatorSetup, while condition: @Sendable () -> Bool,
    onMessage: @escaping @Sendable (String) -> Void
  ) throws {
    let listener = EvaluatorListener(onMessage)
    self.listener = listener
    pool = Mutex(EvaluatorPool(settings, setup) { listener.hear($0) })
    try pool.withLock { pool in
      do {
        try pool.start(while: condition)
      } catch {
        pool.end()
        throw error
      }
    }
  }

  /// Sends messages elsewhere from now on.
  public func tell(_ onMessage: @escaping @Sendable (String) -> Void) { listener.change(onMessage) }

  /// Evaluates points; see `PointExecutor`.
  ///
  /// - Throws: `Failure` (data) saying which process did what, with the last lines of its standard error.
  public func evaluate(
    _ points: [PlanePoint], while condition: @Sendable () -> Bool,
    onValue: @Sendable (_ index: Int, PointValue) -> Void
  ) throws {
    try pool.withLock { try $0.evaluate(points, while: condition, onValue: onValue) }
  }

  /// Ends the processes: their input ends, and those that do not end by themselves within five seconds
  /// are terminated, with all that they have started.
  public func end() { pool.withLock { $0.end() } }
}

/// Who hears what evaluators say.
private final class EvaluatorListener: Sendable {
  private let onMessage: Mutex<@Sendable (String) -> Void>

  init(_ onMessage: @escaping @Sendable (String) -> Void) { self.onMessage = Mutex(onMessage) }

  func change(_ other: @escaping @Sendable (String) -> Void) { onMessage.withLock { $0 = other } }

  func hear(_ message: String) { onMessage.withLock { $0 }(message) }
}
