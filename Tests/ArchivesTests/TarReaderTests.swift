import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Testing

/// Archives byte by byte; what Python's tarfile wrote is in `CIFARTests`.
struct TarReaderTests {
  /// A header as POSIX 1988 says, with the checksum that it should have.
  private func header(
    _ name: String, size: String, type: Character = "0", prefix: String = ""
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
      block.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    }
    put(name, at: 0)
    put(size, at: 124)
    put("        ", at: 148)
    put(String(type), at: 156)
    put("ustar", at: 257)
    put(prefix, at: 345)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(
      String(repeating: "0", count: 6 - String(sum, radix: 8).count) + String(sum, radix: 8),
      at: 148)
    block[154] = 0
    return block
  }

  private func member(_ name: String, _ contents: String, type: Character = "0") -> [UInt8] {
    let bytes = Array(contents.utf8)
    let padding = [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    return header(name, size: String(bytes.count, radix: 8), type: type) + bytes + padding
  }

  private let end = [UInt8](repeating: 0, count: 1024)

  private func read(_ bytes: [UInt8], atMost maximum: Int = 1000) throws -> [(String, String)] {
    let folder = try TemporaryFolder()
    var reader = try TarReader(path: try folder.write(bytes, to: "a.tar"))
    var files: [(String, String)] = []
    while let entry = try reader.next() {
      let bytes = try reader.contents(of: entry, atMost: maximum)
      files.append((entry.path, String(decoding: bytes, as: UTF8.self)))
    }
    return files
  }

  @Test("files are read one after another, whatever their names spell")
  func files() throws {
    let files = try read(
      member("a/b.txt", "one") + member("../../etc/passwd", "two") + member("/tmp/x", "")
        + header("c", size: "4", prefix: "long/path") + Array("text".utf8)
        + [UInt8](repeating: 0, count: 508) + end)
    #expect(files.map(\.0) == ["a/b.txt", "../../etc/passwd", "/tmp/x", "long/path/c"])
    #expect(files.map(\.1) == ["one", "two", "", "text"])
  }

  @Test("links, folders and devices are passed over, and so are the headers of pax and GNU tar")
  func others() throws {
    var bytes: [UInt8] = []
    // The sizes of links and folders mean nothing.
    for type in "123456" { bytes += header("x", size: "7777", type: type) }
    for type in "xgLK" { bytes += member("x", "30 path=../../etc/passwd\n", type: type) }
    #expect(try read(bytes + member("y", "z") + end).map(\.0) == ["y"])
  }

  @Test("a file that is not read is skipped, and names are only names")
  func skipping() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      member("a", String(repeating: "x", count: 600)) + member("../b", "y") + end, to: "a.tar")
    var reader = try TarReader(path: path)
    #expect(try reader.next()?.size == 600)
    let second = try #require(try reader.next())
    #expect(second.name == "b" && second.size == 1)
    #expect(try folder.contents == ["a.tar"])
    #expect(try reader.next() == nil && reader.path == path)
  }

  @Test("sizes that lie are found out before memory is taken")
  func lies() throws {
    let huge = header("a", size: "77777777777") + end
    let found = try failure { _ = try read(huge) }
    #expect(found.code == .data && found.what == "holds 8589934591 bytes; the limit is 1000")
    let truncated = try failure { _ = try read(huge, atMost: .max) }
    #expect(truncated.what == "the tar archive is truncated")
    // Skipped, not read.
    let folder = try TemporaryFolder()
    var reader = try TarReader(path: try folder.write(huge, to: "a.tar"))
    _ = try reader.next()
    #expect(throws: Failure.self) { try reader.next() }
  }

  @Test(arguments: ["", "99", "-1", "1 2", "77777777777777777777777"])
  func sizesThatAreNoNumbersAreRefused(size: String) throws {
    let text = String(size.prefix(12))
    let found = try failure { _ = try read(header("a", size: text) + end) }
    #expect(found.code == .data)
  }

  @Test("an archive that is cut off anywhere is refused or shorter")
  func truncated() throws {
    let whole = member("a", "one") + member("b", "two") + end
    for count in stride(from: 0, to: whole.count, by: 37) {
      do {
        #expect(try read(Array(whole.prefix(count))).count <= 2)
      } catch let found as Failure {
        #expect(found.code == .data && found.what == "the tar archive is truncated")
      }
    }
  }

  @Test("damaged archives never trap, nor what is no archive")
  func damage() throws {
    let whole = member("a", "one") + member("b", String(repeating: "two", count: 300)) + end
    for copy in damaged(whole, copies: 500, seed: 4) { _ = try survives { _ = try read(copy) } }
    let found = try failure { _ = try read([UInt8](repeating: 65, count: 600)) }
    #expect(found.what == "is not a tar archive, or is damaged")
  }
}
