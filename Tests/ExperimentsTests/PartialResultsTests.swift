import Archives
import Experiments
import Failures
import FolderTestSupport
import Testing

@Suite("What is kept of unfinished work")
struct PartialResultsTests {
  private let folder: TemporaryFolder
  private let manifest: JSONValue = ["kind": "unfinished test", "seed": 1]

  init() throws { folder = try TemporaryFolder() }

  private func results(_ manifest: JSONValue? = nil) throws -> PartialResults {
    try PartialResults(path: folder.path("a.partial"), manifest: manifest ?? self.manifest)
  }

  @Test("a later run finds it, one with another manifest does not, and replaces it")
  func continued() throws {
    #expect(try results().earlier.isEmpty)
    try results().keep(["a": 0.1])
    #expect(try results().earlier == ["a": 0.1])
    let other: JSONValue = ["kind": "unfinished test", "seed": 2]
    #expect(try results(other).earlier.isEmpty)
    #expect(try results().earlier == ["a": 0.1], "looking changes nothing")
    try results(other).keep(["b": 1])
    #expect(try results().earlier.isEmpty)
    #expect(try results(other).earlier == ["b": 1])
  }

  @Test(
    "a file of other people is refused and left alone",
    arguments: ["", "notes", "[1]", "{\"manifest\":{\"kind\":\"surface\"},\"parts\":{}}"]
  )
  func foreign(text: String) throws {
    let path = try folder.write(text, to: "a.partial")
    let failure = #expect(throws: Failure.self) { try results() }
    #expect(failure?.code == .data && failure?.place?.description == path)
    #expect(failure?.remedy == "Remove it to begin anew.")
    #expect(try folder.text("a.partial") == text)
  }

  @Test("work that is stopped says where it is kept, or why it is not")
  func stopped() throws {
    let path = folder.path("a.partial")
    let kept = try results().stopped("stopped after 3", keeping: ["a": 1])
    #expect(kept.code == .interrupted && kept.what == "stopped after 3; kept in \(path)")
    #expect(kept.remedy == "Run the same command again to go on.")
    #expect(try results().earlier == ["a": 1])

    let nothing = try results().stopped("stopped after 0", keeping: [:])
    #expect(nothing.code == .interrupted && nothing.what.contains("before there was anything"))
    #expect(nothing.remedy == "Run the same command again.")

    let nowhere = try PartialResults(path: folder.path("no/a.partial"), manifest: manifest)
    let lost = nowhere.stopped("stopped after 3", keeping: ["a": 1])
    #expect(lost.code == .interrupted)
    #expect(
      lost.what.contains("could not be kept: \(folder.path("no/a.partial")) cannot be written"))
    #expect(lost.remedy == nothing.remedy)
    #expect(lost.description.split(separator: "\n").count == 2)
  }

  @Test("it is not written more often than every few seconds")
  func seldom() throws {
    try results().keepNowAndThen(["a": 1])
    #expect(try folder.contents.isEmpty)
  }
  @Test("work that goes on is kept now and then, and that it cannot be is no reason to end it")
  func nowAndThen() throws {
    let often = try PartialResults(
      path: folder.path("a.partial"), manifest: manifest, interval: .zero)
    often.keepNowAndThen(["a": 1])
    often.keepNowAndThen(["a": 2])
    #expect(try results().earlier == ["a": 2])
    try PartialResults(path: folder.path("no/a.partial"), manifest: manifest, interval: .zero)
      .keepNowAndThen(["a": 1])
  }

  @Test("it goes when the work is finished, unless it holds more than that")
  func finished() throws {
    let more = try results()
    try more.keep(["a": 1])
    more.holdsMore = true
    try more.finish()
    #expect(try results().earlier == ["a": 1])
    more.holdsMore = false
    try more.finish()
    #expect(try folder.contents.isEmpty)
    try more.finish()
  }
}
