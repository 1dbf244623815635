public import Failures
internal import Kernels
internal import Landscapes
public import Networks
internal import Tensors

/// The two nets that a connection leads from and to.
public struct ConnectionEnds: Sendable {
  /// The net at t = 0.
  public let start: Checkpoint
  /// The net at t = 1.
  public let end: Checkpoint
  /// The files that they come from, for messages and reports.
  public let files: (start: String, end: String)

  /// Takes two nets.
  ///
  /// - Parameters:
  ///   - start: the net at t = 0.
  ///   - startFile: the file that it comes from.
  ///   - end: the net at t = 1.
  ///   - endFile: the file that it comes from.
  /// - Throws: `Failure` (data) where they are different networks, have the same weights, or a number that
  ///   is not finite.
  public init(_ start: Checkpoint, _ startFile: String, _ end: Checkpoint, _ endFile: String)
    throws(Failure)
  {
    (self.start, self.end) = (start, end)
    files = (startFile, endFile)
    if let difference = Self.difference(start.network, end.network) {
      throw Failure(
        .data, "is another net than \(startFile): \(difference)", at: endFile,
        remedy: "Give weights of one architecture.")
    }
    for (net, file) in [(start, startFile), (end, endFile)] {
      try net.parameters.checkFinite(at: file)
      try net.buffers.checkFinite(at: file)
    }
    guard start.parameters != end.parameters else {
      throw Failure(
        .data, "has the same weights as \(startFile), so there is nothing between them",
        at: endFile,
        remedy: "Give two nets that were trained with different seeds.")
    }
  }

  /// The running statistics on the straight line: in between, as the weights are.
  func buffers(at t: Double) -> Parameters<Float> {
    Parameters(
      layout: start.buffers.layout,
      values: zip(start.buffers.values, end.buffers.values).map {
        Float((1 - t) * Double($0) + t * Double($1))
      })
  }

  /// The first difference between two networks, in words; nil where there is none.
  private static func difference(_ a: Network, _ b: Network) -> String? {
    guard a != b else { return nil }
    let (first, second) = (
      a.parameters.specifications + a.buffers.specifications,
      b.parameters.specifications + b.buffers.specifications
    )
    for (one, other) in zip(first, second) where one != other {
      guard one.name == other.name else { return "it has \(other.name), the other \(one.name)" }
      return "\(one.name) has shape \(other.shape), not \(one.shape)"
    }
    guard first.count == second.count else {
      return "it has \(second.count) tensors, the other \(first.count)"
    }
    return "the tensors agree, what is computed with them does not"
  }
}
