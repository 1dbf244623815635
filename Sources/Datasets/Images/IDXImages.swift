internal import Catalogues
internal import Failures

/// One's own images as two IDX files of bytes: N×H×W grey images and N labels, 0 … C−1. C is the
/// largest label + 1, at least 2.
struct IDXImages: DataSource {
  let pair: FilePair
  /// The files of the test split; nil where the files are one set, which is then of either split.
  let test: FilePair?
  let normalization: Normalization

  static let entry = DataEntry(
    "idx", argument: .required("images,labels"), summary: "IDX files like MNIST's",
    options: [TestData.option()] + Normalization.options
  ) { argument, values in
    func pair(_ text: String, prefix: String, at place: Place) throws(Failure) -> FilePair {
      try FilePair(
        text, of: "IDX data", prefix: prefix, example: "images,labels", remark: "the images first",
        at: place)
    }
    return IDXImages(
      pair: try pair(argument ?? "", prefix: "idx:", at: .setting("data")),
      test: try TestData.chosen(values, kind: "idx").map {
        try pair($0, prefix: "", at: .setting(TestData.setting))
      },
      normalization: try Normalization(values))
  }

  var hasTestSplit: Bool { test != nil }
  var files: [String] { [pair, test].compactMap { $0 }.flatMap { [$0.inputs, $0.targets] } }

  func load(_ request: DataRequest) throws -> Dataset {
    let files = request.split == .test ? test ?? pair : pair
    let name = "idx \(files.inputs)"
    let content = try IDXPair(images: .file(files.inputs), labels: .file(files.targets)).read(
      request.samples, of: name, labels: 0...255)
    let images = PixelImages(
      count: content.count, channels: 1, height: content.height, width: content.width,
      order: .channelsFirst, bytes: content.pixels[...])
    return try Dataset(
      name: name, examples: try images.examples(normalization, of: name),
      labels: content.labels.map { Int32($0) }, classes: max(2, Int(content.largestLabel) + 1))
  }
}
