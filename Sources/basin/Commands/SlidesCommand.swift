internal import Archives
internal import ArgumentParser
internal import Exports
internal import Failures
internal import Figures
internal import Slides

/// `basin slides`
struct SlidesCommand: FileUser {
  /// The grounds that slides may have.
  enum Ground: String, CaseIterable, ExpressibleByArgument {
    case light
    case dark

    var theme: Theme { self == .light ? .light : .dark }
  }

  static let configuration = CommandConfiguration(
    commandName: "slides",
    abstract: "Make slides of a comparison.",
    discussion: """
      Reads the folder of a finished basin compare, or of a basin lesson with its comparison, and \
      writes a deck of up to eight slides at \
      16:9: the question; both surfaces in three dimensions and as maps; the counts over seeds \
      and over thresholds, with the test's result; the gradients in training, where they were \
      recorded; what the run shows and does not show; how to repeat it. Several runs become \
      sections of one deck. Every number is that of the report.

      The ending of the name chooses the form. In .pptx, for PowerPoint and LibreOffice, titles, \
      texts and tables can be edited, each picture has an alternative text, and the notes of each \
      slide can be said aloud. In .pdf each slide is a page.

      Examples:
        basin slides output/compare
        basin slides output/compare --theme dark --output deck.pdf
        basin slides output/mlp output/resnet --title "Two nets" --output nets.pptx
      """)

  @Argument(
    help: ArgumentHelp("Folders made by basin compare or basin lesson.", valueName: "run"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "Title of the file, which programs show. (default: what the run compares)",
      valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("Ground of the slides: light or dark.", valueName: "name"))
  var theme = Ground.light

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Deck to write, ending in .pptx or .pdf.", valueName: "file"))
  var output = "deck.pptx"

  @Flag(help: "Replace the deck if it exists.")
  var overwrite = false

  var outputs: [OutputFile] { [OutputFile(output, .deck, option: "output")] }

  func run() throws {
    try outputs[0].prepare(overwrite: overwrite)
    let runs = try inputs.map { path in
      guard PathKind(of: path) != .file else {
        throw Failure(
          .usage, "is a file, and slides are made of a run", at: .file(path),
          remedy: "Give the folder of a finished basin compare or basin lesson.")
      }
      return try RunContents(reading: [path])
    }
    let deck = try Deck(of: runs, title: title, theme: theme.theme)
    guard let format = Deck.Format(path: output) else { return }
    try deck.write(format, to: output)
    try StandardStreams.writeLine(output)
  }
}
