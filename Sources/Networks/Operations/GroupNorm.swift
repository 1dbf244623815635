internal import Kernels
internal import Tensors

/// Group normalisation (Wu & He 2018), as in PyTorch: y = γ·(x − μ)/√(σ² + ε) + β, with the mean and
/// the biased variance over the pixels and channels of each of `groups` groups of each example.
///
/// One group is layer normalisation of images. Parameters `weight` (γ) and `bias` (β), one element
/// per channel; input: channels × height × width, or a vector of channels.
public struct GroupNorm: Hashable, Codable, Sendable {
  /// The number of groups; the channels are a multiple of it.
  public let groups: Int
  /// Added to the variance.
  public let epsilon: Double

  /// Creates a group normalisation; the default ε is PyTorch's.
  public init(groups: Int, epsilon: Double = 1e-5) {
    self.groups = groups
    self.epsilon = epsilon
  }
}

// Each group is to an example what all channels are to a column of a layer normalisation: its rows
// are the pixels of its channels. So γ and β are spread over the pixels, and their gradients are
// summed over them.
extension GroupNorm: OperationDefinition {
  // Pieces shared by all blocks: γ and β of each row.
  static let scale = 0
  static let shift = 1
  // Pieces of each block: a number per group and example, …
  static let mean = 0
  static let inverse = 1
  // … two per example, and one per row, each for the gradients.
  static let scratch = 2
  static let scaleGradient = 3
  static let shiftGradient = 4

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs[0].rank == 3 || inputs[0].rank == 1 else {
      throw ShapeMismatch(
        what: "expected channels × height × width or a vector, got shape \(inputs[0])")
    }
    guard groups >= 1, inputs[0][0] % groups == 0 else {
      throw ShapeMismatch(what: "\(inputs[0][0]) channels do not divide into \(groups) groups")
    }
    guard epsilon > 0 else { throw ShapeMismatch(what: "epsilon must be positive, is \(epsilon)") }
    return inputs[0]
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    [
      LocalParameter(name: "weight", shape: [inputs[0][0]], role: .normScale),
      LocalParameter(name: "bias", shape: [inputs[0][0]], role: .normShift),
    ]
  }

  func sharedSizes(_ sizes: NodeSizes) -> [Int] { [sizes.output.count, sizes.output.count] }

  func blockSizes(_ sizes: NodeSizes) -> [Int] {
    let (examples, rows) = (sizes.examples, sizes.output.count)
    let statistics = [groups * examples, groups * examples]
    return sizes.isForBackward ? statistics + [2 * examples, rows, rows] : statistics
  }

  func prepare<S>(_ node: NodeContext<S>) {
    for (values, spread) in zip(node.parameters, node.shared) {
      Rows.spread(values, examples: spread.count / values.count, into: spread)
    }
  }

  func forward<S>(_ block: BlockContext<S>) {
    let shared = block.node.shared
    for group in 0..<groups {
      let part = GroupPart(group, of: groups)
      Sequences.normalize(
        part[block.inputs[0]], scale: part[shared[Self.scale]], shift: part[shared[Self.shift]],
        epsilon: epsilon, mean: part[block.own[Self.mean]],
        inverse: part[block.own[Self.inverse]], into: part[block.output])
    }
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    let target = block.inputGradients[0]
    for group in 0..<groups {
      let part = GroupPart(group, of: groups)
      Sequences.normalizeBackward(
        part[block.inputs[0]], gradient: part[gradient],
        scale: part[block.node.shared[Self.scale]], mean: part[block.own[Self.mean]],
        inverse: part[block.own[Self.inverse]], scratch: block.own[Self.scratch],
        scaleGradient: part[block.own[Self.scaleGradient]],
        shiftGradient: part[block.own[Self.shiftGradient]],
        accumulating: target?.accumulates ?? false, into: target.map { part[$0.region] })
    }
    if block.wantsParameterGradients { sumOverPixels(block) }
  }

  /// Makes the gradients of γ and β from those of each row.
  func sumOverPixels<S>(_ block: BlockContext<S>) {
    let rows = [block.own[Self.scaleGradient], block.own[Self.shiftGradient]]
    for (rows, sums) in zip(rows, block.parameterGradients) {
      let pixels = rows.count / sums.count
      for channel in 0..<sums.count {
        var sum = 0.0
        for pixel in 0..<pixels { sum += Double(rows[channel * pixels + pixel]) }
        sums[channel] = S(sum)
      }
    }
  }
}

/// One of several equal parts of a region.
struct GroupPart {
  private let index: Int
  private let count: Int

  init(_ index: Int, of count: Int) {
    self.index = index
    self.count = count
  }

  subscript<S>(_ region: Region<S>) -> Region<S> {
    let size = region.count / count
    return region[index * size..<(index + 1) * size]
  }

  subscript<S>(_ region: Dual<Region<S>>) -> Dual<Region<S>> {
    Dual(self[region.value], tangent: self[region.tangent])
  }
}
