internal import Archives
internal import Runs
internal import Studies

extension ComparisonFiles {
  /// Removes the files that a comparison makes, and nothing else that may lie in the folder.
  func removeAll() throws {
    try present.forEach(AtomicFile.remove)
  }

  /// The files in the folder that a comparison writes.
  public var present: [String] {
    paths(in: "", depth: 3).filter(Self.isOurs).map(path)
  }

  /// The paths of what lies in a folder of this one and, so many levels deep, in its folders.
  private func paths(in part: String, depth: Int) -> [String] {
    guard depth > 0, let names = FolderListing.names(in: path(part)) else { return [] }
    return names.sorted().flatMap { name in
      let entry = part.isEmpty ? name : "\(part)/\(name)"
      return [entry] + paths(in: entry, depth: depth - 1)
    }
  }

  /// What a comparison writes in the folder itself, beside its manifest.
  static let namesOfOwn =
    [
      "minima.csv", comparisonFigure, sceneFigure, planesFigure, thresholdFigure, windowFigure,
      gradientFigure, "page.html", "deck.pptx",
    ] + ReportFiles.names

  /// Whether a path relative to the folder is that of a file which a comparison makes.
  package static func isOurs(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    if parts.count == 1 {
      return path == "manifest.json" || namesOfOwn.contains(path)
    }
    guard parts.count == 3, Arm(rawValue: parts[0]) != nil, isNumbered(parts[1], "seed-", "") else {
      return false
    }
    // Unfinished work that stood beside other work has a number; several processes write parts.
    let name = PartFile.result(of: parts[2]).replacing(/-[2-9](?=\.partial$)/, with: "")
    let weights = "weights.safetensors"
    let unmatched = "\(unmatched).safetensors"
    return [
      unmatched, "\(unmatched).partial", "\(unmatched).last-good",
      "\(Self.unmatched)\(historyEnd)", "\(Self.unmatched)-gradient-flow.csv",
      weights, "\(weights).partial", "\(weights).last-good", "history.csv", "gradient-flow.csv",
      "curvature.json", CurvatureStudy.partial(of: weights),
    ].contains(name)
      || isNumbered(name, "surface-", ".h5") || isWindow(name)
      || isNumbered(name, "surface-", SurfaceConfirmation.partial(of: ".h5"))
      || isNumbered(name, "confirmation-", ".json")
      || isNumbered(name, "contour-", ".png") || isNumbered(name, "connection-", ".json")
      || isNumbered(name, "connection-\(reordered)", ".json")
      || [".safetensors", ".safetensors.partial", ".safetensors.last-good", historyEnd]
        .contains { isNumbered(name, reordered, $0) }
  }

  private static func isWindow(_ name: String) -> Bool {
    let parts = name.split(separator: "-", maxSplits: 3)
    return parts.count == 4 && parts[0] == "surface" && Int(parts[1]) != nil
      && parts[2] == "window" && parts[3].hasSuffix(".h5") && Double(parts[3].dropLast(3)) != nil
  }

  private static func isNumbered(_ name: String, _ start: String, _ end: String) -> Bool {
    name.hasPrefix(start) && name.hasSuffix(end)
      && Int(name.dropFirst(start.count).dropLast(end.count)) != nil
  }
}
