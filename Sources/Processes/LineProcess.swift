internal import Failures
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A process of the user's that reads and writes lines.
///
/// The shell starts it, in a process group of its own: Ctrl-C does not reach it, and whatever it
/// starts ends with it. Nothing here waits: lines are queued, and ``events(of:within:)`` moves them.
public final class LineProcess {
  /// What a process does.
  public enum Event: Equatable, Sendable {
    /// A line on its standard output, without its end.
    case output([UInt8])
    /// More than ``longestLine`` bytes on its standard output without the end of a line.
    case tooLong
    /// A line on its standard error, without its end.
    case error([UInt8])
    /// It has ended; no further event comes.
    case ended(ProcessEnd)
  }

  /// The most bytes of a line.
  public static let longestLine = 1 << 20

  private let id: pid_t
  private var input: PipeEnd?
  private var output: PipeEnd?
  private var error: PipeEnd?
  private var unsent: ArraySlice<UInt8> = []
  private var outputLines = LineBuffer(longest: longestLine)
  private var errorLines = LineBuffer(longest: longestLine)
  private var hasEnded = false

  /// Starts a command of the shell.
  ///
  /// From then on a pipe without a reader is no longer the end of *this* process (SIGPIPE is ignored).
  ///
  /// - Throws: `Failure` (fault) if the system starts no further process.
  public init(shell command: String) throws {
    _ = signal(SIGPIPE, SIG_IGN)
    let started = Self.oneAtATime.withLock { _ -> (pid_t, PipeEnd, PipeEnd, PipeEnd)? in
      guard let input = PipeEnd.pair(), let output = PipeEnd.pair(), let error = PipeEnd.pair(),
        let id = Self.spawn(
          command, streams: [input.reading.raw, output.writing.raw, error.writing.raw])
      else { return nil }
      return (id, input.writing, output.reading, error.reading)
    }
    guard let (id, input, output, error) = started else {
      throw Failure(
        .fault,
        "the system cannot start another process: \(unsafe String(cString: strerror(errno)))")
    }
    self.id = id
    (self.input, self.output, self.error) = (input, output, error)
    for end in [input, output, error] { end.stopWaiting() }
  }

  private static let oneAtATime = Mutex(())

  deinit { if !hasEnded { kill() } }

  /// Queues a line for its standard input; lost if it does not read any more.
  public func send(_ line: String) {
    unsent += Array(line.utf8) + [UInt8(ascii: "\n")]
    flush()
  }

  /// Ends it and all that it has started, at once.
  public func kill() {
    _ = killpg(id, SIGKILL)
    guard !hasEnded else { return }
    hasEnded = true
    var status: Int32 = 0
    while unsafe waitpid(id, &status, 0) < 0 && errno == EINTR {}
  }

  /// Ends processes in good order: their input ends; those that are still there after the patience
  /// are asked to terminate (SIGTERM), and a second later killed, each with all that it has started.
  ///
  /// - Parameters:
  ///   - processes: the processes.
  ///   - patience: how long they may take to end by themselves.
  ///   - onEvent: receives what they still write.
  public static func end(
    _ processes: [LineProcess], patience: Duration, onEvent: (Int, Event) -> Void = { _, _ in }
  ) {
    for process in processes { process.input = nil }
    func wait(_ time: Duration) {
      let end = ContinuousClock.now + time
      while processes.contains(where: { !$0.hasEnded }), ContinuousClock.now < end {
        for (index, event) in events(of: processes, within: .milliseconds(20)) {
          onEvent(index, event)
        }
      }
    }
    wait(patience)
    for process in processes where !process.hasEnded { _ = killpg(process.id, SIGTERM) }
    wait(.seconds(1))
    for process in processes where !process.hasEnded { process.kill() }
  }

  /// Waits until some of the processes do something, and says what; empty where nothing happens in time.
  ///
  /// - Returns: the events, with the place of the process, those of one process in order.
  public static func events(
    of processes: [LineProcess], within time: Duration
  ) -> [(process: Int, event: Event)] {
    var files: [pollfd] = []
    for process in processes where !process.hasEnded {
      if let input = process.input, !process.unsent.isEmpty {
        files.append(pollfd(fd: input.raw, events: Int16(POLLOUT), revents: 0))
      }
      for end in [process.output, process.error].compactMap(\.self) {
        files.append(pollfd(fd: end.raw, events: Int16(POLLIN), revents: 0))
      }
    }
    // A process that has closed its output is about to end, which no stream announces.
    let isEnding = processes.contains { !$0.hasEnded && $0.output == nil }
    let milliseconds = Int32(min(1e6, max(0, time / .milliseconds(1)).rounded(.up)))
    _ = unsafe poll(&files, nfds_t(files.count), isEnding ? min(2, milliseconds) : milliseconds)
    return processes.enumerated().flatMap { index, process in
      process.hasEnded ? [] : process.newEvents().map { (index, $0) }
    }
  }

  private func flush() {
    guard let input, !unsent.isEmpty else { return }
    guard let count = input.write(unsent) else {
      (unsent, self.input) = ([], nil)
      return
    }
    unsent = unsent.dropFirst(count)
  }

  private func newEvents() -> [Event] {
    flush()
    // Asked before the streams are read, so that nothing it has written is missed.
    let end = latestEnd()
    var events: [Event] = []
    for line in Self.lines(from: &output, &outputLines, all: end != nil) {
      events.append(.output(line))
    }
    if outputLines.isTooLong { events.append(.tooLong) }
    for line in Self.lines(from: &error, &errorLines, all: end != nil) {
      events.append(.error(line))
    }
    if errorLines.isTooLong, let line = errorLines.rest() { events.append(.error(line)) }
    if let end {
      hasEnded = true
      events.append(.ended(end))
    }
    return events
  }

  /// How it has ended; nil while it runs. What it has started and left behind is ended too.
  private func latestEnd() -> ProcessEnd? {
    var status: Int32 = 0
    guard unsafe waitpid(id, &status, WNOHANG) == id else { return nil }
    _ = killpg(id, SIGKILL)
    let signal = status & 0x7f
    return signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal)
  }

  private static func lines(
    from stream: inout PipeEnd?, _ buffer: inout LineBuffer, all: Bool
  ) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    reading: while let open = stream {
      switch open.read() {
      case .bytes(let bytes): lines += buffer.take(bytes)
      case .nothingYet: break reading
      case .end: stream = nil
      }
      if !all || buffer.isTooLong { break }
    }
    if all || stream == nil, let rest = buffer.rest() { lines.append(rest) }
    return lines
  }
}
