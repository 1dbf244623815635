internal import Kernels
internal import Tensors

/// y = W·x + b. Parameters `weight` (out × in) and, unless it has none, `bias` (out); input: a
/// vector of `in` features, or `in` channels × positions, where every position is transformed
/// alike.
///
/// The weight may be tied to the table of a token embedding (Press & Wolf 2017, "Using the output
/// embedding to improve language models"): it is then that parameter, under the embedding's name.
public struct Linear: Hashable, Sendable {
  /// The number of outputs.
  public let outputs: Int
  /// Whether b is added.
  public let hasBias: Bool
  /// The name of the token embedding whose table is the weight; nil where the weight is its own.
  public let table: String?

  /// Creates a linear operation.
  ///
  /// - Parameters:
  ///   - outputs: the number of outputs.
  ///   - hasBias: whether b is added.
  ///   - table: the name of the token embedding, an earlier node, whose table is the weight.
  public init(outputs: Int, hasBias: Bool = true, tiedTo table: String? = nil) {
    self.outputs = outputs
    self.hasBias = hasBias
    self.table = table
  }

  /// The same with a weight of its own.
  var untied: Linear { Linear(outputs: outputs, hasBias: hasBias) }
}

extension Linear: OperationDefinition {
  var worksOn: ValueKinds { [.examples, .sequences] }

  func outputShape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard outputs >= 1 else { throw ShapeMismatch(what: "has \(outputs) outputs") }
    guard inputs[0].rank == 1 || inputs[0].rank == 2 else {
      throw ShapeMismatch(
        what: "expected a vector or channels × positions, got shape \(inputs[0])")
    }
    return Shape([outputs] + inputs[0].dimensions.dropFirst())
  }

  func parameters(inputs: [Shape]) -> [LocalParameter] {
    let weight = LocalParameter(name: "weight", shape: [outputs, inputs[0][0]], role: .weight)
    guard hasBias else { return [weight] }
    return [weight, LocalParameter(name: "bias", shape: [outputs], role: .bias)]
  }

  func forward<S>(_ block: BlockContext<S>) {
    let sizes = block.node.sizes
    let columns = sizes.columns(of: sizes.output)
    if hasBias { Rows.spread(block.node.parameters[1], examples: columns, into: block.output) }
    LinearAlgebra.multiply(
      block.node.parameters[0], block.inputs[0], rows: outputs, inner: sizes.inputs[0][0],
      columns: columns, accumulating: hasBias, into: block.output)
  }

  func backward<S>(_ block: BlockContext<S>) {
    guard let gradient = block.outputGradient else { return }
    let sizes = block.node.sizes
    let columns = sizes.columns(of: sizes.output)
    let inputs = sizes.inputs[0][0]
    if block.wantsParameterGradients {
      LinearAlgebra.multiply(
        gradient, block.inputs[0], transposingB: true, rows: outputs, inner: columns,
        columns: inputs, accumulating: block.addsToFirstParameter,
        into: block.parameterGradients[0])
      if hasBias { Rows.sums(of: gradient, into: block.parameterGradients[1]) }
    }
    if let target = block.inputGradients[0] {
      LinearAlgebra.multiply(
        block.node.parameters[0], gradient, transposingA: true, rows: inputs, inner: outputs,
        columns: columns, accumulating: target.accumulates, into: target.region)
    }
  }
}

extension Linear: Codable {
  private enum CodingKeys: String, CodingKey {
    case outputs, hasBias
    case table = "tiedTo"
  }

  /// Decodes an operation; files written before there was a choice have a bias, and weights of
  /// their own.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      outputs: try container.decode(Int.self, forKey: .outputs),
      hasBias: try container.decodeIfPresent(Bool.self, forKey: .hasBias) ?? true,
      tiedTo: try container.decodeIfPresent(String.self, forKey: .table))
  }

  /// Encodes the operation; a bias and weights of its own go without saying.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(outputs, forKey: .outputs)
    if !hasBias { try container.encode(false, forKey: .hasBias) }
    try container.encodeIfPresent(table, forKey: .table)
  }
}
