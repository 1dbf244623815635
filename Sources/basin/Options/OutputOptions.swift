internal import Archives
internal import ArgumentParser

/// Where the result goes.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write. Its folder is made where needed.", valueName: "file"))
  var output: String

  @Flag(help: "Replace the file if there is one.")
  var overwrite = false

  /// Makes sure before any work begins that the result can be written.
  ///
  /// - Throws: `Failure` (output) if something is in the way or nothing can be written there.
  func prepare() throws {
    try OutputPath.prepare(output, overwrite: overwrite)
  }
}
