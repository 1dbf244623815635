internal import Foundation

/// A number with four significant digits, for people: `0.2137`, `91.25`, `1.3e+06`.
package func shortNumber(_ number: Double) -> String {
  // Adding zero keeps −0 from being printed as "-0".
  String(format: "%.4g", number + 0)
}

/// A number rounded to a whole one, with commas: `12,345`; `?` where it is too large to be counted in.
package func wholeNumber(_ number: Double) -> String {
  number.magnitude < 1e15 ? groupedDigits(Int(number.rounded())) : "?"
}

/// A number of seconds as `0:07`, `12:34` or `1:02:03`, rounded to whole seconds.
package func clockTime(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "?" }
  let whole = Int(max(0, seconds).rounded())
  let (hours, minutes) = (whole / 3600, whole / 60 % 60)
  let tail = twoDigits(whole % 60)
  return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(tail)" : "\(minutes):\(tail)"
}

private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}

/// A number with commas between groups of three digits: `12,345`.
package func groupedDigits(_ number: Int) -> String {
  var digits = String(number.magnitude)[...]
  var groups: [Substring] = []
  while digits.count > 3 {
    groups.insert(digits.suffix(3), at: 0)
    digits = digits.dropLast(3)
  }
  return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
}
