internal import Kernels
internal import RealModule
internal import Tensors

/// A function of each element.
public struct Activation: Hashable, Codable, Sendable {
  /// The functions there are.
  public enum Function: String, Codable, CaseIterable, Sendable {
    /// max(0, x).
    case relu
    /// x·Φ(x) in its tanh form: ½x(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks & Gimpel 2016).
    case gelu
    /// The hyperbolic tangent.
    case tanh
    /// x itself.
    case identity
  }

  /// Which function.
  public let function: Function

  /// Creates an activation.
  public init(_ function: Function) { self.function = function }
}

extension Activation: OperationDefinition {
  var worksOn: ValueKinds { [.examples, .sequences] }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { inputs[0] }

  // ReLU and tanh need only their output on the way back, GELU only its input, the identity neither.
  var worksInPlace: Bool { function == .relu || function == .identity }
  var backwardReadsOutput: Bool { function == .relu || function == .tanh }

  func forward<S>(_ block: BlockContext<S>) {
    apply(to: block.inputs[0], into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient, let target = block.inputGradients[0] else { return }
    pullBack(gradient, in: block, to: target)
  }

  /// Multiplies a gradient by the function's slope at the values of a block.
  func pullBack<S>(
    _ gradient: Region<S>, in block: BlockContext<S>, to target: GradientTarget<S>
  ) {
    switch function {
    case .relu:
      Elementwise.rectifyBackward(
        output: block.output, gradient: gradient, accumulating: target.accumulates,
        into: target.region)
    case .gelu:
      Elementwise.geluBackward(
        input: block.inputs[0], gradient: gradient, accumulating: target.accumulates,
        into: target.region)
    case .tanh:
      Elementwise.mapBackward(
        input: block.output, output: block.output, gradient: gradient,
        accumulating: target.accumulates, into: target.region
      ) { _, y in 1 - y * y }
    case .identity:
      target.receive(gradient)
    }
  }

  /// Computes the function on a whole region.
  func apply<S>(to input: Region<S>, into output: Region<S>) {
    switch function {
    case .relu: Elementwise.rectify(input, into: output)
    case .gelu: Elementwise.gelu(input, into: output)
    case .tanh: Elementwise.map(input, into: output) { S(Double.tanh(Double($0))) }
    case .identity: output.assign(input)
    }
  }
}
