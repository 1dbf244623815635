internal import Numerals
public import Runs

extension ComparisonForecast: RunNote {
  /// The line for a run that has just begun and may take any time.
  public var line: String { opening(after: 0, budget: nil) }

  /// The line at the beginning of a comparison: how long it will take, and what that comes from.
  ///
  /// - Parameters:
  ///   - elapsed: seconds since the command began.
  ///   - budget: the seconds that it may last; nil for any time.
  package func opening(after elapsed: Double, budget: Double?) -> String {
    let total = elapsed + seconds
    var line = "compare: will take about \(total.clockTime)"
    let parts = [("training", training, "steps"), ("sampling", sampling, "points")].compactMap {
      name, part, unit in
      part.map {
        "\(name) \($0.seconds.clockTime): \($0.pieces.grouped) \(unit) at "
          + "\($0.rate.written())/s, measured over \($0.measured.grouped)"
      }
    }
    if !parts.isEmpty { line += " (\(parts.joined(separator: "; ")))" }
    if let budget, total > budget {
      line += "; the time budget covers about \(Int(100 * budget / total)) % of it"
    }
    return line
  }
}
