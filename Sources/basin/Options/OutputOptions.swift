internal import Archives
internal import ArgumentParser
internal import Failures

/// Where the result goes.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("File to write; its folder is created if missing.", valueName: "file"))
  var output: String

  @Flag(help: "Replace the file if it exists.")
  var overwrite = false

  /// The file, and what it will hold.
  func file(_ kind: OutputFile.Kind) -> OutputFile { OutputFile(output, kind, option: "output") }

  /// Makes sure before any work begins that the result can be written.
  ///
  /// - Throws: `Failure` (usage) for a name that says that it holds something else, (output) if
  ///   something is in the way or nothing can be written there.
  func prepare(_ kind: OutputFile.Kind) throws {
    try file(kind).prepare(overwrite: overwrite)
  }
}
