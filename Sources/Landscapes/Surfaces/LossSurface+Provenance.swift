internal import Foundation
internal import Grids
internal import Numerals
internal import Provenance

extension LossSurface {
  /// Where the numbers come from, in one line for a figure; for files of other programs what had to be assumed
  /// to read them, and nil where that is nothing.
  public var provenance: String? {
    guard let record = manifest?.surface else {
      return assumptions.isEmpty ? nil : assumptions.joined(separator: " · ")
    }
    var facts = [record.model].compactMap { $0 }
    let error = centerError.flatMap(\.percentage).map { " (± \($0) at the centre)" }
    if let data = record.data {
      facts.append("\(counted(data.samples, "example")) of \(data.name)" + (error ?? ""))
    } else if let evaluator = record.evaluator {
      facts.append(
        "\(counted(evaluator.examples, "example")), losses from an evaluator" + (error ?? ""))
    }
    if let plane = record.plane.summary { facts.append(plane) }
    let missing = grid.count - computedCount
    facts.append(
      "\(grid.columns) × \(grid.rows) points" + (missing > 0 ? ", \(missing) missing" : ""))
    if record.batchNorm != nil { facts.append("batch-norm statistics recalibrated at each point") }
    if precision == .reference { facts.append("computed in double precision") }
    return facts.joined(separator: " · ")
  }

  /// The name of the net at the centre; nil where the file does not record it.
  public var model: String? { manifest?.surface?.model }

  /// What is missing and what stands for it, in one line for a figure; nil for a complete surface.
  public var incompleteness: String? {
    guard !isComplete else { return nil }
    let part = loss.readablePart.grid
    let drawn = part == grid ? "" : ", the complete \(part.columns) × \(part.rows) are drawn"
    return "incomplete: \(computedCount) of \(grid.count) points\(drawn)"
  }
}

extension SubsetError {
  /// The standard error in per cent of the loss, with two digits: `1.5 %`. Nil where it is not a
  /// share of the loss.
  public var percentage: String? {
    guard relative.isFinite, relative >= 0 else { return nil }
    return (100 * relative).written(.significant(2)) + " %"
  }
}
