internal import Archives
internal import Catalogues
internal import Failures

/// One's own images as PNG files, a folder for each class: class 0 is the first folder in the order of
/// the names' bytes.
///
/// All images have the same size, all grey or all in colour. The first of each class come first, then
/// the second of each, so that the first N examples are of all classes.
struct ImageFolder: DataSource {
  let path: String
  /// The folder of the test split; nil where the images are one set, which is then of either split.
  let test: String?
  let normalization: Normalization

  static let entry = DataEntry(
    "images", argument: .required("FOLDER"), summary: "PNG files, a folder for each class",
    options: [TestData.option()] + Normalization.options
  ) { argument, values in
    ImageFolder(
      path: argument ?? "", test: TestData.chosen(values, kind: "images"),
      normalization: try Normalization(values))
  }

  var hasTestSplit: Bool { test != nil }

  func load(_ request: DataRequest) throws -> Dataset {
    let folder = request.split == .test ? test ?? path : path
    let name = "images \(folder)"
    let files = try ImageFiles(folder: folder)
    let count = try request.samples.count(of: files.images.count, in: name)
    let used = files.images.prefix(count)
    let header = try PNGHeader(path: used[0].path)
    for image in used {
      try check(try PNGHeader(path: image.path), of: image.path, header, used[0])
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * header.width * header.height * header.channels)
    for image in used {
      let picture = try PNGImage(path: image.path)
      // The file may have become another one.
      try check(picture.header, of: image.path, header, used[0])
      bytes += picture.pixels
    }
    let images = PixelImages(
      count: count, channels: header.channels, height: header.height, width: header.width,
      order: .channelsLast, bytes: bytes[...])
    return try Dataset(
      name: name, examples: try images.examples(normalization, of: name).noting([files.note]),
      labels: used.map { Int32($0.label) }, classes: max(2, files.classes.count))
  }

  private func check(
    _ header: PNGHeader, of path: String, _ first: PNGHeader, _ image: ImageFiles.Image
  ) throws(Failure) {
    func text(_ header: PNGHeader) -> String {
      "\(header.width)×\(header.height) pixels in \(header.channels == 1 ? "grey" : "colour")"
    }
    guard header == first else {
      throw Failure(
        .data, "has \(text(header)), but \(image.path) has \(text(first))", at: path,
        remedy: "Give images of one size, all grey or all in colour.")
    }
  }
}
