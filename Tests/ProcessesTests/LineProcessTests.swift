import Processes
import Testing

@Suite("Processes that speak in lines")
struct LineProcessTests {
  /// All events of a process until it has ended.
  private func events(of process: LineProcess) -> [LineProcess.Event] {
    var events: [LineProcess.Event] = []
    let limit = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < limit {
      for (_, event) in LineProcess.events(of: [process], within: .milliseconds(100)) {
        events.append(event)
        if case .ended = event { return events }
      }
    }
    Issue.record("the process has not ended")
    return events
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("lines come back whole, from both streams, also the last without an end")
  func lines() throws {
    let process = try LineProcess(
      shell: "read a; echo \"got $a\"; echo hint >&2; printf rest; exit 3")
    process.send("some words")
    let events = events(of: process)
    #expect(events.contains(.output(bytes("got some words"))))
    #expect(events.contains(.output(bytes("rest"))))
    #expect(events.contains(.error(bytes("hint"))))
    #expect(events.last == .ended(.exit(3)))
  }

  @Test("more than a pipe holds goes through in both directions")
  func much() throws {
    let process = try LineProcess(shell: "head -n 2000")
    let line = String(repeating: "x", count: 200)
    for _ in 0..<2000 { process.send(line) }
    let events = events(of: process)
    #expect(events.count { $0 == .output(bytes(line)) } == 2000)
    #expect(events.last == .ended(.exit(0)))
  }

  @Test("a process that does not read is no signal to this one")
  func deaf() throws {
    let process = try LineProcess(shell: "exec <&-; sleep 0.2; exit 0")
    for _ in 0..<20 { process.send(String(repeating: "y", count: 50_000)) }
    #expect(events(of: process).last == .ended(.exit(0)))
  }

  @Test("a line without end is reported before it fills the memory")
  func tooLong() throws {
    let process = try LineProcess(shell: "yes | tr -d '\\n'")
    var isTooLong = false
    let limit = ContinuousClock.now + .seconds(60)
    while !isTooLong, ContinuousClock.now < limit {
      for (_, event) in LineProcess.events(of: [process], within: .milliseconds(100)) {
        if event == .tooLong { isTooLong = true }
      }
    }
    #expect(isTooLong)
    process.kill()
  }

  @Test("signals are named")
  func signals() throws {
    #expect(events(of: try LineProcess(shell: "kill -9 $$")).last == .ended(.signal(9)))
    #expect("\(ProcessEnd.signal(9))" == "signal 9" && "\(ProcessEnd.exit(1))" == "exit code 1")
  }

  @Test("a process whose input ends ends by itself; one that does not listen is terminated")
  func endings() throws {
    let polite = try LineProcess(shell: "cat > /dev/null; echo bye >&2")
    let stubborn = try LineProcess(shell: "trap '' TERM; while :; do sleep 0.05; done")
    var heard: [LineProcess.Event] = []
    LineProcess.end([polite, stubborn], patience: .milliseconds(300)) { index, event in
      if index == 0 { heard.append(event) }
    }
    #expect(heard == [.error(bytes("bye")), .ended(.exit(0))])
    #expect(LineProcess.events(of: [polite, stubborn], within: .zero).isEmpty)
  }

  @Test("what a process has started ends with it")
  func descendants() throws {
    let process = try LineProcess(shell: "sleep 1000 & echo $!; read a; exit 0")
    var child: Int32?
    let limit = ContinuousClock.now + .seconds(60)
    while child == nil, ContinuousClock.now < limit {
      for (_, event) in LineProcess.events(of: [process], within: .milliseconds(100)) {
        if case .output(let line) = event { child = Int32(String(decoding: line, as: UTF8.self)) }
      }
    }
    let number = try #require(child)
    LineProcess.end([process], patience: .seconds(10))
    // It is gone, or waits for its new parent to notice.
    let check = try LineProcess(
      shell: "for i in 1 2 3 4 5 6 7 8 9 10; do s=$(cat /proc/\(number)/stat 2>/dev/null); "
        + "case \"$s\" in ''|*') Z '*) exit 0;; esac; sleep 0.1; done; "
        + "kill -0 \(number) 2>/dev/null && exit 1; exit 0")
    #expect(events(of: check).last == .ended(.exit(0)))
  }
}
