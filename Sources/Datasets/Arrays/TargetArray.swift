internal import Archives
internal import Failures
internal import Tensors

/// An array file taken as the classes of examples.
struct TargetArray {
  let file: NPYFile
  let path: String

  /// The most classes that labels may stand for; more are a sign of another mistake, such as
  /// targets of a regression.
  static let mostClasses = 100_000

  /// The number of classes, where the file says it: that of the columns of one-hot labels.
  var classCount: Int? { isOneHot ? file.shape[1] : nil }

  /// The class of each example: labels N or N×1 of an integer type, or one-hot N×C of any type. With
  /// what was taken for granted.
  ///
  /// - Throws: `Failure` (data) for entries that are not class numbers, with the conversion that helps.
  func classOf() throws(Failure) -> (classes: [Int32], notes: [Phrase]) {
    if isOneHot { return (largestColumns, ["one-hot labels are taken as class numbers"]) }
    guard let numbers = file.elements.integers else { throw notWhole }
    guard isOneEach else { throw notOneEach }
    if let wrong = numbers.firstIndex(where: { $0 < 0 || $0 >= Self.mostClasses }) {
      throw Failure(
        .data, "label \(numbers[wrong]) of example \(wrong) is not in 0 ..< \(Self.mostClasses)",
        at: path)
    }
    return (numbers.map { Int32($0) }, [])
  }

  /// Whether there is one number for each example: N or N×1.
  private var isOneEach: Bool {
    file.shape.rank == 1 || (file.shape.rank == 2 && file.shape[1] == 1)
  }

  /// Whether each row has one 1, in at least two columns, and zeros.
  private var isOneHot: Bool {
    guard file.shape.rank == 2, file.shape[1] >= 2, file.shape[1] <= Self.mostClasses else {
      return false
    }
    let (numbers, classes) = (file.elements.doubles, file.shape[1])
    return stride(from: 0, to: numbers.count, by: classes).allSatisfy { row in
      let entries = numbers[row..<row + classes]
      return entries.count { $0 == 1 } == 1 && entries.count { $0 == 0 } == classes - 1
    }
  }

  /// The column of the 1 in each row.
  private var largestColumns: [Int32] {
    let (numbers, classes) = (file.elements.doubles, file.shape[1])
    return numbers.indices.filter { numbers[$0] == 1 }.map { Int32($0 % classes) }
  }

  private var notWhole: Failure {
    let numbers = file.elements.doubles
    // Rounding would make classes of anything; only where nothing is lost is it the remedy.
    if let wrong = numbers.firstIndex(where: { $0 != $0.rounded() || !$0.isFinite }) {
      let example = wrong / max(1, numbers.count / max(1, file.rowsInFile))
      return Failure(
        .data,
        "holds \(numbers[wrong]) for example \(example), like targets of a regression; the loss is "
          + "the cross-entropy, which takes class numbers 0, 1, 2, …", at: path,
        remedy:
          "For a regression, add \(setting: "loss", "mse"). For classes, give one class number for each example."
      )
    }
    guard isOneEach else { return notOneEach }
    return Failure(
      .data, "has elements of type \(file.elements.typeName), labels must be whole numbers",
      at: path, remedy: "\(conversion("int64", "a.astype(\"int64\")"))")
  }

  private var notOneEach: Failure {
    Failure(
      .data, "has shape \(file.shape); labels are one whole number for each example", at: path,
      remedy: "Give one class number for each example.")
  }

  private func conversion(_ suffix: String, _ expression: String) -> String {
    PythonAdvice.conversion(of: path, to: suffix, expression)
  }
}
