import Archives
import Failures
import FolderTestSupport
import Runs
import Testing

@Suite("Parts that several processes keep")
struct SharedLedgerTests {
  private let folder: TemporaryFolder
  private let manifest: JSONValue = ["kind": "unfinished test", "seed": 1]
  private let settings: JSONValue = ["threshold": 0.5]

  init() throws { folder = try TemporaryFolder() }

  private func ledger(
    _ index: Int = 0, of count: Int = 1, _ manifest: JSONValue? = nil, at name: String = "a.partial"
  ) throws -> SharedLedger {
    try SharedLedger(
      parts: folder.path(name), manifest: manifest ?? self.manifest,
      share: Share(index, of: count), .whenAsked)
  }

  /// A process that does its share and ends.
  private func share(
    _ index: Int, of count: Int, _ settings: JSONValue? = nil, _ manifest: JSONValue? = nil,
    at name: String = "a.partial"
  ) throws {
    let ledger = try ledger(index, of: count, manifest, at: name)
    ledger.begin(settings ?? self.settings)
    try ledger.ledger.update { $0["\(index)"] = .int(index) }
    try ledger.finishShare(of: settings ?? self.settings)
  }

  private func isAnswer(_ ledger: SharedLedger, _ settings: JSONValue? = nil) throws -> Bool {
    try SharedLedger.claimAnswer([(ledger, settings ?? self.settings)])
  }

  @Test("each keeps its own and sees all others; who finds all done answers and removes them")
  func together() throws {
    try share(0, of: 3)
    try share(2, of: 3)
    #expect(try folder.contents == ["a.partial.part-0-of-3", "a.partial.part-2-of-3"])
    let last = try ledger(1, of: 3)
    #expect(last.others == [["0": 0], ["2": 2]] && last.ledger.work.isEmpty)
    #expect(try !isAnswer(last))
    last.begin(settings)
    #expect(try !isAnswer(last), "its own is not done")
    try last.finishShare(of: settings)
    #expect(try isAnswer(last))
    last.settle(settings) { _ in false }
    // What others have left that were killed, of this number of processes or another.
    for name in [".a.partial.part-1-of-7.12-34.partial", "a.partial.part-2-of-7.lock"] {
      _ = try folder.write("", to: name)
    }
    try last.finish {
      let kept = try folder.contents.filter { $0.hasSuffix("-of-3") }
      #expect(kept.count == 3, "until it is delivered")
    }
    #expect(try folder.contents.isEmpty)
    #expect(try !isAnswer(ledger(0, of: 3)), "one that comes too late has no answer to give")
  }

  @Test("two that find all done at once: one of them answers")
  func race() throws {
    for index in 0..<2 { try share(index, of: 2) }
    let (first, second) = (try ledger(0, of: 2), try ledger(1, of: 2))
    #expect(try isAnswer(first) && !isAnswer(second))
    first.settle(settings) { _ in true }
    try first.finish()
    #expect(try !isAnswer(second))
    #expect(try folder.contents.isEmpty)
  }

  @Test("an answer from several files waits for the shares of all")
  func several() throws {
    let (first, second) = (try ledger(0, of: 2), try ledger(0, of: 2, at: "b.partial"))
    let wanted = [(ledger: first, settings: settings), (ledger: second, settings: settings)]
    for index in 0..<2 { try share(index, of: 2) }
    #expect(try !SharedLedger.claimAnswer(wanted))
    for index in 0..<2 { try share(index, of: 2, at: "b.partial") }
    #expect(try SharedLedger.claimAnswer(wanted))
    for ledger in [first, second] { ledger.settle(settings) { _ in true } }
    try SharedLedger.finish([first, second]) {}
    #expect(try folder.contents.isEmpty)
  }

  @Test("the same share twice at the same time: each has a file, and both serve")
  func twice() throws {
    let (first, second) = (try ledger(0, of: 2), try ledger(0, of: 2))
    try first.ledger.keep(["first": 1])
    try second.ledger.keep(["second": 1])
    #expect(first.ledger.path == folder.path("a.partial.part-0-of-2"))
    #expect(second.ledger.path == folder.path("a-2.partial.part-0-of-2"))
    #expect(try ledger(1, of: 2).others == [["first": 1], ["second": 1]])
    try second.finishShare(of: settings)
    try share(1, of: 2)
    #expect(try isAnswer(second))
    second.settle(settings) { _ in true }
    try second.finish()
    // The other one is still at work.
    #expect(
      try folder.contents == ["a.partial.part-0-of-2", "a.partial.part-0-of-2.lock"])
    _ = first
  }

  @Test("more or fewer processes take up what is there, and so does one on its own")
  func otherCounts() throws {
    for index in 0..<2 { try share(index, of: 3) }
    let alone = try ledger()
    #expect(alone.others == [["0": 0], ["1": 1]])
    #expect(try isAnswer(alone), "alone")
    try alone.ledger.keep(["whole": 1])
    #expect(try ledger(0, of: 2).others == [["whole": 1], ["0": 0], ["1": 1]])
    alone.settle(settings) { $0 == [:] }
    try alone.finish()
    #expect(try folder.contents.isEmpty)
  }

  @Test("what others noted for the same settings is seen")
  func notes() throws {
    let first = try ledger(0, of: 2)
    first.note(0.25, for: settings)
    try first.ledger.keep([:])
    let second = try ledger(1, of: 2)
    #expect(second.othersNotes(for: settings) == [0.25])
    #expect(second.othersNotes(for: [:]).isEmpty && first.othersNotes(for: settings).isEmpty)
  }

  @Test("parts with other settings or another manifest are neither finished with these nor removed")
  func others() throws {
    try share(0, of: 2, ["threshold": 1])
    try share(1, of: 2)
    // The same process, begun with other settings before.
    try share(1, of: 2, ["threshold": 1])
    let other: JSONValue = ["kind": "unfinished test", "seed": 2]
    for index in 0..<2 { try share(index, of: 2, nil, other) }
    #expect(
      try folder.contents == [
        "a-2.partial.part-0-of-2", "a-2.partial.part-1-of-2", "a.partial.part-0-of-2",
        "a.partial.part-1-of-2",
      ])
    #expect(try !isAnswer(ledger(1, of: 2)))
    #expect(try ledger(0, of: 2).others == [["1": 1]])
    try share(0, of: 2)
    let last = try ledger(1, of: 2)
    #expect(try isAnswer(last) && isAnswer(last, ["threshold": 1]))
    last.settle(settings) { _ in true }
    try last.finish()
    #expect(try folder.contents.count == 4, "each holds another answer too")
    for index in 0..<2 { try share(index, of: 2, nil, other) }
    let their = try ledger(0, of: 2, other)
    #expect(try isAnswer(their))
    their.settle(settings) { _ in true }
    try their.finish()
    #expect(try folder.contents == ["a.partial.part-0-of-2", "a.partial.part-1-of-2"])
  }

  @Test("what cannot be kept ends a process that works for others")
  func nowhere() throws {
    let ledger = try SharedLedger(
      parts: folder.path("no/a.partial"), manifest: manifest, share: Share(0, of: 2), .whenAsked)
    let failure = #expect(throws: Failure.self) { try ledger.finishShare(of: settings) }
    #expect(failure?.code == .output)
  }

  @Test("a file of other people in its place is refused and left alone")
  func foreign() throws {
    let path = try folder.write("notes", to: "a.partial.part-0-of-2")
    let failure = #expect(throws: Failure.self) { try ledger(0, of: 2) }
    #expect(failure?.code == .data && failure?.place?.path == path)
    try share(1, of: 2)
    #expect(try folder.text("a.partial.part-0-of-2") == "notes")
  }
}
