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

/// Evaluates the points of a plane, several at a time.
///
/// The numbers of a point depend on the point alone: not on which others are evaluated, in which order,
/// or how many at a time. So a surface is bit-identical however often it was interrupted.
public protocol PointExecutor: Sendable {
  /// Evaluates points, starting them in order, and returns when all started points are done.
  ///
  /// - Parameters:
  ///   - points: the points to evaluate.
  ///   - condition: asked before each point is started; once it is false, no further point is
  ///     started. Called by several threads.
  ///   - onValue: called with the place of a point in `points` and its numbers, by several threads
  ///     at once, in any order.
  /// - Throws: where the points cannot be evaluated; those that `onValue` was told of are good.
  func evaluate(
    _ points: [PlanePoint], while condition: @Sendable () -> Bool,
    onValue: @Sendable (_ index: Int, PointValue) -> Void
  ) throws
}
