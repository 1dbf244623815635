internal import Failures
internal import Grids
internal import Landscapes
internal import Processes

/// The processes that evaluate points, and what each has been asked.
///
/// One thread moves all lines. A process that ends is started again, and its points are asked again; at
/// the third end at one point the run ends. What is not an answer, and silence beyond the time limit,
/// end the run at once.
struct EvaluatorPool {
  private static let mostEnds = 3
  /// How often it is asked whether to stop.
  private static let beat = Duration.milliseconds(100)
  /// How long processes have to end by themselves; after a failure, where nothing is left to lose.
  private static let patience = (usual: Duration.seconds(5), failed: Duration.milliseconds(200))

  private let settings: EvaluatorSettings
  private let setup: EvaluatorSetup
  private let say: @Sendable (String) -> Void
  private var workers: [EvaluatorWorker]
  /// The number of examples, as the first that is ready states it.
  private(set) var examples: Int?
  /// The number of the next point.
  private var nextNumber = 0
  /// Whether nothing is lost when the processes end at once.
  private var mayLose = false

  init(
    _ settings: EvaluatorSettings, _ setup: EvaluatorSetup,
    say: @escaping @Sendable (String) -> Void
  ) {
    self.settings = settings
    self.setup = setup
    self.say = say
    workers = (1...settings.count).map {
      EvaluatorWorker(name: settings.count == 1 ? "the evaluator" : "evaluator \($0)")
    }
  }

  /// Starts all processes and waits until one is ready.
  mutating func start(while condition: @Sendable () -> Bool) throws {
    // Until one is ready, there is nothing to lose.
    mayLose = true
    for index in workers.indices { try start(index) }
    while examples == nil {
      guard condition() else {
        throw Failure(
          .interrupted, "stopped before the evaluator was ready",
          remedy: "Run the same command again.")
      }
      try move { _, _ in
      } onEnd: { _, _ in
      }
    }
    mayLose = false
  }

  /// Evaluates points; see `PointExecutor`.
  mutating func evaluate(
    _ points: [PlanePoint], while condition: @Sendable () -> Bool,
    onValue: @Sendable (_ index: Int, PointValue) -> Void
  ) throws {
    do {
      try evaluateAll(points, while: condition, onValue: onValue)
    } catch {
      mayLose = true
      throw error
    }
  }

  private mutating func evaluateAll(
    _ points: [PlanePoint], while condition: @Sendable () -> Bool,
    onValue: @Sendable (_ index: Int, PointValue) -> Void
  ) throws {
    var queue = PointQueue(points, from: nextNumber)
    nextNumber += points.count
    let say = self.say
    while true {
      let mayBegin = try ask(&queue, while: condition)
      let isOver = (!mayBegin || queue.isEmpty) && workers.allSatisfy(\.asked.isEmpty)
      if isOver { return }
      try move {
        onValue($0 - queue.first, $1)
      } onEnd: { worker, end in
        try Self.takeBack(&worker, end, &queue, say)
      }
    }
  }

  /// Asks for as many points as the workers take, one each in turn; false once no more may begin.
  private mutating func ask(_ queue: inout PointQueue, while condition: @Sendable () -> Bool) throws
    -> Bool
  {
    var isGiving = true
    while isGiving {
      isGiving = false
      for index in workers.indices where queue.hasPoint(for: workers[index]) {
        guard condition() else { return false }
        if workers[index].process == nil { try start(index) }
        guard workers[index].isReady, let number = queue.take(for: workers[index]) else { continue }
        if workers[index].asked.isEmpty { workers[index].since = .now }
        workers[index].asked.append(number)
        let point = queue.position(of: number)
        workers[index].process?.send(
          "{\"point\": \(number), \"x\": \(point.x), \"y\": \(point.y)}")
        isGiving = true
      }
    }
    return true
  }

  private mutating func start(_ index: Int) throws {
    let process = try LineProcess(shell: settings.command)
    process.send(setup.line(worker: index, of: workers.count))
    workers[index].process = process
    workers[index].isReady = false
    workers[index].since = .now
  }

  // MARK: What they say

  /// Waits for lines for a moment and deals with those that come.
  private mutating func move(
    onValue: (_ number: Int, PointValue) -> Void,
    onEnd: (inout EvaluatorWorker, ProcessEnd) throws -> Void
  ) throws {
    let running = workers.indices.compactMap { index in workers[index].process.map { (index, $0) } }
    for (place, event) in LineProcess.events(of: running.map(\.1), within: Self.beat) {
      let index = running[place].0
      switch event {
      case .output(let line): try take(line, from: index, onValue)
      case .tooLong:
        throw workers[index].failure("wrote \(LineProcess.longestLine) bytes without a line's end")
      case .error(let line): show(line, of: index)
      case .ended(let end):
        workers[index].process = nil
        guard workers[index].wasReady else {
          throw workers[index].failure("ended (\(end)) before it was ready")
        }
        try onEnd(&workers[index], end)
      }
    }
    let now = ContinuousClock.now
    for worker in workers where worker.owes && now - worker.since > settings.timeout {
      let what = worker.isReady ? "gave no answer" : "was not ready"
      throw worker.failure(
        "\(what) within \(settings.timeoutText)",
        remedy: "If it needs longer, give \(setting: "evaluator timeout"), such as 1h.")
    }
  }

  private mutating func take(
    _ line: [UInt8], from index: Int,
    _ onValue: (_ number: Int, PointValue) -> Void
  ) throws {
    do throws(EvaluatorAnswer.Mistake) {
      switch try EvaluatorAnswer(line, isFirst: !workers[index].isReady) {
      case .ready(let count, let pipeline):
        guard examples == nil || examples == count else {
          throw EvaluatorAnswer.Mistake(
            what: "has \(count) examples, where another start had \(examples ?? 0)",
            remedy: "All evaluators must use the same examples.")
        }
        examples = count
        workers[index].isReady = true
        workers[index].wasReady = true
        workers[index].pipeline = pipeline
      case .point(let number, let value):
        guard let place = workers[index].asked.firstIndex(of: number) else {
          throw EvaluatorAnswer.Mistake(
            what: number >= 0 && number < nextNumber
              ? "answered the point \(number), which it was not asked or had answered"
              : "answered the point \(number), which does not exist")
        }
        workers[index].asked.remove(at: place)
        onValue(number, value)
        workers[index].idleEnds = 0
      }
      workers[index].since = .now
    } catch {
      throw workers[index].failure(error.what, remedy: error.remedy)
    }
  }

  private mutating func show(_ line: [UInt8], of index: Int) {
    let text = withoutControls(line)
    workers[index].remember(text)
    say(workers.count == 1 ? text : "\(workers[index].name): \(text)")
  }

  /// Takes back the points of a process that has ended.
  private static func takeBack(
    _ worker: inout EvaluatorWorker, _ end: ProcessEnd, _ queue: inout PointQueue,
    _ say: (String) -> Void
  ) throws {
    let asked = worker.asked
    worker.asked = []
    guard let first = asked.first else {
      worker.idleEnds += 1
      guard worker.idleEnds < mostEnds else {
        throw worker.failure("ended (\(end)) \(worker.idleEnds) times without an answer")
      }
      return
    }
    let point = queue.position(of: first)
    let place = "at the point (\(point.x), \(point.y))"
    for number in asked where queue.takeBack(number) >= mostEnds {
      throw worker.failure(
        "ended \(mostEnds) times \(place), last with \(end)",
        remedy: "The points before it are kept. Mend the evaluator, then run the command again.")
    }
    let others = asked.count > 1 ? " and \(asked.count - 1) more" : ""
    say("\(worker.name) ended (\(end)) \(place)\(others); it is started again")
  }

  /// Ends all processes.
  mutating func end() {
    let running = workers.indices.filter { workers[$0].process != nil }
    let processes = running.compactMap { workers[$0].process }
    for index in running { workers[index].process = nil }
    let patience = mayLose ? Self.patience.failed : Self.patience.usual
    LineProcess.end(processes, patience: patience) { place, event in
      if case .error(let line) = event { show(line, of: running[place]) }
    }
  }
}
