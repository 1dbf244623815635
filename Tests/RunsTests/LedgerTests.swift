import Archives
import Failures
import FolderTestSupport
import Foundation
import Runs
import Synchronization
import Testing

@Suite("Unfinished work on its way to a file")
struct LedgerTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Numbers, one a line; the file cannot be written while a line says `full`.
  private func ledger(
    _ cadence: LedgerCadence, earlier: [String] = [], name: String = "a"
  ) throws -> Ledger<[String]> {
    try Ledger(
      path: folder.path(name), for: .file(folder.path(name)), cadence,
      as: LedgerForm(
        amount: { $0.isEmpty ? nil : "\($0.count) lines" },
        write: { lines, path in
          guard !lines.contains("full") else {
            throw Failure(.output, "cannot be written", at: path, remedy: "Make room.")
          }
          try AtomicFile.write(lines.joined(separator: "\n"), to: path)
        }), earlier: { earlier })
  }

  @Test("work is on the disk soon after it was taken over, without being asked for")
  func soon() throws {
    let ledger = try ledger(.soon)
    try ledger.update { $0.append("1") }
    // It is written in the background; a minute is as good as never.
    for _ in 0..<6000 where !FileManager.default.fileExists(atPath: folder.path("a")) {
      usleep(10_000)
    }
    #expect(try folder.text("a") == "1")
    for number in 2...100 { try ledger.update { $0.append("\(number)") } }
    let lines = (1...100).map(String.init)
    #expect(ledger.work == lines)
    #expect(try ledger.close() == lines)
    #expect(try folder.text("a") == lines.joined(separator: "\n"))
  }

  @Test("the lock is held as long as the ledger, and no longer, whatever is still to be written")
  func lock() throws {
    for _ in 0..<50 {
      let ledger = try ledger(.soon)
      try ledger.update { $0.append("1") }
      let failure = #expect(throws: Failure.self) { try self.ledger(.soon) }
      #expect(failure?.what == "is locked by another run")
      _ = try ledger.close()
      // A writing that comes too late finds the ledger closed.
    }
    #expect(try folder.contents == ["a"])
  }

  @Test("where it cannot be written the work ends, and the failure says what the file keeps")
  func full() throws {
    let ledger = try ledger(.whenAsked)
    try ledger.keep(["1", "2"])
    let told = "It keeps 2 lines; run the same command again to resume."
    let failure = try #require(
      #expect(throws: Failure.self) { try ledger.keep(["1", "2", "full"]) })
    #expect(failure.description == "\(ledger.path): cannot be written\nMake room. \(told)")
    #expect(throws: failure) { try ledger.update { _ in } }
    #expect(throws: failure) { try ledger.close() }
    #expect(throws: failure) { _ = try ledger.stopped("stopped") }
    #expect(try folder.text("a") == "1\n2")
  }

  @Test("a background writing that fails ends the work at the next piece")
  func fullLater() throws {
    let ledger = try ledger(.soon, earlier: ["1"])
    try ledger.update { $0.append("full") }
    var failure: Failure?
    for _ in 0..<6000 where failure == nil {
      do {
        try ledger.update { _ in }
        usleep(10_000)
      } catch let found as Failure {
        failure = found
      }
    }
    #expect(failure?.code == .output)
    #expect(failure?.description.contains("It keeps 1 lines") == true)
  }

  @Test("a run that is stopped keeps all, and says so")
  func stopped() throws {
    let ledger = try ledger(.whenAsked)
    let failure = try ledger.stopped("stopped after 2 of 3", keeping: ["1", "2"])
    #expect(
      failure
        == Failure(
          .interrupted, "stopped after 2 of 3; kept in \(ledger.path)",
          remedy: "Run the same command again to resume."))
    #expect(try folder.text("a") == "1\n2")
  }

  @Test("no writing brings back a file that was removed")
  func finished() throws {
    let ledger = try ledger(.soon)
    try ledger.update { $0.append("1") }
    try ledger.finish()
    usleep(50_000)
    #expect(try !folder.contents.contains("a"))
  }
}
