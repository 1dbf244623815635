public import Grids

/// A net that spans a plane, marked on it by a letter.
public struct NetMark: Hashable, Sendable {
  /// Where it lies, in the units of the grid's axes; of a line, y is of no meaning.
  public var at: PlanePoint
  /// What it is called: a letter.
  public var name: String

  /// Creates a mark.
  public init(at: PlanePoint, name: String) {
    self.at = at
    self.name = name
  }
}

extension Legend {
  /// The entry for some nets: `A, B, C: the nets`. None without nets.
  static func entry(for nets: [NetMark]) -> [(kind: LegendKind, text: String)] {
    var names: [String] = []
    for net in nets where !names.contains(net.name) { names.append(net.name) }
    guard !names.isEmpty else { return [] }
    return [(.net, "\(names.joined(separator: ", ")): the net\(names.count == 1 ? "" : "s")")]
  }
}
