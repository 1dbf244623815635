public import Grids

/// The numbers of one point of a plane.
public struct PointValue: Hashable, Sendable {
  /// The mean loss over the examples; not finite where the loss is not.
  public var loss: Double
  /// The standard error of the mean loss; not a number where it is not known.
  public var error: Double
  /// The share of hits in per cent; not a number where it is not known.
  public var accuracy: Double

  /// Puts the numbers together.
  public init(loss: Double, error: Double = .nan, accuracy: Double = .nan) {
    self.loss = loss
    self.error = error
    self.accuracy = accuracy
  }
}

/// What evaluates the points of a plane, several at once.
///
/// The numbers of a point depend on the point alone: not on which others are evaluated, in which order,
/// or how many at once. So a surface is the same, bit for bit, however often it was interrupted.
public protocol PointExecutor: Sendable {
  /// Evaluates points, beginning them in their order, and returns when all that were begun are done.
  ///
  /// - Parameters:
  ///   - condition: asked before each point is begun; once it is false, no further one is. Called by
  ///     several threads.
  ///   - onValue: called with the place of a point in `points` and its numbers, by several threads at
  ///     once, in any order.
  /// - Throws: where the points cannot be evaluated; those that `onValue` was told of are good.
  func evaluate(
    _ points: [PlanePoint], while condition: @Sendable () -> Bool,
    onValue: @Sendable (_ index: Int, PointValue) -> Void
  ) throws
}
