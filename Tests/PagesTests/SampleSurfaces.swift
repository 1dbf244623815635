import Analysis
import Exports
import FolderTestSupport
import Foundation

/// Surface files for pages.
struct SampleSurfaces {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a square surface, from a function of column and row.
  func file(_ name: String, count: Int, _ loss: (Int, Int) -> Double) throws -> String {
    var text = "x,y,loss\n"
    for row in 0..<count {
      for column in 0..<count {
        let (x, y) = (Double(column) / 10 - 1, Double(row) / 10 - 1)
        text += "\(x),\(y),\(loss(column, row))\n"
      }
    }
    return try folder.write(text, to: name)
  }

  /// Valleys of different depths.
  func smooth(_ name: String = "smooth.csv") throws -> String {
    try file(name, count: 31) { x, y in
      let (a, b) = (Double(x), Double(y))
      return 1.2 + cos(a * 0.9) * cos(b * 0.7) + 0.01 * a + 0.0007 * b * b
    }
  }

  /// Few different losses, so that most neighbours are equal.
  func tied(_ name: String = "tied.csv") throws -> String {
    try file(name, count: 25) { x, y in Double((x * 7 + y * 3 + x * y) % 6) / 4 + 0.05 }
  }

  /// Points that are infinite, no number, or were not computed.
  func holed(_ name: String = "holed.csv") throws -> String {
    try file(name, count: 21) { x, y in
      if x == 5, (3...9).contains(y) { return .infinity }
      if (x + y) % 13 == 0 { return .nan }
      return 0.5 + abs(sin(Double(x * y))) + 0.02 * Double(x)
    }
  }

  /// What is taken along of all three.
  func contents() throws -> RunContents {
    try RunContents(reading: [try smooth(), try tied(), try holed()])
  }
}
