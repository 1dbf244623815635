import Figures

/// What texts must keep clear of besides each other.
extension RecordingCanvas {
  /// Texts that a clip cuts off; texts around the plots that reach into a plot, the colour bar or a
  /// sample of the legend; texts that touch a number in a circle which is not theirs.
  var coverFaults: [String] {
    cutTexts + textsOverBoxes + textsOverCircles
  }

  private var cutTexts: [String] {
    texts.filter { text in text.clip.map { !$0.contains(text.box) } ?? false }
      .map { "\"\($0.text)\" is cut off: \($0.box)" }
  }

  private var textsOverBoxes: [String] {
    // The first thing that a plot draws is its ground, and its marks may reach beyond it.
    var grounds: [String: Rectangle] = [:]
    var boxes: [(name: String, box: Rectangle)] = []
    for fill in fills {
      guard let group = fill.groups.first else { continue }
      switch group {
      case "colour bar", "legend": boxes.append((group, fill.path.bounds))
      default:
        // Bars of a chart are many rectangles in one path.
        if grounds[group] == nil, fill.path.elements.count == 5 {
          grounds[group] = fill.path.bounds
        }
      }
    }
    boxes += grounds.map { ($0.key, $0.value) }
    let around = texts.filter { $0.groups == ["text"] && $0.clip == nil && !isInside($0, grounds) }
    return around.flatMap { text in
      boxes.filter { text.box.overlaps($0.box, byMoreThan: 0.5) }
        .map { "\"\(text.text)\" \(text.box) reaches into \($0.name) \($0.box)" }
    }
  }

  /// Whether a text was set into a plot on purpose.
  private func isInside(_ text: Text, _ grounds: [String: Rectangle]) -> Bool {
    grounds.values.contains { $0.contains(text.box) }
  }

  private var textsOverCircles: [String] {
    let circles = fills.filter { fill in
      fill.path.elements.count == 6
        && fill.path.elements.dropFirst().dropLast().allSatisfy {
          if case .curve = $0 { true } else { false }
        }
    }.map(\.path.bounds)
    // A circle belongs to a text that stands in its middle and fits into it.
    func owns(_ circle: Rectangle, _ text: Text) -> Bool {
      abs(circle.center.x - text.box.center.x) < 0.1 * circle.width
        && abs(circle.center.y - text.box.center.y) < 0.3 * circle.height
        && text.box.width <= circle.width
    }
    let numbered = Set(circles.filter { circle in texts.contains { owns(circle, $0) } })
    return numbered.flatMap { circle in
      texts.filter { !owns(circle, $0) && circle.overlaps($0.box, byMoreThan: 0.16 * circle.width) }
        .map { "\"\($0.text)\" \($0.box) touches the number at \(circle)" }
    }
  }
}
