internal import Archives
internal import Grids
public import Landscapes

extension LossSurface {
  /// Where the numbers come from, in one line for a figure; nil for files of other programs.
  public var provenance: String? {
    guard let manifest else { return nil }
    var facts: [String] = []
    if let model = manifest["weights"]?["made"]?["model"]?.string { facts.append(model) }
    if let name = manifest["data"]?["name"]?.string, let count = manifest["data"]?["samples"]?.int {
      facts.append("\(count) examples of \(name)")
    }
    if let made = manifest["directions"]?["made"]?["random"],
      let kind = made["normalization"]?.string, let seed = made["seed"]?.int
    {
      facts.append("random plane, \(kind) normalisation, seed \(seed)")
    }
    let missing = grid.count - computedCount
    facts.append(
      "\(grid.columns) × \(grid.rows) points" + (missing > 0 ? ", \(missing) missing" : ""))
    return facts.joined(separator: " · ")
  }
}
