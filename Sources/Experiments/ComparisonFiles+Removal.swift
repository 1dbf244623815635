internal import Archives
internal import Foundation

extension ComparisonFiles {
  /// Removes the files that a comparison makes, and nothing else that may lie in the folder.
  func removeAll() throws {
    for path in FileManager.default.subpaths(atPath: folder) ?? [] where Self.isOurs(path) {
      try AtomicFile.remove(self.path(path))
    }
  }

  /// Whether a path relative to the folder is that of a file which a comparison makes.
  package static func isOurs(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    if parts.count == 1 {
      return [
        "manifest.json", "report.md", "report.json", "minima.csv", "comparison.png", gradientFigure,
      ]
      .contains(path)
    }
    guard parts.count == 3, Arm(rawValue: parts[0]) != nil, isNumbered(parts[1], "seed-", "") else {
      return false
    }
    let name = parts[2]
    let weights = "weights.safetensors"
    return [
      weights, "\(weights).partial", "\(weights).last-good", "history.csv", "gradient-flow.csv",
    ].contains(name)
      || isNumbered(name, "surface-", ".h5") || isNumbered(name, "contour-", ".png")
  }

  private static func isNumbered(_ name: String, _ start: String, _ end: String) -> Bool {
    name.hasPrefix(start) && name.hasSuffix(end)
      && Int(name.dropFirst(start.count).dropLast(end.count)) != nil
  }
}
