internal import Archives
internal import Catalogues
internal import Failures
internal import Kernels
internal import Tensors

/// Fashion-MNIST (Xiao, Rasul & Vollgraf 2017): 28×28 grey images of 10 kinds of clothing, in
/// four IDX files, gzipped or not.
///
/// Pixels become (x/255 − 0.2860)/0.3530, computed in `Float` in this order, as PyTorch does it.
/// Images of 14×14 are means of 2×2 pixels, (((a + b) + c) + d) / 4 in `Float`, taken after that
/// (the bits of PyTorch's `avg_pool2d`); before it would be the same up to rounding.
struct FashionMNIST: DataSource {
  static let defaultDirectory = "/usr/share/datasets/fashion-mnist"
  static let edge = GreyImageSet.edge
  static let classes = 10

  static let entry = DataEntry(
    "fashion-mnist", summary: "images of clothing",
    options: [
      CatalogueOption(
        "data directory", placeholder: "folder",
        help: "Folder of the four .gz files.", usual: "that of Debian's package"),
      GreyImageSet.imageSizeOption,
    ]
  ) { _, values in
    FashionMNIST(
      directory: values["data directory"] ?? defaultDirectory,
      imageSize: try GreyImageSet.imageSize(values))
  }

  let directory: String
  let imageSize: Int

  var files: [String] {
    ["train", "t10k"].flatMap { ["\($0)-images-idx3-ubyte", "\($0)-labels-idx1-ubyte"] }
      .flatMap { ["\(directory)/\($0)", "\(directory)/\($0).gz"] }
  }

  /// The first examples of a split, as N×1×edge×edge.
  func load(_ request: DataRequest) throws -> Dataset {
    let stem = request.split == .train ? "train" : "t10k"
    let pair = IDXPair(
      images: .file(try path("\(stem)-images-idx3-ubyte")),
      labels: .file(try path("\(stem)-labels-idx1-ubyte")))
    let name = "fashion-mnist \(request.split.rawValue)"
    let content = try pair.read(request.samples, of: name, edge: Self.edge, labels: 0...9)
    let pixels = content.pixels[...]
    return try Dataset(
      name: name,
      inputs: Tensor(
        shape: [content.count, 1, imageSize, imageSize],
        elements: imageSize == Self.edge ? Self.normalized(pixels) : Self.halved(pixels)),
      labels: content.labels.map { Int32($0) }, classes: Self.classes)
  }

  private func path(_ name: String) throws -> String {
    let plain = "\(directory)/\(name)"
    guard let found = [plain + ".gz", plain].first(where: InputFile.exists) else {
      throw Failure(
        .missing, "the Fashion-MNIST file \(name).gz is missing", at: directory,
        remedy: "Install the Debian package dataset-fashion-mnist, or give the folder of the files "
          + "with \(setting: "data directory").")
    }
    return found
  }

  /// The normalised values of pixels.
  static func normalized(_ pixels: ArraySlice<UInt8>) -> [Float] {
    let table = Normalization(means: [0.2860], deviations: [0.3530]).table(of: 0)
    return pixels.map { table[Int($0)] }
  }

  /// The normalised values of 14×14 images from the pixels of 28×28 ones; some images at a time,
  /// so that all of them are never held at both sizes.
  private static func halved(_ pixels: ArraySlice<UInt8>) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(pixels.count / 4)
    let piece = 1000 * edge * edge
    for start in stride(from: pixels.startIndex, to: pixels.endIndex, by: piece) {
      result += ImagePooling.halved(
        normalized(pixels[start..<min(start + piece, pixels.endIndex)]), edge: edge)
    }
    return result
  }
}
