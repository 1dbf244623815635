internal import Catalogues
internal import Failures
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

extension Dropout {
  /// The option by which models choose it.
  ///
  /// - Parameter place: where it lies in the kind of network, such as `after every activation`.
  static func option(_ place: String) -> CatalogueOption {
    CatalogueOption(
      "dropout", placeholder: "rate",
      help: "Share of the numbers that training drops at random, \(place).", usual: "0")
  }

  /// The rate that is chosen, 0 ..< 1; 0 where none is.
  ///
  /// - Throws: `Failure` (usage) if it is none.
  static func rate(_ options: OptionValues) throws(Failure) -> Double {
    try options.number("dropout", in: 0..<1) ?? 0
  }

  /// What a title says of a rate; empty where nothing is dropped.
  static func titlePart(_ rate: Double) -> String { rate == 0 ? "" : ", dropout \(rate)" }
}

extension GraphBuilder {
  /// Dropout, or its input where nothing is dropped.
  mutating func dropout(_ name: String, _ rate: Double, of input: Int) -> Int {
    rate > 0 ? add(name, .dropout(Dropout(rate: rate)), [input]) : input
  }
}
