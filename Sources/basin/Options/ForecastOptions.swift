internal import ArgumentParser
internal import Failures

/// Whether a job is only looked at ahead.
struct ForecastOptions: ParsableArguments {
  /// How a forecast is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  @Flag(
    help: """
      Write nothing; say how many points and examples, how much memory and how long, measured on a \
      few points, also for several processes.
      """)
  var dryRun = false

  @Option(
    help: ArgumentHelp("Format of the forecast. (default: text)", valueName: "name"))
  var format: Format?

  /// Makes sure that a format goes with a forecast.
  ///
  /// - Throws: `Failure` (usage).
  func check() throws(Failure) {
    guard format != nil, !dryRun else { return }
    throw Failure(
      .usage, "requires --dry-run", at: .setting("format"),
      remedy: "Add --dry-run, or leave it out.")
  }
}
