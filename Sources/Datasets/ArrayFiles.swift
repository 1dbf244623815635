internal import Archives
internal import Catalogues
internal import Failures
internal import Kernels
internal import Tensors

/// One's own data as two `.npy` files: inputs N×… of float32 (float64 is rounded), taken as they
/// are, and N labels of an integer type, 0 … C−1. C is the largest label + 1, at least 2.
struct ArrayFiles: DataSource {
  let inputs: String
  let labels: String
  let layout: Layout
  /// The files of the test split; nil where the files are one set, which is then of either split.
  let test: (inputs: String, labels: String)?

  /// Where images have their channels.
  enum Layout: String, CaseIterable {
    /// N×C×H×W, as the networks take them.
    case channelsFirst = "channels-first"
    /// N×H×W×C.
    case channelsLast = "channels-last"
  }

  static let entry = DataEntry(
    "arrays", argument: .required("x.npy,y.npy"),
    summary: "your own arrays: float32 inputs N x ..., integer labels N",
    options: [
      CatalogueOption(
        "layout", placeholder: "name",
        help: "Axes of images: channels-first (N x C x H x W) or channels-last (N x H x W x C).",
        usual: "channels-first"),
      CatalogueOption(
        "test data", placeholder: "x.npy,y.npy", help: "Arrays of the test split."),
    ]
  ) { argument, values in
    let files = try pair(argument ?? "", at: .setting("data"), prefix: "arrays:")
    return ArrayFiles(
      inputs: files.inputs, labels: files.labels,
      layout: try values.choice("layout", of: Layout.allCases, named: \.rawValue) ?? .channelsFirst,
      test: try values["test data"].map { text in
        try pair(
          text.hasPrefix("arrays:") ? String(text.dropFirst("arrays:".count)) : text,
          at: .setting("test data"), prefix: "")
      })
  }

  private static func pair(_ text: String, at place: Place, prefix: String) throws(Failure)
    -> (inputs: String, labels: String)
  {
    let paths = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard paths.count == 2, !paths.contains("") else {
      throw Failure(
        .usage, "arrays need two files, got \"\(prefix)\(text)\"", at: place,
        remedy: "Write \(prefix)x.npy,y.npy, the inputs first.")
    }
    return (paths[0], paths[1])
  }

  var hasTestSplit: Bool { test != nil }
  var files: [String] { [inputs, labels] + (test.map { [$0.inputs, $0.labels] } ?? []) }

  func load(_ request: DataRequest) throws -> Dataset {
    var files = (inputs: inputs, labels: labels)
    if request.split == .test, let test { files = test }
    let name = "arrays \(files.inputs)"
    let file = try NPYFile(path: files.inputs, rows: request.samples.limit ?? .max)
    let examples = try InputArray(file: file, path: files.inputs).examples(layout)
    let classOf = try LabelArray(path: files.labels).classOf()
    guard file.rowsInFile == classOf.count else {
      throw Failure(
        .data, "has \(classOf.count) labels for \(file.rowsInFile) inputs of \(files.inputs)",
        at: files.labels)
    }
    let count = try request.samples.count(of: classOf.count, in: name)
    return try Dataset(
      name: name, inputs: examples, labels: Array(classOf.prefix(count)),
      classes: max(2, Int(classOf.max() ?? 0) + 1))
  }
}
