internal import Archives

/// A line or a plane through nets: A at the centre, B at (1, 0), C at (0, 1).
///
/// The axes are the differences B − A and C − A as they are, never scaled. Where the nets have running
/// statistics, these are interpolated with the weights.
public struct NetsPlane: Equatable, Sendable {
  /// The nets at the ends of the axes: B, or B and C.
  public var ends: [Origin]

  /// Names the nets at the ends of the axes.
  public init(ends: [Origin]) {
    precondition((1...2).contains(ends.count), "\(ends.count) ends of axes")
    self.ends = ends
  }

  /// Whether there is one axis alone.
  public var isLine: Bool { ends.count == 1 }

  /// Where the nets lie, and what pictures call them.
  public var places: [(x: Double, y: Double, name: String)] {
    [(0, 0, "A"), (1, 0, "B")] + (isLine ? [] : [(0, 1, "C")])
  }

  /// The names of the axes.
  var axisNames: (x: String, y: String) { ("α: from A (0) to B (1)", "β: from A (0) to C (1)") }
}

extension NetsPlane {
  init?(json: JSONValue) {
    guard let list = json.array, case let ends = list.compactMap({ Origin(json: $0) }),
      (1...2).contains(ends.count), ends.count == list.count
    else { return nil }
    self.init(ends: ends)
  }

  var json: JSONValue { .array(ends.map(\.json)) }
}
