internal import Archives
internal import ArgumentParser
internal import Comparisons
internal import Failures

/// `basin report`
struct ReportCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Combine one or more comparisons in one report.",
    discussion: """
      Reads report.json in each folder that basin compare made and writes one report in five \
      formats: report.md (Markdown), report.html (one page that holds its pictures), report.tex \
      (LaTeX with booktabs), report.csv (one line per surface) and report.json (every number of \
      the others).

      Several runs become one table and one section each. Pictures stay where they are; Markdown \
      and LaTeX refer to them relative to the report.

      Only intervals and tests are computed here. To add to a comparison, run basin compare again \
      with --confirm, --windows or --curvature; it resumes from the work in its folder.

      Examples:
        basin report output/compare
        basin report output/resnet20 output/resnet56 --output output/depths
      """)

  @Argument(help: ArgumentHelp("Folders made by basin compare.", valueName: "run"))
  var runs: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Folder to write to; created if missing.", valueName: "folder"))
  var output = "output/report"

  @Flag(help: "Replace a report in the folder.")
  var overwrite = false

  var inputs: [String] { runs.map { ReportFiles(folder: $0).data } }
  var outputs: [OutputFile] {
    ReportFiles(folder: output).all.map { OutputFile($0, .other, option: "output") }
  }

  func run() throws {
    let collection = try ReportCollection(runs: runs, folder: output)
    let files = ReportFiles(folder: output)
    for path in files.all { try OutputPath.prepare(path, overwrite: overwrite) }
    try files.write(collection.report)
    for path in files.all { try StandardStreams.writeLine(path) }
  }
}
