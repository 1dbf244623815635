import FolderTestSupport
import Foundation
import Testing

/// Commands that are killed again and again, and run again until they come to their end. `make test-faults`
/// kills each twenty times; `BASIN_FAULT_KILLS` says how often, `BASIN_FAULT_SEED` what the moments are drawn
/// from.
@Suite("Killed at any moment")
struct KillTests {
  private static func number(_ name: String, usual: Int) throws -> Int {
    guard let text = ProcessInfo.processInfo.environment[name] else { return usual }
    return try #require(Int(text), "\(name)=\(text) is not a number")
  }

  @Test(
    "what is finished stays, and the end is that of a run that nobody disturbed",
    arguments: KilledCommand.all)
  func kills(command: KilledCommand) throws {
    let wanted = try Self.number("BASIN_FAULT_KILLS", usual: command.fewestKills)
    let seed = try Self.number("BASIN_FAULT_SEED", usual: 1)
    var random = SplitMix(
      state: command.testDescription.utf8.reduce(UInt64(bitPattern: Int64(seed))) {
        $0 &* 31 &+ UInt64($1)
      })

    let input = try TemporaryFolder()
    try command.prepare(in: input.url)
    let undisturbed = try KilledRun(command, input: input)
    let whole = try undisturbed.whole()
    let files = try undisturbed.files()
    var attempts: [KilledRun.Moment] = []
    var kills = 0
    while kills < wanted {
      let run = try KilledRun(command, input: input)
      var work = try KeptWork(in: run.folder.url)
      while true {
        let moment = Self.moment(&random, attempts.count, whole.seconds, whole.changes)
        attempts.append(moment)
        let result = try run.run(killedAt: moment)
        let told: Comment = "seed \(seed), \(attempts): \(result.errors)"
        let now = try KeptWork(in: run.folder.url)
        let isDelivered = result.output == whole.result.output
        #expect(work.losses(in: now, isDelivered: isDelivered) == [], told)
        if result.exitCode == 128 + SIGKILL {
          kills += 1
          work = now
          continue
        }
        // A run that was killed when all was done has left a result as any other.
        let wasDone = result.exitCode == 73 && result.errors.contains("exists already")
        #expect(wasDone || result.exitCode == 0 && isDelivered, told)
        let end = try run.files()
        #expect(end.keys.sorted() == files.keys.sorted(), told)
        #expect(files.filter { end[$0] != $1 }.keys.sorted() == [], told)
        break
      }
    }
  }

  /// Of two moments one is any, the other one at which something has just been written; of two of these one
  /// is near the end.
  private static func moment(
    _ random: inout SplitMix, _ attempt: Int, _ seconds: Double, _ changes: Int
  ) -> KilledRun.Moment {
    guard attempt % 2 == 1, changes > 0 else { return .time(seconds * random.uniform()) }
    let first = attempt % 4 == 1 ? max(1, changes - 5) : 1
    return .change(random.number(in: first..<changes + 1), 0.001 * random.uniform())
  }
}
