internal import Archives
internal import Catalogues
internal import Failures
internal import Tensors

/// One's own data as two `.npy` files or one `.npz` file: inputs N×… of any type of numbers, and a class
/// or numbers for each. There are as many classes as the largest label + 1, at least 2.
struct ArrayFiles: DataSource {
  let arrays: ArrayPair
  let layout: Layout
  /// The files of the test split; nil where the files are one set, which is then of either split.
  let test: ArrayPair?
  let normalization: Normalization

  /// Where images have their channels.
  enum Layout: String, CaseIterable {
    /// N×C×H×W, as the networks take them.
    case channelsFirst = "channels-first"
    /// N×H×W×C.
    case channelsLast = "channels-last"
  }

  static let entry = DataEntry(
    "arrays", argument: .required("x.npy,y.npy"),
    summary: "your own arrays: inputs N x ..., labels N; or xy.npz with x and y",
    options: [
      CatalogueOption(
        "layout", placeholder: "name",
        help: "Axes of images: channels-first (N x C x H x W) or channels-last (N x H x W x C).",
        usual: "channels-first"), TestData.option(),
    ] + Normalization.options
  ) { argument, values in
    ArrayFiles(
      arrays: try ArrayPair(argument ?? "", prefix: "arrays:", at: .setting("data")),
      layout: try values.choice("layout", of: Layout.allCases, named: \.rawValue) ?? .channelsFirst,
      test: try TestData.chosen(values, kind: "arrays").map {
        try ArrayPair($0, prefix: "", at: .setting(TestData.setting))
      },
      normalization: try Normalization(values))
  }

  var hasTestSplit: Bool { test != nil }
  var files: [String] { [arrays, test].compactMap { $0 }.flatMap(\.files) }

  func load(_ request: DataRequest) throws -> Dataset {
    let files = request.split == .test ? test ?? arrays : arrays
    let name = "arrays \(files.name)"
    let inputs = try files.inputs(rows: max(1, request.samples.limit ?? .max))
    let examples = try InputArray(file: inputs, path: files.inputPath).examples(
      layout, normalization, of: name)
    let targets = TargetArray(file: try files.targets(), path: files.targetPath)
    let available = targets.file.shape.dimensions.first ?? 0
    guard inputs.rowsInFile == available else {
      throw Failure(
        .data, "has \(available) labels for \(inputs.rowsInFile) inputs of \(files.inputPath)",
        at: files.targetPath)
    }
    func used() throws(Failure) -> Int { try request.samples.count(of: available, in: name) }
    switch request.targets {
    case .classes:
      let (labels, notes) = try targets.classOf()
      return try Dataset(
        name: name, examples: examples.noting(notes), labels: Array(labels.prefix(used())),
        classes: max(2, targets.classCount ?? Int(labels.max() ?? 0) + 1))
    case .values:
      return try Dataset(
        name: name, examples: examples, values: try targets.values().firstRows(used()))
    case .probabilities:
      return try Dataset(
        name: name, examples: examples, values: try targets.probabilities().firstRows(used()))
    }
  }
}
