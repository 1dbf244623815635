internal import Grids
internal import Provenance

/// How far a loss over a part of the data can be relied on.
public struct SubsetError: Hashable, Sendable {
  /// The mean loss.
  public let loss: Double
  /// Its standard error.
  public let standardError: Double
  /// The examples behind the mean; nil where the file does not say.
  public let examples: Int?

  /// The standard error as a share of the loss; infinite for a loss of 0.
  public var relative: Double { standardError / loss }

  /// Describes a loss and its error.
  public init(loss: Double, standardError: Double, examples: Int?) {
    self.loss = loss
    self.standardError = standardError
    self.examples = examples
  }
}

extension LossSurface {
  /// The subset error at the point of the grid that is nearest to the centre (0, 0) of the plane;
  /// nil where the centre is outside, or that point has no loss with an error.
  public var centerError: SubsetError? {
    guard let column = nearest(to: 0, on: grid.xs), let row = nearest(to: 0, on: grid.ys) else {
      return nil
    }
    let point = grid.index(column: column, row: row)
    guard loss[point].isFinite, error[point].isFinite else { return nil }
    return SubsetError(
      loss: loss[point], standardError: error[point],
      examples: manifest?.surface?.examples)
  }

  private func nearest(to value: Double, on axis: [Double]) -> Int? {
    guard let first = axis.first, let last = axis.last, first <= value, value <= last else {
      return nil
    }
    return axis.indices.min { abs(axis[$0] - value) < abs(axis[$1] - value) }
  }
}
