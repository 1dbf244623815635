internal import Figures

/// A path in the letters and numbers of SVG's `d`, each step in the shorter of its two ways: from the
/// corner of the picture (capital letters) or from where the step before ended.
struct PathData {
  private(set) var text = ""
  /// The letter that the next numbers belong to if they have none of their own.
  private var implied: Character = " "
  private var endsWithFraction = false
  private var x = Hundredths(0)
  private var y = Hundredths(0)
  private var start = (x: Hundredths(0), y: Hundredths(0))
  private var partHasLine = false

  init(_ path: Path) {
    for (index, element) in path.elements.enumerated() {
      switch element {
      case .move(let p): move(Hundredths(p.x), Hundredths(p.y))
      case .line(let p):
        let (toX, toY) = (Hundredths(p.x), Hundredths(p.y))
        if index + 1 < path.elements.count, case .line(let next) = path.elements[index + 1],
          goesOn(toX, toY, next)
        {
          continue
        }
        line(toX, toY)
      case .curve(let a, let b, let end): curve([a, b, end])
      case .close: close()
      }
    }
  }

  /// Whether a line along an edge of the picture is a part of the one to the next point.
  private func goesOn(_ toX: Hundredths, _ toY: Hundredths, _ next: Point) -> Bool {
    let (nextX, nextY) = (Hundredths(next.x), Hundredths(next.y))
    func isBetween(_ a: Hundredths, _ b: Hundredths, _ c: Hundredths) -> Bool {
      (a.count < b.count && b.count < c.count) || (a.count > b.count && b.count > c.count)
    }
    return (y == toY && toY == nextY && isBetween(x, toX, nextX))
      || (x == toX && toX == nextX && isBetween(y, toY, nextY))
  }

  private mutating func move(_ toX: Hundredths, _ toY: Hundredths) {
    if text.isEmpty {
      append("M", [toX.text, toY.text])
    } else {
      append("m", [toX - x, toY - y], or: "M", [toX, toY])
    }
    (x, y) = (toX, toY)
    start = (toX, toY)
    partHasLine = false
  }

  private mutating func line(_ toX: Hundredths, _ toY: Hundredths) {
    // A line of no length is a dot, and nothing where there is a line already.
    guard toX != x || toY != y || !partHasLine else { return }
    if toY == y {
      append("h", [toX - x], or: "H", [toX])
    } else if toX == x {
      append("v", [toY - y], or: "V", [toY])
    } else {
      append("l", [toX - x, toY - y], or: "L", [toX, toY])
    }
    (x, y) = (toX, toY)
    partHasLine = true
  }

  private mutating func curve(_ points: [Point]) {
    let places = points.flatMap { [Hundredths($0.x), Hundredths($0.y)] }
    let origin = [x, y, x, y, x, y]
    append("c", zip(places, origin).map { $0 - $1 }, or: "C", places)
    (x, y) = (places[4], places[5])
    partHasLine = true
  }

  private mutating func close() {
    text.append("z")
    (implied, endsWithFraction) = (" ", false)
    (x, y) = start
    partHasLine = false
  }

  private mutating func append(
    _ letter: Character, _ numbers: [Hundredths], or other: Character, _ others: [Hundredths]
  ) {
    let (first, second) = (numbers.map(\.text), others.map(\.text))
    let count = { [implied] (letter: Character, texts: [String]) in
      texts.reduce(letter == implied ? 0 : 1) { $0 + $1.utf8.count }
    }
    if count(other, second) < count(letter, first) {
      append(other, second)
    } else {
      append(letter, first)
    }
  }

  private mutating func append(_ letter: Character, _ numbers: [String]) {
    var isFirst = implied != letter
    if isFirst { text.append(letter) }
    for number in numbers {
      // A sign, or a second point, ends the number before.
      let begins =
        isFirst || number.utf8.first == UInt8(ascii: "-")
        || (endsWithFraction && number.utf8.first == UInt8(ascii: "."))
      if !begins { text.append(" ") }
      text.append(number)
      endsWithFraction = number.utf8.contains(UInt8(ascii: "."))
      isFirst = false
    }
    // Numbers after those of a move are lines.
    implied = letter == "M" ? "L" : letter == "m" ? "l" : letter
  }
}
