import Archives
import FailureTestSupport
import Failures
import Testing

struct GunzipTests {
  /// What `make_fixtures.py` compressed in two members.
  private let plain = (0..<1_000).map { UInt8($0 * $0 % 251) }

  private func compressed() throws -> [UInt8] {
    try InputFile.bytes(at: try fixture("two-members.gz"))
  }

  @Test func allMembersAreInflated() throws {
    #expect(try Gunzip.inflate(try compressed(), maximum: 1_000, from: "test") == plain)
  }

  @Test func moreThanTheMaximumIsRefused() throws {
    let bytes = try compressed()
    let found = try failure { _ = try Gunzip.inflate(bytes, maximum: 999, from: "x.gz") }
    #expect(found.code == .data && found.place?.description == "x.gz")
    #expect(found.what.contains("more than 999"))
  }

  @Test func everyTruncationIsFound() throws {
    let bytes = try compressed()
    for length in bytes.indices {
      // The first member alone is a whole file.
      let result = Result {
        try Gunzip.inflate(Array(bytes[..<length]), maximum: 10_000, from: "test")
      }
      if case .success(let output) = result { #expect(output == Array(plain[..<300])) }
    }
    #expect(throws: Failure.self) { try Gunzip.inflate([], maximum: 10, from: "test") }
  }

  @Test func damageIsFoundOrHarmless() throws {
    let bytes = try compressed()
    var found = 0
    for copy in damaged(bytes, copies: 500, seed: 4) {
      let intact = try survives {
        let output = try Gunzip.inflate(copy, maximum: 1 << 20, from: "test")
        // Only names and times in a member's header are not covered by the checksum.
        #expect(output == plain)
      }
      found += intact ? 0 : 1
    }
    #expect(found > 400)
  }
}
