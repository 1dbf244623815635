internal import Archives
internal import Failures
internal import Kernels
internal import Tensors

/// One's own data as two `.npy` files: inputs N×… of float32 (float64 is rounded), taken as they
/// are, and N labels of an integer type, 0 … C−1. C is the largest label + 1, at least 2.
struct ArrayFiles {
  let inputs: String
  let labels: String

  /// The most classes that labels may stand for; more are a sign of another mistake, such as
  /// targets of a regression.
  static let mostClasses = 100_000

  /// The first samples, or all.
  func load(samples: Int?) throws -> Dataset {
    let name = "arrays \(inputs)"
    let file = try NPYFile(path: inputs, rows: samples ?? .max)
    let examples = try examples(file)
    let classOf = try classOf()
    guard file.rowsInFile == classOf.count else {
      throw Failure(
        .data, "has \(classOf.count) labels for \(file.rowsInFile) inputs of \(inputs)",
        at: labels)
    }
    try checkEnough(samples ?? 0, of: classOf.count, in: name)
    return try Dataset(
      name: name, inputs: examples, labels: Array(classOf.prefix(examples.shape[0])),
      classes: max(2, Int(classOf.max() ?? 0) + 1))
  }

  private func examples(_ file: NPYFile) throws -> Tensor<Float> {
    guard let elements = file.elements.floats else {
      throw Failure(
        .data, "has elements of type \(file.elements.typeName), inputs must be float32", at: inputs,
        remedy: "Convert it in Python: numpy.save(file, array.astype(\"float32\")).")
    }
    guard file.shape.rank >= 2, !elements.isEmpty else {
      throw Failure(
        .data, "has shape \(file.shape); inputs are N×features or N×C×H×W, none of them 0",
        at: inputs)
    }
    if let wrong = elements.firstIndex(where: { !$0.isFinite }) {
      throw Failure(
        .data, "holds \(elements[wrong]) in example \(wrong / (elements.count / file.shape[0]))",
        at: inputs)
    }
    return Tensor(shape: file.shape, elements: elements)
  }

  private func classOf() throws -> [Int32] {
    let file = try NPYFile(path: labels)
    guard let numbers = file.elements.integers else {
      throw Failure(
        .data, "has elements of type \(file.elements.typeName), labels must be whole numbers",
        at: labels, remedy: "Convert it in Python: numpy.save(file, array.astype(\"int64\")).")
    }
    guard file.shape.rank == 1 else {
      throw Failure(.data, "has shape \(file.shape); labels are N numbers", at: labels)
    }
    if let wrong = numbers.firstIndex(where: { $0 < 0 || $0 >= Self.mostClasses }) {
      throw Failure(
        .data, "label \(numbers[wrong]) of example \(wrong) is not in 0 ..< \(Self.mostClasses)",
        at: labels)
    }
    return numbers.map { Int32($0) }
  }
}
