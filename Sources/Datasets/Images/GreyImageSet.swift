internal import Catalogues
internal import Failures
internal import Kernels
internal import Tensors

/// A set of 28×28 grey images in the four IDX files of the MNIST family, gzipped or not.
struct GreyImageSet {
  /// What the set is called, such as `mnist`.
  let name: String
  /// Where below the chosen folder the files may be, each with a final slash.
  let folders: [String]
  /// What the names of the files begin with, in either split.
  let stems: (train: String, test: String)
  /// The names that the authors' archive of the files can have below the chosen folder, and the folder
  /// in it, with a final slash.
  var archives: (names: [String], folder: String) = ([], "")
  /// The labels of the files; the least is class 0.
  var labels: ClosedRange<UInt8> = 0...9
  /// Which dimension of an image varies slowest in the files.
  var order = PixelImages.Order.channelsFirst
  /// What the reader should know of it.
  var notes: [Phrase] = []
  /// What is done to the pixels where nothing is chosen.
  let usual: Normalization

  static let edge = 28

  /// What can be chosen of a set.
  static let options =
    [
      CatalogueOption(
        DataFolder.setting, placeholder: "folder",
        help: "Folder of the files as their authors or torchvision name them."),
      imageSizeOption,
    ] + Normalization.options

  /// The choice of the images' size.
  static let imageSizeOption = CatalogueOption(
    "image size", placeholder: "pixels",
    help: "Edge length of the images: 28, or 14 (means of 2x2 pixels, four times as fast).",
    usual: "28")

  /// The edge of the images that is chosen.
  ///
  /// - Throws: `Failure` (usage) for one that there is not.
  static func imageSize(_ values: OptionValues) throws(Failure) -> Int {
    let size = try values.integer("image size") ?? edge
    guard size == edge || size == edge / 2 else {
      throw Failure(
        .usage, "must be 28 or 14, got \(size)", at: .setting("image size"),
        remedy: "14 takes the means of 2×2 pixels.")
    }
    return size
  }

  /// The set in a folder, ready to be loaded.
  func source(_ values: OptionValues) throws(Failure) -> Files {
    Files(
      set: self,
      folder: try DataFolder(
        values[DataFolder.setting], of: name, holding: "\(stems.train)-images-idx3-ubyte.gz"),
      imageSize: try Self.imageSize(values),
      normalization: try Normalization(values, usual: usual))
  }

  /// The names that a file can have, the one of today first.
  private func names(_ split: DatasetSplit, _ content: String, rank: Int) -> [String] {
    let stem = split == .train ? stems.train : stems.test
    return folders.flatMap { folder in
      ["-\(content)-idx\(rank)-ubyte", "-\(content).idx\(rank)-ubyte"].flatMap {
        ["\(folder)\(stem)\($0).gz", "\(folder)\(stem)\($0)"]
      }
    }
  }

  /// The files of a set in a folder.
  struct Files: DataSource {
    let set: GreyImageSet
    let folder: DataFolder
    let imageSize: Int
    let normalization: Normalization

    var files: [String] {
      DatasetSplit.allCases.flatMap { split in
        folder.candidates(set.names(split, "images", rank: 3) + set.names(split, "labels", rank: 1))
      } + folder.candidates(set.archives.names)
    }

    /// Where a file is: by itself, or else in the archive.
    private func location(_ split: DatasetSplit, _ content: String, rank: Int) throws(Failure)
      -> IDXLocation
    {
      let names = set.names(split, content, rank: rank)
      if let path = folder.first(names) { return .file(path) }
      if let archive = folder.first(set.archives.names) {
        return .member("\(set.archives.folder)\(names[0])", of: archive)
      }
      return .file(try folder.found(names, of: set.name))
    }

    /// The first examples of a split, as N×1×edge×edge.
    func load(_ request: DataRequest) throws -> Dataset {
      let pair = IDXPair(
        images: try location(request.split, "images", rank: 3),
        labels: try location(request.split, "labels", rank: 1))
      let name = "\(set.name) \(request.split.rawValue)"
      let content = try pair.read(
        request.samples, of: name, edge: GreyImageSet.edge, labels: set.labels)
      let images = try PixelImages(
        count: content.count, channels: 1, height: GreyImageSet.edge, width: GreyImageSet.edge,
        order: set.order, bytes: content.pixels[...]
      ).examples(normalization, of: name).noting(set.notes)
      return try Dataset(
        name: name, examples: imageSize == GreyImageSet.edge ? images : images.halved,
        labels: content.labels.map { Int32($0 - set.labels.lowerBound) }, classes: set.labels.count)
    }
  }
}
