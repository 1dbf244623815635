public import Grids

/// The path of an optimiser on a surface: checkpoints that are joined by lines, with its direction.
public struct PathMark: Hashable, Sendable {
  /// A checkpoint.
  public struct Step: Hashable, Sendable {
    /// Its nearest point on the plane.
    public var at: PlanePoint
    /// Its own value, which gives the dot its colour; nil where it is not known.
    public var value: Double?

    /// Creates a checkpoint.
    public init(at: PlanePoint, value: Double? = nil) {
      self.at = at
      self.value = value
    }
  }

  /// The checkpoints, from the first to the last.
  public var steps: [Step]
  /// What the legend calls it, where there are several; nil for one alone.
  public var name: String?
  /// Its place among the paths of a figure, from 0: the colours of its line.
  public var number: Int

  /// Creates a path.
  public init(steps: [Step], name: String? = nil, number: Int = 0) {
    self.steps = steps
    self.name = name
    self.number = number
  }

  /// The most paths whose lines have colours of their own.
  public static let mostPaths = 4
}

extension Legend {
  /// The entries for some paths: their lines, and what the dots are. None without paths.
  static func entries(for paths: [PathMark]) -> [(kind: LegendKind, text: String)] {
    guard !paths.isEmpty else { return [] }
    var entries: [(kind: LegendKind, text: String)] = []
    for path in paths {
      let text = path.name ?? "path of the optimiser"
      if !entries.contains(where: { $0.text == text }) {
        entries.append((.path(path.number), text))
      }
    }
    let hasValues = paths.contains { $0.steps.contains { $0.value != nil } }
    entries.append(
      (.checkpoint, hasValues ? "checkpoint, coloured by its true loss" : "checkpoint"))
    return entries
  }
}
