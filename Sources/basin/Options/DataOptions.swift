internal import ArgumentParser
internal import Datasets
internal import Failures

/// Which data.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      fashion-mnist, spirals (built in), or your own: arrays:x.npy,y.npy (float32 inputs N x ..., \
      integer labels N).
      """, valueName: "name"))
  var data: String

  @OptionGroup var directory: DataDirectoryOptions

  /// The source of the data.
  ///
  /// - Throws: `Failure` (usage) with the nearest name if there is none of that name.
  func source() throws -> DatasetSource {
    try DatasetSource(parsing: data)
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
