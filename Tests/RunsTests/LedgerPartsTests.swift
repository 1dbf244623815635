import Archives
import Failures
import FolderTestSupport
import Runs
import Testing

@Suite("What is kept of unfinished work in parts")
struct LedgerPartsTests {
  private let folder: TemporaryFolder
  private let manifest: JSONValue = ["kind": "unfinished test", "seed": 1]

  init() throws { folder = try TemporaryFolder() }

  private func ledger(
    _ manifest: JSONValue? = nil, at name: String = "a.partial",
    _ cadence: LedgerCadence = .whenAsked
  ) throws -> Ledger<[String: JSONValue]> {
    try Ledger(parts: folder.path(name), manifest: manifest ?? self.manifest, cadence)
  }

  @Test("a later run finds it, one with another manifest does not, and leaves it alone")
  func continued() throws {
    #expect(try ledger().work.isEmpty)
    try ledger().keep(["a": 0.1])
    #expect(try ledger().work == ["a": 0.1])
    let other: JSONValue = ["kind": "unfinished test", "seed": 2]
    #expect(try ledger(other).work.isEmpty)
    #expect(try ledger().work == ["a": 0.1], "looking changes nothing")
    try ledger(other).keep(["b": 1])
    #expect(try ledger().work == ["a": 0.1])
    let second = try ledger(other)
    #expect(second.work == ["b": 1] && second.path == folder.path("a-2.partial"))
    #expect(try folder.contents == ["a-2.partial", "a.partial"])
    try second.finish()
    #expect(try folder.contents == ["a.partial"])
    try ledger().finish()
    #expect(try folder.contents.isEmpty)
  }

  @Test("two runs at the same time each keep their own")
  func together() throws {
    let (first, second) = (try ledger(), try ledger())
    try first.keep(["a": 1])
    try second.keep(["b": 1])
    #expect(first.path == folder.path("a.partial") && second.path == folder.path("a-2.partial"))
    try second.keep(["b": 2])
    #expect(try JSONValue(path: first.path)["parts"] == ["a": 1])
    #expect(try JSONValue(path: second.path)["parts"] == ["b": 2])
    // One that has read what another goes on with removes nothing of it.
    let third = try ledger()
    #expect(third.work == ["a": 1])
    try third.finish()
    try second.finish()
    #expect(try folder.contents == ["a.partial", "a.partial.lock"])
    try first.finish()
    #expect(try folder.contents.isEmpty)
  }

  @Test("what another run has kept since it was read is not replaced")
  func changed() throws {
    try ledger().keep(["a": 1])
    let slow = try ledger()
    try ledger().keep(["a": 1, "b": 1])
    try slow.keep(["a": 1, "c": 1])
    #expect(slow.path == folder.path("a-2.partial"))
    #expect(try JSONValue(path: folder.path("a.partial"))["parts"] == ["a": 1, "b": 1])
    try ledger().keep(["a": 1, "b": 1, "d": 1])
    let reader = try ledger()
    try ledger().keep(["e": 1])
    try reader.finish()
    #expect(try JSONValue(path: folder.path("a.partial"))["parts"] == ["e": 1])
  }

  @Test("where all names are taken, that is said and nothing is replaced")
  func full() throws {
    for seed in 1...9 {
      try ledger(["kind": "unfinished test", "seed": .int(seed)]).keep(["a": .int(seed)])
    }
    let names = try folder.contents
    #expect(names.count == 9)
    let tenth = try ledger(["kind": "unfinished test", "seed": 10])
    #expect(tenth.work.isEmpty)
    let failure = #expect(throws: Failure.self) { try tenth.keep(["a": 1]) }
    #expect(failure?.code == .output && failure?.place?.path == folder.path("a.partial"))
    #expect(try folder.contents == names)
  }

  @Test(
    "a file of other people is refused and left alone",
    arguments: ["", "notes", "[1]", "{\"manifest\":{\"kind\":\"surface\"},\"parts\":{}}"]
  )
  func foreign(text: String) throws {
    let path = try folder.write(text, to: "a.partial")
    let failure = #expect(throws: Failure.self) { try ledger() }
    #expect(failure?.code == .data && failure?.place?.path == path)
    #expect(failure?.remedy?.description == "Remove it to start over.")
    #expect(try folder.text("a.partial") == text)
  }

  @Test("work that is stopped says where it is kept, or why it is not")
  func stopped() throws {
    let path = folder.path("a.partial")
    let kept = try ledger().stopped("stopped after 3", keeping: ["a": 1])
    #expect(kept.code == .interrupted && kept.what == "stopped after 3; kept in \(path)")
    #expect(kept.remedy?.description == "Run the same command again to resume.")
    #expect(try ledger().work == ["a": 1])

    let nothing = try ledger().stopped("stopped after 0", keeping: [:])
    #expect(nothing.code == .interrupted && nothing.what.contains("no work to keep yet"))
    #expect(nothing.remedy?.description == "Run the same command again.")

    let nowhere = try ledger(at: "no/a.partial")
    let lost = try nowhere.stopped("stopped after 3", keeping: ["a": 1])
    #expect(lost.code == .interrupted)
    #expect(
      lost.what.contains("could not be kept: \(folder.path("no/a.partial")) cannot be written"))
    #expect(lost.remedy == nothing.remedy)
    #expect(lost.description.split(separator: "\n").count == 2)
  }

  @Test("it is not written more often than every few seconds")
  func seldom() throws {
    let seldom = try ledger(nil, at: "a.partial", .every(.seconds(3600)))
    #expect(!seldom.isDue)
    try seldom.update { $0 = ["a": 1] }
    #expect(try folder.contents.isEmpty)
    try seldom.keep(seldom.work)
    #expect(try ledger().work == ["a": 1])
  }

  @Test("work that goes on is kept now and then, and that it cannot be is no reason to end it")
  func nowAndThen() throws {
    let often = try ledger(nil, at: "a.partial", .every(.zero))
    for number in 1...2 {
      #expect(often.isDue)
      try often.update { $0 = ["a": .int(number)] }
      #expect(try ledger().work == ["a": .int(number)])
    }
    let nowhere = try ledger(at: "no/a.partial", .every(.zero))
    for number in 1...2 { try nowhere.update { $0 = ["a": .int(number)] } }
    #expect(throws: Failure.self) { try nowhere.keep(["a": 1]) }
  }

  @Test("it goes when the work is finished, unless it holds more than that")
  func finished() throws {
    let more = try ledger()
    try more.keep(["a": 1])
    more.holdsMore = true
    try more.finish()
    #expect(try ledger().work == ["a": 1])
    more.holdsMore = false
    try more.finish()
    #expect(try folder.contents.isEmpty)
    try more.finish()
  }

  @Test("it stays until the answer has arrived, and the failure says where it is")
  func delivery() throws {
    struct Quiet: Error {}
    let (first, second) = (try ledger(), try ledger(at: "b.partial"))
    try first.keep(["a": 1])
    try second.keep(["b": 1])
    #expect(throws: Quiet.self) { try first.finish { throw Quiet() } }
    let failure = #expect(throws: Failure.self) {
      try Ledger.finish([first, second]) { throw Failure(.output, "no room", remedy: "Make some.") }
    }
    #expect(failure?.what == "no room")
    #expect(
      failure?.description
        == "no room\nMake some. What was computed is kept in \(first.path) and 1 more.")
    #expect(try folder.contents.filter { !$0.hasSuffix(".lock") } == ["a.partial", "b.partial"])
    var isDelivered = false
    try Ledger.finish([first, second]) { isDelivered = true }
    #expect(isDelivered)
    #expect(try folder.contents.isEmpty)
    // Where nothing is kept, nothing is said of it.
    let plain = #expect(throws: Failure.self) {
      try first.finish { throw Failure(.output, "no room") }
    }
    #expect(plain?.remedy == nil)
  }
}
