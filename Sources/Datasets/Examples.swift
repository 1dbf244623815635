internal import Archives
internal import Failures
internal import Kernels
internal import Tensors

/// Inputs for a network, without what it should make of them.
struct Examples: Equatable {
  /// N×C×H×W for images, N×T tokens for text, N×features otherwise.
  let inputs: Tensor<Float>
  /// What was done to the numbers of the files; nil where they are as they are.
  let preparation: String?
  /// What was taken for granted.
  let notes: [Phrase]
  /// Whether the file has images without a dimension for their one channel, as the digest says.
  let lacksChannel: Bool

  init(
    _ inputs: Tensor<Float>, preparation: String? = nil, notes: [Phrase] = [],
    lacksChannel: Bool = false
  ) {
    self.inputs = inputs
    self.preparation = preparation
    self.notes = notes
    self.lacksChannel = lacksChannel
  }

  /// A digest that has been fed the inputs.
  func digest() throws -> Digest {
    var digest = try Digest()
    let sizes = inputs.shape.dimensions
    let sizesInFile = lacksChannel ? [sizes[0]] + sizes.dropFirst(2) : sizes
    try digest.update(Shape(sizesInFile).description)
    try digest.update(inputs.elements)
    return digest
  }

  /// The first examples.
  func prefix(_ count: Int) -> Examples {
    Examples(
      inputs.firstRows(count), preparation: preparation, notes: notes, lacksChannel: lacksChannel)
  }

  /// The same examples, of which more is said.
  func noting(_ more: [Phrase]) -> Examples {
    Examples(inputs, preparation: preparation, notes: notes + more, lacksChannel: lacksChannel)
  }
}

extension Tensor<Float> {
  /// The first rows along the first dimension.
  func firstRows(_ count: Int) -> Tensor<Float> {
    let shape = Shape([count] + shape.dimensions.dropFirst())
    return Tensor(shape: shape, elements: Array(elements.prefix(shape.count)))
  }
}
