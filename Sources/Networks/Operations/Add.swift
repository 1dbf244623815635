internal import Kernels
internal import Tensors

/// The sum of two inputs of equal shape: branch + strength · shortcut.
public struct Add: ShortcutEnd {
  /// Whether the second input is a shortcut connection, which `Network.withoutShortcuts()` removes.
  public let isShortcut: Bool
  /// What the second input is multiplied by: 1 in a residual network, less where its shortcuts are
  /// weakened. A finite number.
  public let strength: Double

  /// The position of the branch among the inputs.
  public static let branch = 0
  /// The position of the shortcut among the inputs.
  public static let shortcut = 1

  /// Creates a sum.
  public init(isShortcut: Bool, strength: Double = 1) {
    self.isShortcut = isShortcut
    self.strength = strength
  }
}

extension Add: JointlyLinearOperation {
  var inputCount: Int { 2 }
  var worksOn: ValueKinds { [.examples, .sequences] }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0] == inputs[1] else {
      throw ShapeMismatch(what: "cannot add shapes \(inputs[0]) and \(inputs[1])")
    }
    try checkStrength()
    return inputs[0]
  }

  func forward<S>(_ block: BlockContext<S>) {
    sum(block.inputs[Add.branch], block.inputs[Add.shortcut], into: block.output)
  }

  /// Computes the sum on whole regions.
  func sum<S>(_ branch: Region<S>, _ shortcut: Region<S>, into output: Region<S>) {
    if strength == 1 {
      Elementwise.add(branch, shortcut, into: output)
    } else {
      Elementwise.scaledAdd(branch, S(strength), shortcut, into: output)
    }
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    block.inputGradients[Add.branch]?.receive(gradient)
    block.inputGradients[Add.shortcut]?.receive(gradient, times: strength)
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

  /// Takes a gradient multiplied by a factor.
  func receive(_ gradient: Region<S>, times factor: Double) {
    guard factor != 1 else { return receive(gradient) }
    if !accumulates { region.fill(0) }
    Elementwise.scaledAdd(region, S(factor), gradient, into: region)
  }
}
