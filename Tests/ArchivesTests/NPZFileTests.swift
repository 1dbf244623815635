import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Tensors
import Testing

/// Archives that NumPy wrote (make_fixtures.py).
struct NPZFileTests {
  @Test(
    "the first rows are those of the array, stored or deflated", arguments: ["stored", "deflated"])
  func rows(name: String) throws {
    let file = try NPZFile(path: try fixture("rows-\(name).npz"))
    #expect(file.names == ["x", "y"])
    let whole = try file.array("x")
    #expect(whole.shape == [60, 1000] && whole.rowsInFile == 60)
    let numbers = try #require(whole.elements.integers)
    #expect(numbers == (0..<60_000).map { $0 * 7 % 251 })
    for rows in [0, 1, 2, 59, 60, 61] {
      let part = try file.array("x", rows: rows)
      #expect(part.shape == [min(rows, 60), 1000] && part.rowsInFile == 60)
      #expect(part.elements.integers == Array(numbers.prefix(1000 * min(rows, 60))))
    }
    #expect(try file.array("y").elements == .float32([0.5, -1]))
  }

  @Test("damaged archives are refused or read, and never trap", arguments: ["stored", "deflated"])
  func damage(name: String) throws {
    let folder = try TemporaryFolder()
    let bytes = try InputFile.bytes(at: try fixture("rows-\(name).npz"))
    for copy in damaged(bytes, copies: 100, seed: 6) {
      let path = try folder.write(copy, to: "a.npz")
      _ = try survives {
        let file = try NPZFile(path: path)
        for name in file.names { _ = try file.array(name) }
      }
    }
  }

  @Test("an array that was changed does not have its checksum")
  func checksum() throws {
    let folder = try TemporaryFolder()
    var bytes = try InputFile.bytes(at: try fixture("rows-stored.npz"))
    bytes[50_000] ^= 1
    let file = try NPZFile(path: try folder.write(bytes, to: "a.npz"))
    #expect(try failure { _ = try file.array("x") }.what.contains("its checksum does not match"))
    #expect(try file.array("x", rows: 10).rowsInFile == 60)
  }
}
