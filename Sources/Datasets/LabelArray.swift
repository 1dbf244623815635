internal import Archives
internal import Failures
internal import Tensors

/// An array file taken as the classes of examples.
struct LabelArray {
  let path: String

  /// The most classes that labels may stand for; more are a sign of another mistake, such as
  /// targets of a regression.
  static let mostClasses = 100_000

  /// The class of each example.
  ///
  /// - Throws: `Failure` (data) for what are no class numbers, with what makes class numbers of it.
  func classOf() throws -> [Int32] {
    let file = try NPYFile(path: path)
    guard let numbers = file.elements.integers else { throw notWhole(file) }
    guard file.shape.rank == 1 else { throw notOneEach(file, numbers.map(Double.init)) }
    if let wrong = numbers.firstIndex(where: { $0 < 0 || $0 >= Self.mostClasses }) {
      throw Failure(
        .data, "label \(numbers[wrong]) of example \(wrong) is not in 0 ..< \(Self.mostClasses)",
        at: path)
    }
    return numbers.map { Int32($0) }
  }

  private func notWhole(_ file: NPYFile) -> Failure {
    let numbers = file.elements.doubles
    // Rounding would make classes of anything; only where nothing is lost is it the remedy.
    if let wrong = numbers.firstIndex(where: { $0 != $0.rounded() || !$0.isFinite }) {
      let example = wrong / max(1, numbers.count / max(1, file.rowsInFile))
      return Failure(
        .data,
        "holds \(numbers[wrong]) for example \(example), like targets of a regression; the loss is "
          + "the cross-entropy, which takes class numbers 0, 1, 2, …", at: path,
        remedy: "Give one class number for each example.")
    }
    guard file.shape.rank == 1 else { return notOneEach(file, numbers) }
    return Failure(
      .data, "has elements of type \(file.elements.typeName), labels must be whole numbers",
      at: path, remedy: converted("int64", "a.astype(\"int64\")"))
  }

  private func notOneEach(_ file: NPYFile, _ numbers: [Double]) -> Failure {
    let what = "has shape \(file.shape); labels are one whole number for each example"
    let shape = file.shape
    if shape.rank > 1, shape.count == shape[0] {
      return Failure(
        .data, what, at: path, remedy: converted("labels", "a.ravel().astype(\"int64\")"))
    }
    if shape.rank == 2, isOneHot(numbers, classes: shape[1]) {
      return Failure(
        .data, "has shape \(shape), one-hot; labels are one whole number for each example",
        at: path, remedy: converted("labels", "a.argmax(1)"))
    }
    return Failure(.data, what, at: path, remedy: "Give one class number for each example.")
  }

  private func isOneHot(_ numbers: [Double], classes: Int) -> Bool {
    stride(from: 0, to: numbers.count, by: classes).allSatisfy { row in
      let entries = numbers[row..<row + classes]
      return entries.count { $0 == 1 } == 1 && entries.count { $0 == 0 } == classes - 1
    }
  }

  private func converted(_ suffix: String, _ expression: String) -> Phrase {
    "\(PythonAdvice.conversion(of: path, to: suffix, expression))"
  }
}
