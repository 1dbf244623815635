internal import Kernels
internal import Tensors

/// Dropout (Srivastava et al. 2014, in the form that scales while training): in training each
/// element becomes 0 with probability `rate` and is divided by 1 − rate otherwise; in evaluation
/// nothing happens.
///
/// Which elements are dropped follows from the number that `Execution.forward` is given, the node's
/// place in the network and the element's place in the batch, so it is the same for any number of
/// workers.
public struct Dropout: Hashable, Codable, Sendable {
  /// The share of elements that are dropped, 0 ..< 1.
  public let rate: Double

  /// Creates a dropout.
  public init(rate: Double) { self.rate = rate }
}

extension Dropout: JointlyLinearOperation {
  var worksOn: ValueKinds { [.examples, .sequences] }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard (0..<1).contains(rate) else {
      throw ShapeMismatch(what: "the rate must be at least 0 and less than 1, is \(rate)")
    }
    return inputs[0]
  }

  var worksInPlace: Bool { true }

  func forward<S>(_ block: BlockContext<S>) {
    guard drops(block) else { return block.output.assign(block.inputs[0]) }
    Elementwise.drop(
      block.inputs[0], rate: rate, key: key(block), accumulating: false, into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient, let target = block.inputGradients[0] else { return }
    guard drops(block) else { return target.receive(gradient) }
    Elementwise.drop(
      gradient, rate: rate, key: key(block), accumulating: target.accumulates, into: target.region)
  }

  private func drops<S>(_ block: BlockContext<S>) -> Bool {
    block.node.mode == .training && rate > 0
  }

  private func key<S>(_ block: BlockContext<S>) -> UInt64 {
    var random = RandomStream(
      seed: block.node.draw.number, purpose: "dropout.\(block.node.position).\(block.index)")
    return random.next()
  }
}
