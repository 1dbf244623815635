internal import ArgumentParser
internal import Datasets
internal import Failures

/// Which data.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      fashion-mnist, spirals (built in), or your own: arrays:x.npy,y.npy (float32 inputs N x ..., \
      integer labels N) or, for a gpt, text:FILE (UTF-8). (default for a gpt: text, the licence \
      texts of Debian)
      """, valueName: "name"))
  var data: String?

  @OptionGroup var directory: DataDirectoryOptions

  /// The files that are read, as far as they are named.
  var files: [String] { Self.files(data, directory) }

  /// The same for a name, Fashion-MNIST where there is none.
  static func files(_ data: String?, _ directory: DataDirectoryOptions) -> [String] {
    let source = data.map { try? DatasetSource(parsing: $0) } ?? .fashionMNIST
    return source?.files(directory: directory.dataDirectory) ?? []
  }

  /// The source of the data.
  ///
  /// - Parameter readsTokens: whether the net does; asked only where no data are named.
  /// - Throws: `Failure` (usage) with the nearest name if there is none of that name, and where
  ///   none is named for a net that does not read text.
  func source(readsTokens: @autoclosure () -> Bool) throws -> DatasetSource {
    if let data { return try DatasetSource(parsing: data) }
    guard readsTokens() else {
      throw Failure(
        .usage, "no data are named", at: .setting("data"),
        remedy: "Add --data, such as --data fashion-mnist or --data spirals.")
    }
    return .text(file: nil)
  }
}

/// Where the data lie.
struct DataDirectoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of Fashion-MNIST's four .gz files, where it is not that of Debian's package.",
      valueName: "folder"))
  var dataDirectory: String?
}
