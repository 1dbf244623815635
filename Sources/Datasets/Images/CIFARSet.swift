internal import Catalogues
internal import Failures
internal import Kernels
internal import Tensors

/// CIFAR-10 or CIFAR-100 (Krizhevsky 2009) in a folder: the binary or the Python version, unpacked or
/// as the archive that the authors publish.
struct CIFARSet {
  /// What the set is called, such as `cifar10`.
  let name: String
  /// The number of classes.
  let classes: Int
  /// What the authors' archives and folders begin with, such as `cifar-10`.
  let stem: String
  /// The folders in the archives of the binary and the Python version.
  let folders: (binary: String, python: String)
  /// The files of a split, without the `.bin` of the binary version.
  let batches: (train: [String], test: [String])
  /// The labels before each image of the binary version.
  let labelsPerImage: Int
  /// The name of the labels in the Python version.
  let labelKey: String
  /// What is done to the pixels where nothing is chosen.
  let usual: Normalization

  /// What can be chosen of a set.
  static let options =
    [
      CatalogueOption(
        DataFolder.setting, placeholder: "folder",
        help: "Folder of the files as their authors or torchvision name them.")
    ] + Normalization.options

  /// The set in a folder, ready to be loaded.
  func source(_ values: OptionValues) throws(Failure) -> Files {
    Files(
      set: self,
      folder: try DataFolder(
        values[DataFolder.setting], of: name,
        holding: "\(stem)-binary.tar.gz, \(stem)-python.tar.gz or what is in them"),
      normalization: try Normalization(values, usual: usual))
  }

  /// The files of a set in a folder.
  struct Files: DataSource {
    let set: CIFARSet
    let folder: DataFolder
    let normalization: Normalization

    var files: [String] {
      let names = set.batches.train + set.batches.test
      return names.flatMap { name in
        set.versions.flatMap { version in version.folders.map { "\($0)\(name)\(version.suffix)" } }
      }.map { "\(folder.path)/\($0)" }
        + set.versions.flatMap { $0.archives }.map { "\(folder.path)/\($0)" }
    }

    /// The first examples of a split, as N×3×32×32.
    func load(_ request: DataRequest) throws -> Dataset {
      let name = "\(set.name) \(request.split.rawValue)"
      let names = request.split == .train ? set.batches.train : set.batches.test
      let location = try CIFARLocation(of: set, in: folder, first: names[0])
      var pixels: [UInt8] = []
      var labels: [UInt8] = []
      func add(_ names: ArraySlice<String>) throws {
        for (bytes, path) in try location.contents(of: names) {
          let batch = try set.batch(bytes, location.version, from: path)
          pixels += batch.pixels
          labels += batch.labels
        }
      }
      // Where the first file is enough, the others stay unread.
      try add(names.prefix(1))
      if (request.samples.limit ?? .max) > labels.count { try add(names.dropFirst()) }
      let count = try request.samples.count(of: labels.count, in: name)
      let images = PixelImages(
        count: count, channels: 3, height: CIFARBatch.edge, width: CIFARBatch.edge,
        order: .channelsFirst, bytes: pixels.prefix(count * CIFARBatch.bytesPerImage))
      return try Dataset(
        name: name, examples: try images.examples(normalization, of: name),
        labels: labels.prefix(count).map { Int32($0) }, classes: set.classes)
    }
  }

  /// The images of a file.
  private func batch(_ bytes: [UInt8], _ version: Version, from path: String) throws(Failure)
    -> CIFARBatch
  {
    let batch =
      version.isBinary
      ? try CIFARBatch(binary: bytes, labels: labelsPerImage, from: path)
      : try CIFARBatch(pickle: bytes, labels: labelKey, from: path)
    if let wrong = batch.labels.firstIndex(where: { $0 >= classes }) {
      throw Failure(
        .data, "label \(batch.labels[wrong]) is not in 0…\(classes - 1)",
        at: "\(path), image \(wrong)")
    }
    return batch
  }

  /// A form in which the authors publish the set.
  struct Version {
    let isBinary: Bool
    /// Where below the chosen folder its files may be, each with a final slash.
    let folders: [String]
    /// The names that its archive can have.
    let archives: [String]

    /// What the names of its files end with.
    var suffix: String { isBinary ? ".bin" : "" }
  }

  /// The forms, the one that is looked for first before.
  var versions: [Version] {
    [
      Version(
        isBinary: true, folders: ["", "\(folders.binary)/"],
        archives: ["\(stem)-binary.tar.gz", "\(stem)-binary.tar"]),
      Version(
        isBinary: false, folders: ["", "\(folders.python)/"],
        archives: ["\(stem)-python.tar.gz", "\(stem)-python.tar"]),
    ]
  }
}
