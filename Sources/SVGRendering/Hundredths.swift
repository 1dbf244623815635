/// A number to two decimals, counted in hundredths so that sums and differences are exact.
struct Hundredths: Hashable {
  let count: Int

  /// Lengths of a picture are far below this.
  private static let most = 1e9

  /// Creates the nearest number; one that is not finite becomes 0.
  init(_ value: Double) {
    let scaled = (value * 100).rounded()
    count = scaled.isFinite ? Int(min(max(scaled, -Self.most), Self.most)) : 0
  }

  private init(count: Int) { self.count = count }

  static func - (a: Hundredths, b: Hundredths) -> Hundredths {
    Hundredths(count: a.count - b.count)
  }

  /// The shortest digits, without a zero before the point: `12`, `-.5`, `3.25`.
  var text: String {
    let (whole, rest) = (abs(count) / 100, abs(count) % 100)
    let sign = count < 0 ? "-" : ""
    let digits = whole == 0 && rest != 0 ? "" : String(whole)
    switch rest {
    case 0: return sign + digits
    case let rest where rest % 10 == 0: return "\(sign)\(digits).\(rest / 10)"
    case 1..<10: return "\(sign)\(digits).0\(rest)"
    default: return "\(sign)\(digits).\(rest)"
    }
  }
}
