internal import Kernels
internal import Tensors

/// Causal multi-head self-attention (Vaswani et al. 2017, section 3.2) up to the joined heads; the
/// output projection is a linear operation of its own.
///
/// Queries, keys and values are Q = W_query·x, K = W_key·x and V = W_value·x, each cut into `heads`
/// heads of d = channels/heads channels. In each head, position t becomes
/// Σ_{s ≤ t} softmax_s(q_t·k_s/√d)·v_s. Parameters `W_query.weight`, `W_key.weight`,
/// `W_value.weight` (channels × channels each) and, where there are biases, behind each of them
/// `W_query.bias` and so on (channels); input and output: channels × positions.
public struct CausalAttention: Hashable, Sendable {
  /// The number of heads, a divisor of the number of channels.
  public let heads: Int
  /// Whether queries, keys and values have biases.
  public let hasBias: Bool

  /// Creates a causal self-attention.
  public init(heads: Int, hasBias: Bool = false) {
    self.heads = heads
    self.hasBias = hasBias
  }
}

extension CausalAttention: OperationDefinition {
  // Pieces of each block.
  /// Queries, keys and values, 3 · channels rows.
  static let projections = 0
  /// The softmax shares, positions × positions for each sequence and head; without a backward pass
  /// for one of them.
  static let shares = 1
  /// The gradient of the projections.
  static let projectionGradients = 2
  /// The gradient of one head's shares.
  static let shareGradients = 3

  /// Queries per product of scores: keys beyond the last of them are not multiplied. With 128
  /// positions, training and inference are a few per cent faster so than with 64 or all at once.
  private static let panel = 32

  var worksOn: ValueKinds { .sequences }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkSequences(inputs[0])
    guard heads >= 1, inputs[0][0] % heads == 0 else {
      throw ShapeMismatch(what: "\(inputs[0][0]) channels are not divisible by \(heads) heads")
    }
    guard Shape([heads, inputs[0][1], inputs[0][1]]).hasAtMost(Network.mostElements) else {
      throw ShapeMismatch(
        what: "\(inputs[0][1]) positions see each other in \(heads) heads: more than "
          + "\(Network.mostElements) shares")
    }
    return inputs[0]
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    let channels = inputs[0][0]
    return ["W_query", "W_key", "W_value"].flatMap { name in
      let weight = LocalParameter(
        name: "\(name).weight", shape: [channels, channels], role: .weight)
      guard hasBias else { return [weight] }
      return [weight, LocalParameter(name: "\(name).bias", shape: [channels], role: .bias)]
    }
  }

  func blockSizes(_ sizes: NodeSizes) -> [Int] {
    let values = sizes.output.count * sizes.examples
    let square = sizes.output[1] * sizes.output[1]
    guard sizes.isForBackward else { return [3 * values, square] }
    return [3 * values, square * heads * sizes.examples, 3 * values, square]
  }

  func forward<S>(_ block: BlockContext<S>) {
    let sizes = block.node.sizes
    let (channels, length) = (sizes.output[0], sizes.output[1])
    let columns = length * sizes.examples
    let projections = block.own[Self.projections]
    project(
      block.node.parameters, block.inputs[0], columns: columns, accumulating: false,
      into: projections)
    let parts = Projections(projections, channels: channels, columns: columns)
    let output = Matrix(block.output, rows: channels, columns: columns)
    forEachHead(sizes) { head, rows, places in
      let shares = shares(of: head, in: block)
      let (query, key, value) = parts[rows, places]
      for panel in panels(length) {
        let seen = 0..<panel.upperBound
        let scores = shares[panel, seen]
        LinearAlgebra.multiply(
          query[0..<rows.count, panel], key[0..<rows.count, seen], transposingA: true,
          scale: scale(rows.count), into: scores)
        Sequences.causalSoftmax(scores, first: panel.lowerBound)
        LinearAlgebra.multiply(
          value[0..<rows.count, seen], scores, transposingB: true,
          into: output[rows, places][0..<rows.count, panel])
      }
    }
  }

  // With the scores S = QᵀK/√d, the shares P = softmax(S) and the output O = V·Pᵀ:
  //   dV = dO·P, dP = dOᵀ·V, dS = P∘(dP − rowsum(P∘dP))/√d, dQ = K·dSᵀ, dK = Q·dS
  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    let sizes = block.node.sizes
    let (channels, length) = (sizes.output[0], sizes.output[1])
    let columns = length * sizes.examples
    let parts = Projections(block.own[Self.projections], channels: channels, columns: columns)
    let projectionGradients = block.own[Self.projectionGradients]
    let slopes = Projections(projectionGradients, channels: channels, columns: columns)
    let outputGradient = Matrix(gradient, rows: channels, columns: columns)
    let shareGradients = Matrix(block.own[Self.shareGradients], rows: length, columns: length)
    forEachHead(sizes) { head, rows, places in
      let all = 0..<rows.count
      let shares = shares(of: head, in: block)
      let (query, key, value) = parts[rows, places]
      let (querySlope, keySlope, valueSlope) = slopes[rows, places]
      let outputSlope = outputGradient[rows, places]
      // From the last panel, which sees every key and so writes them all, to the first.
      for panel in panels(length).reversed() {
        let seen = 0..<panel.upperBound
        let isLast = panel.upperBound == length
        let dP = shareGradients[panel, seen]
        LinearAlgebra.multiply(
          outputSlope[all, panel], shares[panel, seen], accumulating: !isLast,
          into: valueSlope[all, seen])
        LinearAlgebra.multiply(
          outputSlope[all, panel], value[all, seen], transposingA: true, into: dP)
        Sequences.causalSoftmaxBackward(
          shares: shares[panel, seen], gradient: dP, first: panel.lowerBound,
          scale: scale(rows.count))
        LinearAlgebra.multiply(
          key[all, seen], dP, transposingB: true, into: querySlope[all, panel])
        LinearAlgebra.multiply(
          query[all, panel], dP, accumulating: !isLast, into: keySlope[all, seen])
      }
    }
    if block.wantsParameterGradients {
      for part in matrices(block.parameterGradients, channels: channels) {
        LinearAlgebra.multiply(
          projectionGradients[part.rows(of: columns)], block.inputs[0], transposingB: true,
          rows: part.rows.count, inner: columns, columns: channels, into: part.weight)
      }
      sumBiases(projectionGradients, columns: columns, into: block.parameterGradients)
    }
    guard let target = block.inputGradients[0] else { return }
    for (place, part) in matrices(block.node.parameters, channels: channels).enumerated() {
      LinearAlgebra.multiply(
        part.weight, projectionGradients[part.rows(of: columns)], transposingA: true,
        rows: channels, inner: part.rows.count, columns: columns,
        accumulating: target.accumulates || place > 0, into: target.region)
    }
  }

  func scale<S: KernelScalar>(_ width: Int) -> S { S(1 / Double(width).squareRoot()) }

  func panels(_ length: Int) -> [Range<Int>] {
    stride(from: 0, to: length, by: Self.panel).map { $0..<min(length, $0 + Self.panel) }
  }

  /// The heads of all sequences of a block, counted through, with their channels and columns.
  func forEachHead(
    _ sizes: NodeSizes, _ body: (_ head: Int, _ rows: Range<Int>, _ places: Range<Int>) -> Void
  ) {
    let (width, length) = (sizes.output[0] / heads, sizes.output[1])
    for sequence in 0..<sizes.examples {
      for head in 0..<heads {
        body(
          sequence * heads + head, head * width..<(head + 1) * width,
          sequence * length..<(sequence + 1) * length)
      }
    }
  }

  func shares<S>(of head: Int, in block: BlockContext<S>) -> Matrix<S> {
    let length = block.node.sizes.output[1]
    let start = block.node.sizes.isForBackward ? head * length * length : 0
    return Matrix(
      block.own[Self.shares][start..<start + length * length], rows: length, columns: length)
  }
}

extension CausalAttention: Codable {
  private enum CodingKeys: String, CodingKey { case heads, hasBias }

  /// Decodes an operation; files written before there was a choice have no biases.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      heads: try container.decode(Int.self, forKey: .heads),
      hasBias: try container.decodeIfPresent(Bool.self, forKey: .hasBias) ?? false)
  }

  /// Encodes the operation; that there are no biases goes without saying.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(heads, forKey: .heads)
    if hasBias { try container.encode(true, forKey: .hasBias) }
  }
}
