import Datasets
import FailureTestSupport
import Failures
import Kernels
import Testing

struct IDXFileTests {
  private let bytes: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6]

  @Test func sizesAndNumbers() throws {
    let file = try IDXFile(parsing: bytes, rank: 3, from: "test")
    #expect(file.sizes == [2, 3, 1])
    #expect(file.numbers == [1, 2, 3, 4, 5, 6])
  }

  @Test func everyOtherLengthIsRefused() throws {
    for length in bytes.indices {
      let found = try failure {
        _ = try IDXFile(parsing: Array(bytes[..<length]), rank: 3, from: "x")
      }
      #expect(found.code == .data && found.place?.description == "x")
    }
    let longer = try failure { _ = try IDXFile(parsing: bytes + [0], rank: 3, from: "x") }
    #expect(longer.what == "declares 2×3×1 bytes but holds 7")
  }

  @Test(arguments: [(0, UInt8(1)), (1, 1), (2, 9), (3, 1)])
  func otherMagicIsRefused(position: Int, value: UInt8) throws {
    var copy = bytes
    copy[position] = value
    let found = try failure { _ = try IDXFile(parsing: copy, rank: 3, from: "x") }
    #expect(found.what.contains("is not an IDX file"))
  }

  @Test func hugeSizesAreRefused() throws {
    let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
    #expect(throws: Failure.self) { try IDXFile(parsing: huge, rank: 3, from: "x") }
  }

  @Test func damagedFilesNeverTrap() throws {
    var stream = RandomStream(seed: 8, purpose: "tests.damage")
    var readable = 0
    for _ in 0..<2_000 {
      var copy = bytes
      copy[Int.random(in: copy.indices, using: &stream)] = .random(in: 0 ... .max, using: &stream)
      do {
        let file = try IDXFile(parsing: copy, rank: 3, from: "x")
        #expect(file.sizes.reduce(1, *) == file.numbers.count)
        readable += 1
      } catch is Failure {}
    }
    #expect(readable > 0 && readable < 2_000)
  }
}
