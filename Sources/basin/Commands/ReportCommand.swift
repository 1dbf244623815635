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

      Intervals and tests are computed here. With --scale or --offset, minima are also counted \
      again on that scale, from the surface files of the runs; the pictures that show them are \
      drawn anew into the output folder, and second looks, which do not apply to another scale, \
      are left out. To add to a comparison, run basin compare again \
      with --confirm, --windows or --curvature; it resumes from the work in its folder.

      Examples:
        basin report output/compare
        basin report output/resnet20 output/resnet56 --output output/depths
        basin report output/compare --scale linear --output output/linear
      """)

  @Argument(help: ArgumentHelp("Folders made by basin compare.", valueName: "run"))
  var runs: [String]

  @OptionGroup(title: "Heights (where neither is given: as each run counted)")
  var heights: ScaleOptions

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Folder to write to; created if missing.", valueName: "folder"))
  var output = "output/report"

  @Flag(help: "Replace a report in the folder.")
  var overwrite = false

  var inputs: [String] { runs.map { ReportFiles(folder: $0).data } }
  var outputs: [OutputFile] {
    let files =
      heights.isGiven
      ? ReportCollection.files(runs: runs.count, in: output) : ReportFiles(folder: output).all
    return files.map { OutputFile($0, .other, option: "output") }
  }

  func run() throws {
    let collection = try ReportCollection(
      runs: runs, folder: output, scale: heights.isGiven ? heights.heights() : nil,
      command: repeatingCommand())
    for path in collection.files { try OutputPath.prepare(path, overwrite: overwrite) }
    try collection.write()
    for path in collection.files { try StandardStreams.writeLine(path) }
  }
}
