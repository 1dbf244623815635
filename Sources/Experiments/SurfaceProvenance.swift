internal import Archives
internal import Foundation
internal import Grids
public import Landscapes
internal import Numerals

extension LossSurface {
  /// Where the numbers come from, in one line for a figure; nil for files of other programs.
  public var provenance: String? {
    guard let manifest else { return nil }
    var facts: [String] = []
    if let model { facts.append(model) }
    if let name = manifest["data"]?["name"]?.string, let count = manifest["data"]?["samples"]?.int {
      let error = centerError.flatMap(\.percentage).map { " (± \($0) at the centre)" }
      facts.append("\(count) examples of \(name)" + (error ?? ""))
    }
    if let made = manifest["directions"]?["made"]?["random"],
      let kind = made["normalization"]?.string, let seed = made["seed"]?.int
    {
      facts.append("random plane, \(kind) normalisation, seed \(seed)")
    }
    if let eigenvalues = manifest["directions"]?["made"]?["hessian"]?["eigenvalues"]?.array {
      let values = eigenvalues.compactMap(\.double).map { $0.written(.significant(3)) }
      facts.append("plane of the Hessian's eigenvectors for \(values.joined(separator: " and "))")
    }
    let missing = grid.count - computedCount
    facts.append(
      "\(grid.columns) × \(grid.rows) points" + (missing > 0 ? ", \(missing) missing" : ""))
    if precision == .reference { facts.append("computed in double precision") }
    return facts.joined(separator: " · ")
  }

  /// What the net in the middle is called; nil where the file does not say.
  public var model: String? { manifest?["weights"]?["made"]?["model"]?.string }

  /// What is missing and what stands for it, in one line for a figure; nil for a complete surface.
  public var incompleteness: String? {
    guard !isComplete else { return nil }
    let part = lossField.readablePart.grid
    let drawn = part == grid ? "" : ", the complete \(part.columns) × \(part.rows) are drawn"
    return "incomplete: \(computedCount) of \(grid.count) points\(drawn)"
  }
}

extension SubsetError {
  /// The standard error in per cent of the loss, with two digits: `1.5 %`. Nil where it is no
  /// share of the loss.
  public var percentage: String? {
    guard relative.isFinite, relative >= 0 else { return nil }
    return (100 * relative).written(.significant(2)) + " %"
  }
}
