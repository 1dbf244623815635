import Kernels
import RunTestSupport
import Runs
import Synchronization
import Testing

@Suite("What a run is given")
struct RunContextTests {
  private let past = ContinuousClock.now - .seconds(1)

  @Test("a deadline that has passed lets one piece of work be done")
  func deadline() {
    let context = RunContext(workers: Workers(count: 1), deadline: past)
    #expect(!context.shouldEnd)
    context.notePiece()
    #expect(context.shouldEnd && !context.isStopped)
    let future = RunContext(workers: Workers(count: 1), deadline: .now + .seconds(3600))
    future.notePiece()
    #expect(!future.shouldEnd)
  }

  @Test("progress is a piece of work; other events are none")
  func advance() {
    let watched = WatchedRun(deadline: past)
    let context = watched.context
    let progress = RunProgress(done: 1, of: 2)
    context.report(.begun(RunProgress(done: 0, of: 2)))
    context.report(.progress(progress))
    #expect(!context.shouldEnd)
    context.advance(progress)
    #expect(context.shouldEnd)
    #expect(watched.progress == [progress, progress])
  }

  @Test("a user who asks to stop is not waited for")
  func stop() {
    let context = WatchedRun { $0.questions > 1 }.context
    #expect(!context.isStopped)
    #expect(context.isStopped && context.shouldEnd)
  }

  @Test("a part ends with the whole, and has a voice of its own")
  func part() {
    let watched = WatchedRun(workers: 3, deadline: past)
    let context = watched.context
    let told = Mutex(0)
    let part = context.part { _ in told.withLock { $0 += 1 } }
    #expect(part.workers.count == 3)
    part.advance(RunProgress(done: 1, of: 2))
    #expect(!context.shouldEnd, "the part decides what is a piece of the whole")
    #expect(told.withLock { $0 } == 1 && watched.events.isEmpty)
    context.notePiece()
    #expect(part.shouldEnd && part.isStopped && !context.isStopped)
  }

  @Test(
    "facts in words",
    arguments: [
      (RunFact.loss(0.41234), "loss 0.4123"), (.epoch(2, of: 4), "epoch 2 of 4"),
      (.count(12, of: 2601, unit: "points"), "12 of 2,601 points"),
      (.speed(28_000.4, unit: "images"), "28,000 images/s"),
    ])
  func facts(fact: RunFact, words: String) {
    #expect(fact.description == words)
  }
}
