internal import Archives
public import Failures
public import Kernels
public import Tensors

/// Labelled examples for classification, windows of text, or examples with numbers as targets, in
/// the order of their file.
public struct Dataset: Equatable, Sendable {
  /// What the data is called, such as `fashion-mnist train`.
  public let name: String
  /// The examples and what is known of them.
  let examples: Examples
  /// The class of each example, 0 ..< `classes`; for text the next token of each position, example
  /// after example; empty where the targets are numbers.
  public let labels: [Int32]
  /// The numbers that a network should compute, N×outputs; nil where the targets are classes.
  public let values: Tensor<Float>?
  /// The targets of one example: 1, or for text the number of its positions.
  public let labelsPerExample: Int
  /// The number of a network's outputs: one for each class, or for each number of `values`.
  public let classes: Int
  /// The SHA-256 digest, in hexadecimal, of the inputs' shape as text (`60000×1×28×28`), the
  /// inputs and the labels (4 little-endian bytes each); instead of labels, numbers are digested
  /// as their shape and themselves, like the inputs.
  public let digest: String

  /// Creates a dataset. There is at least one example, and one label of 0 ..< `classes` for each,
  /// or `labelsPerExample`.
  ///
  /// - Parameters:
  ///   - name: what the data is called.
  ///   - inputs: the examples, N×….
  ///   - labels: the class of each example, or of all its positions.
  ///   - classes: the number of classes.
  ///   - labelsPerExample: the labels of one example.
  ///   - preparation: what was done to the numbers of the files.
  ///   - notes: what was taken for granted.
  /// - Throws: `Failure` (fault) if no digest can be made.
  public init(
    name: String, inputs: Tensor<Float>, labels: [Int32], classes: Int, labelsPerExample: Int = 1,
    preparation: String? = nil, notes: [Phrase] = []
  ) throws {
    try self.init(
      name: name, examples: Examples(inputs, preparation: preparation, notes: notes),
      labels: labels, classes: classes, labelsPerExample: labelsPerExample)
  }

  /// Creates a dataset whose targets are numbers. There is at least one example, and one row of
  /// numbers for each.
  ///
  /// - Parameters:
  ///   - name: what the data is called.
  ///   - inputs: the examples, N×….
  ///   - values: N×outputs.
  ///   - preparation: what was done to the numbers of the files.
  ///   - notes: what was taken for granted.
  /// - Throws: `Failure` (fault) if no digest can be made.
  public init(
    name: String, inputs: Tensor<Float>, values: Tensor<Float>, preparation: String? = nil,
    notes: [Phrase] = []
  ) throws {
    try self.init(
      name: name, examples: Examples(inputs, preparation: preparation, notes: notes),
      values: values)
  }

  init(
    name: String, examples: Examples, labels: [Int32], classes: Int, labelsPerExample: Int = 1
  ) throws {
    let inputs = examples.inputs
    precondition(
      inputs.shape.rank >= 2 && inputs.shape[0] * labelsPerExample == labels.count
        && !labels.isEmpty,
      "inputs of shape \(inputs.shape) with \(labels.count) labels")
    precondition(
      labels.allSatisfy { $0 >= 0 && Int($0) < classes }, "a label is not in 0 ..< \(classes)")
    self.name = name
    self.examples = examples
    self.labels = labels
    values = nil
    self.classes = classes
    self.labelsPerExample = labelsPerExample
    var digest = try examples.digest()
    try digest.update(labels)
    self.digest = try digest.hexadecimal()
  }

  init(name: String, examples: Examples, values: Tensor<Float>) throws {
    let inputs = examples.inputs
    precondition(
      inputs.shape.rank >= 2 && values.shape.rank == 2 && inputs.shape[0] == values.shape[0]
        && values.shape.count > 0,
      "inputs of shape \(inputs.shape) with values of shape \(values.shape)")
    self.name = name
    self.examples = examples
    labels = []
    self.values = values
    classes = values.shape[1]
    labelsPerExample = 1
    var digest = try examples.digest()
    try digest.update(values.shape.description)
    try digest.update(values.elements)
    self.digest = try digest.hexadecimal()
  }

  /// The examples: N×C×H×W for images, N×T tokens for text, N×features otherwise.
  public var inputs: Tensor<Float> { examples.inputs }

  /// What was done to the numbers of the files, such as `pixels / 255, then (x − 0.1307) / 0.3081`; nil
  /// where they are as they are, or the name of the data says it.
  public var preparation: String? { examples.preparation }

  /// What was taken for granted, for the user to read.
  public var notes: [Phrase] { examples.notes }

  /// The number of examples.
  public var count: Int { inputs.shape[0] }

  /// The shape of one example: `inputs.shape` without its first dimension.
  public var inputShape: Shape { Shape(Array(inputs.shape.dimensions.dropFirst())) }

  /// The first examples in the order of the file.
  ///
  /// - Parameter count: How many: 1 … `self.count`.
  public func prefix(_ count: Int) throws -> Dataset {
    precondition(
      count >= 1 && count <= self.count, "the first \(count) of \(self.count) examples")
    if count == self.count { return self }
    let first = examples.prefix(count)
    if let values {
      return try Dataset(name: name, examples: first, values: values.firstRows(count))
    }
    return try Dataset(
      name: name, examples: first, labels: Array(labels.prefix(count * labelsPerExample)),
      classes: classes, labelsPerExample: labelsPerExample)
  }
}
