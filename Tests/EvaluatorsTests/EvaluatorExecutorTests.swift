import Evaluators
import Failures
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Synchronization
import Testing

@Suite("Evaluators")
struct EvaluatorExecutorTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// An evaluator of a bowl. `body` runs at each point, with `k`, `x`, `y` and `answer`.
  private func script(
    _ body: String, ready: String = "answer({\"ready\": True, \"examples\": 7})"
  ) throws -> String {
    let text = """
      import json, os, sys, time
      start = json.loads(sys.stdin.readline())
      here = os.path.dirname(os.path.abspath(__file__))
      def answer(message): print(json.dumps(message), flush=True)
      def times(name):
          path = os.path.join(here, name)
          with open(path, "a") as file: file.write("x")
          return os.path.getsize(path)
      \(ready)
      for line in sys.stdin:
          point = json.loads(line)
          k, x, y = point["point"], point["x"], point["y"]
      \(body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))

      """
    return "python3 " + (try folder.write(text, to: "evaluator.py"))
  }

  private static let bowl = "answer({\"point\": k, \"loss\": x * x + 2 * y * y})"
  private static let setup = EvaluatorSetup(weights: "/w", directions: "/d", parameters: [])
  private static let points = (0..<30).map { PlanePoint(x: Double($0) / 7, y: Double($0 % 5)) }

  private final class Messages: Sendable {
    private let list = Mutex<[String]>([])
    var all: [String] { list.withLock { $0 } }
    func add(_ message: String) { list.withLock { $0.append(message) } }
  }

  /// What an evaluator gives for ``points``, in the order in which it came.
  private func values(
    _ command: String, count: Int = 1, timeout: Double = 60, atMost most: Int = .max,
    messages: Messages = Messages()
  ) throws -> [(index: Int, value: PointValue)] {
    let executor = try EvaluatorExecutor(
      EvaluatorSettings(
        command: command, count: count, timeout: .seconds(timeout), timeoutText: "\(timeout)s"),
      setup: Self.setup, while: { true }, onMessage: { messages.add($0) })
    defer { executor.end() }
    #expect(executor.examples == 7)
    let values = Mutex<[(index: Int, value: PointValue)]>([])
    let begun = Mutex(0)
    try executor.evaluate(
      Self.points,
      while: {
        begun.withLock {
          $0 += 1
          return $0 <= most
        }
      }
    ) { index, value in values.withLock { $0.append((index, value)) } }
    return values.withLock { $0 }
  }

  private func expectBowl(_ values: [(index: Int, value: PointValue)]) {
    #expect(values.map(\.index).sorted() == Array(Self.points.indices))
    for (index, value) in values {
      let point = Self.points[index]
      #expect(value.loss == point.x * point.x + 2 * point.y * point.y)
      #expect(value.accuracy.isNaN && value.error.isNaN)
    }
  }

  private func expectFailure(
    _ command: String, saying parts: String..., timeout: Double = 60,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let failure = #expect(throws: Failure.self, sourceLocation: sourceLocation) {
      try values(command, timeout: timeout)
    }
    let text = failure?.description ?? ""
    for part in parts {
      #expect(text.contains(part), "\(text)", sourceLocation: sourceLocation)
    }
    #expect(failure?.code == .data && failure?.place == .setting("evaluator"))
  }

  @Test("gives what the process answers, for any number of processes", arguments: [1, 3])
  func bowl(count: Int) throws {
    let values = try values(script(Self.bowl), count: count)
    expectBowl(values)
    if count == 1 { #expect(values.map(\.index) == Array(Self.points.indices)) }
  }

  @Test("answers in any order, as many at a time as the process wants")
  func pipeline() throws {
    let values = try values(
      script(
        """
        waiting = globals().setdefault("waiting", [])
        waiting.append(point)
        if len(waiting) == 5:
            for p in reversed(waiting):
                answer({"point": p["point"], "loss": p["x"] ** 2 + 2 * p["y"] ** 2})
            waiting.clear()
        """,
        ready: "answer({\"ready\": True, \"examples\": 7, \"pipeline\": 5})"))
    expectBowl(values)
    #expect(values.prefix(5).map(\.index) == [4, 3, 2, 1, 0])
  }

  @Test("numbers that are not finite are results, and null is one of them")
  func nonfinite() throws {
    let values = try values(
      script(
        """
        losses = [float("nan"), float("inf"), -float("inf"), None, 1e300]
        answer({"point": k, "loss": losses[k % 5], "accuracy": 50, "error": 0.25})
        """))
    for (index, value) in values {
      switch index % 5 {
      case 0, 3: #expect(value.loss.isNaN)
      case 1: #expect(value.loss == .infinity)
      case 2: #expect(value.loss == -.infinity)
      default: #expect(value.loss == 1e300)
      }
      #expect(value.accuracy == 50 && value.error == 0.25)
    }
  }

  @Test("stops beginning points when asked to, and gets those that were begun")
  func stop() throws {
    let values = try values(script(Self.bowl), atMost: 4)
    #expect(values.map(\.index) == [0, 1, 2, 3])
  }

  @Test("a process that dies is started again, and no point is lost", arguments: [1, 2])
  func death(count: Int) throws {
    let messages = Messages()
    let command = try script(
      "if k in (0, 9) and times(f\"deaths-{k}\") < 3: sys.exit(\"oh no\")\n" + Self.bowl)
    expectBowl(try values(command, count: count, messages: messages))
    let said = messages.all
    #expect(said.count { $0.hasSuffix("oh no") } == 4, "\(said)")
    #expect(
      said.count { $0.contains("ended (exit code 1) at the point (0.0, 0.0)") } == 2, "\(said)")
    #expect(said.allSatisfy { count == 1 ? !$0.hasPrefix("evaluator") : true })
  }

  @Test("of several points at a time, only the one that kills is blamed")
  func deathInCompany() throws {
    let command = try script(
      "if k == 6:\n    time.sleep(0.05)\n    os._exit(5)\n" + Self.bowl,
      ready: "answer({\"ready\": True, \"examples\": 7, \"pipeline\": 8})")
    let point = Self.points[6]
    expectFailure(
      command, saying: "ended 3 times at the point (\(point.x), \(point.y))", "exit code 5")
  }

  @Test("three deaths at one point end the run with what the process printed last")
  func threeDeaths() throws {
    expectFailure(
      try script("if k == 2: raise ValueError(\"the net is broken\")\n" + Self.bowl),
      saying: "ended 3 times at the point", "ValueError: the net is broken")
  }

  @Test("a process that ends before it is ready ends the run at once")
  func earlyDeath() throws {
    expectFailure(
      try script("", ready: "import package_that_is_missing"), saying: "before it was ready",
      "No module named 'package_that_is_missing'")
    expectFailure("no-such-program-here", saying: "ended (exit code 127)", "no-such-program-here")
  }

  @Test(
    "a wrong answer is named",
    arguments: [
      ("print('Epoch 1', flush=True)", "answered Epoch 1, which is not JSON"),
      ("answer([1, 2])", "[1, 2], which is not a JSON object"),
      ("answer({\"loss\": 1})", "without the number of a point"),
      ("answer({\"point\": \"0\", \"loss\": 1})", "without the number of a point"),
      ("answer({\"point\": k})", "without a loss"),
      ("answer({\"point\": k, \"loss\": \"0.5\"})", "gave the loss \"0.5\", which is not a number"),
      ("answer({\"point\": k, \"loss\": True})", "gave the loss true, which is not a number"),
      ("answer({\"point\": k, \"loss\": 1, \"accuracy\": 120})", "gave the accuracy 120"),
      ("answer({\"point\": k, \"loss\": 1, \"error\": -1})", "gave the error -1"),
      ("answer({\"point\": 999, \"loss\": 1})", "answered the point 999, which does not exist"),
      (
        "answer({\"point\": 0, \"loss\": 1})\nanswer({\"point\": 0, \"loss\": 1})",
        "answered the point 0, which it was not asked or had answered"
      ),
    ])
  func wrongAnswers(body: String, complaint: String) throws {
    expectFailure(try script(body), saying: complaint)
  }

  @Test(
    "a wrong first answer is named",
    arguments: [
      ("answer({\"point\": 0, \"loss\": 1})", "to the first line"),
      ("answer({\"ready\": False})", "to the first line"),
      ("answer({\"ready\": True})", "is ready with no examples"),
      ("answer({\"ready\": True, \"examples\": 0})", "is ready with 0 examples"),
      (
        "answer({\"ready\": True, \"examples\": 7, \"pipeline\": \"all\"})",
        "asks for \"all\" points at a time"
      ),
    ])
  func wrongBeginnings(ready: String, complaint: String) throws {
    expectFailure(try script(Self.bowl, ready: ready), saying: complaint)
  }

  @Test("processes with different numbers of examples are not mixed")
  func differentExamples() throws {
    let ready = "answer({\"ready\": True, \"examples\": 7 + start[\"worker\"]})"
    let command = try script("time.sleep(0.1)\n" + Self.bowl, ready: ready)
    let failure = #expect(throws: Failure.self) {
      let executor = try EvaluatorExecutor(
        EvaluatorSettings(command: command, count: 2, timeout: .seconds(60), timeoutText: "60s"),
        setup: Self.setup, while: { true }, onMessage: { _ in })
      defer { executor.end() }
      try executor.evaluate(Self.points, while: { true }) { _, _ in }
    }
    #expect(failure?.what.contains("examples, where another start had") == true)
  }

  @Test("silence has a limit, before and after it is ready")
  func silence() throws {
    let last = "print('still loading', file=sys.stderr, flush=True)\ntime.sleep(100)"
    expectFailure(
      try script("", ready: last), saying: "was not ready within 3.0s", timeout: 3)
    expectFailure(try script(last), saying: "within 3.0s", "evaluator timeout", timeout: 3)
  }

  @Test(
    "what it prints is shown without control characters, and with its name where there are several")
  func messages() throws {
    let body =
      "print('\\x1b[31mred\\x1b[0m\\x07 text\\r10 %\\r20 %', file=sys.stderr, flush=True)\n"
      + Self.bowl
    let alone = Messages()
    _ = try values(script(body), messages: alone)
    #expect(Set(alone.all) == ["20 %"])
    let several = Messages()
    _ = try values(script(body), count: 2, messages: several)
    #expect(several.all.allSatisfy { ["evaluator 1: 20 %", "evaluator 2: 20 %"].contains($0) })
  }

  @Test("the first line says everything that an evaluator needs")
  func handshake() throws {
    let command = try script(
      Self.bowl,
      ready: "print(json.dumps(start, sort_keys=True), file=sys.stderr, flush=True)\n"
        + "answer({\"ready\": True, \"examples\": 7})")
    let messages = Messages()
    _ = try values(command, messages: messages)
    #expect(
      messages.all.first == """
        {"basin": 1, "directions": "/d", "parameters": [], "weights": "/w", "worker": 0, "workers": 1}
        """)
  }
}
