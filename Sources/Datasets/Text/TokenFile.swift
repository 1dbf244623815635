internal import Archives
internal import Catalogues
internal import Failures
internal import Kernels
internal import Tensors

/// Text as tokens that another program has made: a one-dimensional array of whole numbers, cut into
/// windows as those of bytes are (see ``TextWindows``).
///
/// There are as many different tokens as the largest + 1. Where the test split has a file of its own,
/// every window of the first is of the train split.
struct TokenFile: DataSource {
  let path: String
  let test: String?

  static let entry = DataEntry(
    "tokens", argument: .required("ids.npy"), summary: "token numbers, for gpt",
    options: [TestData.option(usual: "the last tenth of the windows")]
  ) { path, values in
    TokenFile(path: path ?? "", test: TestData.chosen(values, kind: "tokens"))
  }

  var isText: Bool { true }
  var files: [String] { [path, test].compactMap { $0 } }

  /// The most different tokens: those that `Float` holds exactly.
  private static let mostTokens = 1 << 24

  func load(_ request: DataRequest) throws -> Dataset {
    let context = try request.windowContext()
    let path = request.split == .test ? test ?? path : path
    let numbers = try tokens(at: path)
    let windows = TokenWindows(count: numbers.count, context: context)
    let range =
      test == nil
      ? try windows.range(of: request.split, unit: "tokens", at: path)
      : try windows.all(unit: "tokens", at: path)
    let name = "tokens \(path)" + (test == nil ? " \(request.split.rawValue)" : "")
    let count = try request.samples.count(of: range.count, in: name)
    let (inputs, targets) = windows.places(range.prefix(count))
    return try Dataset(
      name: name,
      inputs: Tensor(shape: [count, context], elements: numbers[inputs].map { Float($0) }),
      labels: numbers[targets].map { Int32($0) }, classes: (numbers.max() ?? 0) + 1,
      labelsPerExample: context)
  }

  private func tokens(at path: String) throws -> [Int] {
    let file = try NPYFile(path: path)
    guard file.shape.rank == 1 else {
      throw Failure(
        .data, "has shape \(file.shape); tokens are one row of whole numbers", at: path,
        remedy: "\(PythonAdvice.conversion(of: path, to: "row", "a.ravel()"))")
    }
    guard let numbers = file.elements.integers else {
      throw Failure(
        .data, "has elements of type \(file.elements.typeName), tokens must be whole numbers",
        at: path)
    }
    if let wrong = numbers.firstIndex(where: { $0 < 0 || $0 >= Self.mostTokens }) {
      throw Failure(
        .data, "token \(numbers[wrong]) at place \(wrong) is not in 0 ..< \(Self.mostTokens)",
        at: path)
    }
    return numbers
  }
}
