import Failures
import Testing

struct DamagedFilesTests {
  private struct Other: Error {}

  @Test func survivalHasThreeOutcomes() throws {
    #expect(survives {})
    #expect(try !survives { throw Failure(.data, "damaged") })
    #expect(throws: Other.self) { try survives { throw Other() } }
  }

  @Test func damageDiffersAndRepeats() {
    let bytes = [UInt8](repeating: 7, count: 100)
    let copies = damaged(bytes, copies: 20, seed: 1)
    #expect(copies.contains { $0 != bytes })
    #expect(copies == damaged(bytes, copies: 20, seed: 1))
    #expect(copies != damaged(bytes, copies: 20, seed: 2))
  }
}
