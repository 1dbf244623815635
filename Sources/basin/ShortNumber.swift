internal import Foundation

/// A number with four significant digits, for people: `0.2137`, `91.25`, `1.3e+06`.
package func shortNumber(_ number: Double) -> String {
  // Adding zero keeps −0 from being printed as "-0".
  String(format: "%.4g", number + 0)
}
