import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Provenance
import Testing

/// Makes sure that two folders of comparisons hold the same files: the same bytes, where the names of the
/// folders (of equal length) are taken for one, and of surfaces, which also hold the times of those who
/// worked on them, the same numbers.
func expectSameRuns(_ folder: TemporaryFolder, _ first: String, _ second: String) throws {
  func files(_ name: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path(name)).sorted()
  }
  func bytes(_ run: String, _ file: String) throws -> Data {
    let path = folder.path("\(run)/\(file)")
    if file.hasSuffix(".h5") {
      let surface = try LossSurface(path: path)
      return Data("\(surface.loss.values.map(\.bitPattern)) \(surface.manifest?.text ?? "")".utf8)
    }
    guard var data = try? Data(contentsOf: URL(filePath: path)) else { return Data() }
    while let range = data.range(of: Data(second.utf8)) {
      data.replaceSubrange(range, with: Data(first.utf8))
    }
    return data
  }
  let names = try files(first)
  #expect(try files(second) == names)
  for name in names {
    #expect(try bytes(first, name) == bytes(second, name), "\(name)")
  }
}
