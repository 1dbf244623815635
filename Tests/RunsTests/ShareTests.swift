import FolderTestSupport
import Foundation
import Runs
import Testing

@Suite("Shares and the files of parts")
struct ShareTests {
  @Test(arguments: [1, 2, 3, 7, 20]) func everyPieceBelongsToOneShare(count: Int) {
    let shares = (0..<count).map { Share($0, of: count) }
    let pieces = shares.map { $0.of(0..<13) }
    #expect(pieces.flatMap(\.self).sorted() == Array(0..<13))
    let sizes = pieces.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    #expect((0..<13).allSatisfy { piece in shares.count { $0.takes(piece) } == 1 })
  }

  @Test func partsAreFoundByTheirNamesAlone() throws {
    let folder = try TemporaryFolder()
    let output = folder.path("a.h5")
    let parts = [Share(0, of: 2), Share(1, of: 2), Share(0, of: 10), Share(9, of: 10)].map {
      PartFile($0, of: output)
    }
    for part in parts.reversed() {
      _ = try folder.write("", to: (part.path as NSString).lastPathComponent)
    }
    for other in [
      "a.h5", "a.h5.part-2-of-2", "a.h5.part-0-of-1", "a.h5.part-00-of-2", "a.h5.part-0-of-2.lock",
      "a.h5.part-0", "b.h5.part-0-of-2", "a.h5.part--1-of-2", "a.h5.part-0-of-100001",
    ] { _ = try folder.write("", to: other) }
    #expect(PartFile.all(of: output) == parts)
    #expect(parts[3].path == output + ".part-9-of-10")
  }

  @Test(arguments: [
    ("surface-1.h5.part-0-of-2", "surface-1.h5"), ("surface-1.h5", "surface-1.h5"),
    ("surface-1.h5.part-2-of-2", "surface-1.h5.part-2-of-2"),
    ("a.part-0-of-2.part-1-of-3", "a.part-0-of-2"),
  ])
  func theResultOfAPart(name: String, result: String) {
    #expect(PartFile.result(of: name) == result)
  }
}
