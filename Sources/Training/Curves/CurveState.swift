public import Kernels
public import Networks
internal import Numerals
public import Runs

/// The training of a curve between two steps: all that is needed to go on as if nothing had happened.
public struct CurveState: Hashable, Sendable {
  /// The steps done.
  public package(set) var step = 0
  /// The bends, in their order.
  public package(set) var bends: [Parameters<Float>]
  /// The velocity of each bend.
  public package(set) var velocities: [Parameters<Float>]
  /// The mean loss of each complete epoch, at random places of the curve.
  public package(set) var epochLosses: [Double] = []
  /// The sum of the losses of the current epoch's examples so far.
  public package(set) var lossSum = 0.0
  /// The current epoch's examples so far.
  public package(set) var lossCount = 0

  /// The state before the first step.
  ///
  /// - Parameter bends: where they are.
  public init(bends: [Parameters<Float>]) {
    self.bends = bends
    velocities = bends.map { Parameters(layout: $0.layout, repeating: 0) }
  }
}

/// What is said of an epoch of a curve's training.
public struct CurveEpoch: RunNote, Hashable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// How many there are.
  public let epochs: Int
  /// The mean loss at random places of the curve.
  public let loss: Double

  /// The epoch and its loss.
  public var line: String {
    "epoch \(epoch) of \(epochs): loss \(loss.written()) at random places of the curve"
  }
}
