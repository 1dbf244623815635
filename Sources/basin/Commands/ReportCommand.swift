internal import Archives
internal import ArgumentParser
internal import Comparisons
internal import Failures

/// `basin report`
struct ReportCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Put one or several comparisons into one report.",
    discussion: """
      Reads the report.json of each folder that basin compare made and writes, from one model: \
      report.md (Markdown), report.html (one page that holds its pictures), report.tex (LaTeX with \
      booktabs), report.csv (a line for each surface) and report.json (every number of the others).

      Several runs become one table and a section each. Pictures stay where they are; Markdown and \
      LaTeX name them relative to the report.

      Nothing is computed anew but intervals and tests: basin compare has done it, and goes on from \
      what is there if it is asked for more (--confirm, --windows, --curvature).

      Examples:
        basin report output/compare
        basin report output/resnet20 output/resnet56 --output output/depths
      """)

  @Argument(help: ArgumentHelp("Folders made by basin compare.", valueName: "run"))
  var runs: [String]

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder to write to. It is made where needed.", valueName: "folder"))
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
