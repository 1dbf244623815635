internal import ArgumentParser
internal import Catalogues
internal import Comparisons
internal import Datasets
internal import Failures
internal import Lessons
internal import Reports

/// `basin lesson`
struct LessonCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Write the lecture on shortcut connections, with every number computed.",
    discussion: """
      Writes one folder with a text, lesson.md, and its pictures: what a shortcut is; vanishing \
      gradients, in numbers; why they vanish, measured; the loss landscapes with their minima \
      counted; conclusions. The landscapes come from basin compare with the same preset, which \
      takes most of the time. --page and --slides also make a page for the browser, on which the \
      landscapes can be turned, and slides of the comparison.

      After Ctrl-C, run the same command again to resume: finished work on the landscapes is never \
      repeated; the gradients, which take seconds, are computed again.

      Examples:
        basin lesson
        basin lesson --page --slides
        basin lesson --preset lecture --output output/long-lesson
      """)

  @Option(
    help: ArgumentHelp("Size of the comparison behind the landscapes.", valueName: "name"))
  var preset = ComparisonSettings.Preset.quick

  @Option(
    help: ArgumentHelp(
      "Folder of Fashion-MNIST's four .gz files. (default: that of Debian's package)",
      valueName: "folder"))
  var dataDirectory: String?

  @OptionGroup var threads: ThreadOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Folder to write to; created if missing.", valueName: "folder"))
  var output = "output/lesson"

  @Flag(help: "Replace a lesson with other settings in the folder.")
  var overwrite = false

  @OptionGroup(title: "To take along") var takeaways: TakeawayOptions

  private var dataOptions: OptionValues {
    OptionValues(dataDirectory.map { ["data directory": $0] } ?? [:])
  }

  var inputs: [String] {
    (try? DatasetSource(parsing: "fashion-mnist", options: dataOptions))?.files ?? []
  }
  var outputs: [OutputFile] {
    LessonFiles(folder: output).present.map { OutputFile($0, .other, option: "output") }
  }

  func run() throws {
    let start = ContinuousClock.now
    let run = LessonRun(
      ComparisonSettings(preset), folder: output,
      dataOptions: dataOptions,
      overwrites: overwrite, command: repeatingCommand())
    let workers = try threads.workers()
    let job = LongJob(task: "lesson", lines: { $0.line(since: start, budget: nil) })
    let lesson = try job.run(workers: workers) { try run.run(in: $0) }
    try StandardStreams.writeLine("lesson:  \(run.files.page)")
    try StandardStreams.writeLine("figures: \(lesson.links.all.joined(separator: ", "))")
    try takeaways.finish(output)
  }
}
