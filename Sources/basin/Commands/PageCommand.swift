internal import Analysis
internal import Archives
internal import ArgumentParser
internal import Exports
internal import Failures
internal import Landscapes
internal import Pages

/// `basin page`
struct PageCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "page",
    abstract: "Make a page for the browser on which surfaces can be turned.",
    discussion: """
      Reads the folder of a finished basin compare or basin lesson, or surface files, and writes \
      one HTML file that needs no network and opens from disk in any current browser. Each surface is shown in \
      three dimensions above its contour map; all turn together, by mouse, touch or keyboard. A \
      slider moves the persistence threshold: minima are marked and counted anew at once, and \
      every count is that of basin minima with this threshold. The page also holds the table of \
      the nets, what the run shows and does not show, and how it was made. It prints. The page of \
      a lesson is the whole lesson, with its surfaces in their place.

      The address of the page keeps the view. To open it as you want to show it, add for example

        page.html#threshold=0.03&azimuth=30&elevation=40

      Surface files are counted in decades of loss + 0.001 unless --scale or --offset chooses \
      another scale; a run keeps its own. Losses are in the page as they are, to the last digit.

      Examples:
        basin page output/compare --output page.html
        basin page output/lesson --output lesson.html
        basin page plain.h5 residual.h5 --title "Two nets" --output page.html
        basin page surface.h5 --trajectory pca.h5 --output path.html
        basin page loss.npy --scale linear --output page.html
      """)

  @Argument(
    help: ArgumentHelp(
      "Folder made by basin compare or basin lesson, or surface files.", valueName: "run|surface.h5"
    ))
  var inputs: [String]

  @OptionGroup(title: "Heights (of surface files)") var heights: ScaleOptions
  @Option(
    help: ArgumentHelp(
      "Draw the path of an optimiser (basin plane --trajectory); repeat it for several paths.",
      valueName: "pca.h5"))
  var trajectory: [String] = []

  @OptionGroup(title: "Surface files") var arrays: QuantityOptions

  @Option(
    help: ArgumentHelp(
      "Title of the page. (default: of a run, what it compares; else the files)",
      valueName: "text"))
  var title: String?

  @Option(
    name: [.short, .long], help: ArgumentHelp("Page to write, ending in .html.", valueName: "file"))
  var output = "page.html"

  @Flag(help: "Replace the page if it exists.")
  var overwrite = false

  var outputs: [OutputFile] { [OutputFile(output, .page, option: "output")] }

  func run() throws {
    try outputs[0].prepare(overwrite: overwrite)
    let contents = try RunContents(
      reading: inputs, scale: heights.isGiven ? heights.heights() : nil, quantity: arrays.quantity)
    for surface in contents.surfaces {
      for assumption in surface.surface.assumptions {
        StandardStreams.writeMessage("basin: \(surface.path): \(assumption).\n")
      }
      noteIncomplete(surface.path, surface.analysis.points)
    }
    let paths = try DrawnPaths.read(
      trajectory, on: contents.surfaces.map { ($0.path, $0.surface) })
    try Page(of: contents, title: title, trajectories: paths).write(to: output)
    try StandardStreams.writeLine(output)
  }
}
