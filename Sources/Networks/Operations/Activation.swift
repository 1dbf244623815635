internal import Kernels
internal import Tensors

/// A function of each element.
public struct Activation: Hashable, Codable, Sendable {
  /// The functions there are.
  public enum Function: String, Codable, CaseIterable, Sendable {
    /// max(0, x).
    case relu
    /// x·Φ(x) in its tanh form: ½x(1 + tanh(√(2/π)(x + 0.044715x³))) (Hendrycks & Gimpel 2016); in
    /// files it has had the name `gelu` since version 0.1.
    case geluTanh = "gelu"
    /// x·Φ(x), Φ the distribution function of a standard normal variable.
    case gelu = "gelu-erf"
    /// The hyperbolic tangent.
    case tanh
    /// x / (1 + exp(−x)) (Elfwing et al. 2018).
    case silu
    /// 1 / (1 + exp(−x)).
    case sigmoid
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

  var worksInPlace: Bool { function == .relu || function == .identity }
  var backwardReadsOutput: Bool { function.kernel.slopeReadsOutput }

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
    guard function != .identity else {
      target.receive(gradient)
      return
    }
    Elementwise.activateBackward(
      function.kernel, values: values(in: block), gradient: gradient,
      accumulating: target.accumulates, into: target.region)
  }

  /// What the slope follows from: what is computed in place has no input any more, and where both
  /// are there the output is often cheaper.
  func values<S>(in block: BlockContext<S>) -> Region<S> {
    backwardReadsOutput ? block.output : block.inputs[0]
  }

  /// Computes the function on a whole region.
  func apply<S>(to input: Region<S>, into output: Region<S>) {
    guard function != .identity else {
      output.assign(input)
      return
    }
    Elementwise.activate(function.kernel, input, into: output)
  }
}

extension Activation.Function {
  /// Those that a network can be asked for with, in the order in which they are listed.
  public static let offered: [Self] = [.relu, .tanh, .gelu, .geluTanh, .silu, .sigmoid]

  /// The name by which it is asked for; `gelu` is the exact form, as in PyTorch.
  public var name: String {
    switch self {
    case .geluTanh: "gelu-tanh"
    case .gelu: "gelu"
    case .relu, .tanh, .silu, .sigmoid, .identity: rawValue
    }
  }

  /// The name as it is written in a text.
  public var title: String {
    switch self {
    case .relu: "ReLU"
    case .geluTanh: "GELU (tanh)"
    case .gelu: "GELU"
    case .tanh: "tanh"
    case .silu: "SiLU"
    case .sigmoid: "sigmoid"
    case .identity: "no activation"
    }
  }

  /// The kernel that computes it.
  var kernel: PointwiseFunction {
    switch self {
    case .relu: .relu
    case .geluTanh: .geluTanh
    case .gelu: .gelu
    case .tanh: .tanh
    case .silu: .silu
    case .sigmoid: .sigmoid
    case .identity: .identity
    }
  }
}
