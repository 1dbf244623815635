internal import Kernels
internal import Tensors

/// The sum of two inputs of equal shape: first the branch, second the shortcut.
public struct Add: Hashable, Codable, Sendable {
  /// Whether the second input is a shortcut connection, which `Network.withoutShortcuts()` removes.
  public let isShortcut: Bool

  /// The position of the branch among the inputs.
  static let branch = 0

  /// Creates a sum.
  public init(isShortcut: Bool) { self.isShortcut = isShortcut }
}

extension Add: OperationDefinition {
  var inputCount: Int { 2 }
  var worksOn: ValueKinds { [.examples, .sequences] }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0] == inputs[1] else {
      throw ShapeMismatch(what: "cannot add shapes \(inputs[0]) and \(inputs[1])")
    }
    return inputs[0]
  }

  func forward<S>(_ block: BlockContext<S>) {
    Elementwise.add(block.inputs[0], block.inputs[1], into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    for case .some(let target) in block.inputGradients { target.receive(gradient) }
  }
}

extension GradientTarget {
  /// Takes a gradient as it is.
  func receive(_ gradient: Region<S>) {
    if accumulates {
      Elementwise.add(region, gradient, into: region)
    } else {
      region.assign(gradient)
    }
  }
}
