internal import Kernels
internal import Tensors

/// The channels of two inputs, one after another: strength · first, then second.
///
/// In a densely connected network (Huang et al. 2017) the second input is what a layer made and the
/// first all that came before it, which reaches the next layers as by a shortcut.
public struct Concatenation: ShortcutEnd {
  /// Whether the first input is a shortcut connection, which `Network.withoutShortcuts()` removes.
  public let isShortcut: Bool
  /// What the first input is multiplied by: 1 in a dense network, less where its shortcuts are
  /// weakened. A finite number.
  public let strength: Double

  /// The position of the shortcut among the inputs.
  public static let shortcut = 0
  /// The position of the branch among the inputs.
  public static let branch = 1

  /// Creates a concatenation.
  public init(isShortcut: Bool, strength: Double = 1) {
    self.isShortcut = isShortcut
    self.strength = strength
  }
}

extension Concatenation: JointlyLinearOperation {
  var inputCount: Int { 2 }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    let (first, second) = (inputs[0].dimensions, inputs[1].dimensions)
    guard !first.isEmpty, first.dropFirst() == second.dropFirst() else {
      throw ShapeMismatch(what: "cannot concatenate shapes \(inputs[0]) and \(inputs[1])")
    }
    try checkStrength()
    return Shape([first[0] + second[0]] + first.dropFirst())
  }

  func forward<S>(_ block: BlockContext<S>) {
    let parts = parts(of: block.output, block)
    if strength == 1 {
      parts[Self.shortcut].assign(block.inputs[Self.shortcut])
    } else {
      Elementwise.scale(
        block.inputs[Self.shortcut], by: S(strength), into: parts[Self.shortcut])
    }
    parts[Self.branch].assign(block.inputs[Self.branch])
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    let parts = parts(of: gradient, block)
    block.inputGradients[Self.shortcut]?.receive(parts[Self.shortcut], times: strength)
    block.inputGradients[Self.branch]?.receive(parts[Self.branch])
  }

  /// The parts of a region of the output's size that belong to the inputs.
  private func parts<S>(of whole: Region<S>, _ block: BlockContext<S>) -> [Region<S>] {
    let first = block.inputs[0].count
    return [whole[0..<first], whole[first..<whole.count]]
  }
}
