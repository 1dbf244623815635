internal import ArgumentParser
internal import Exports
internal import Pages
internal import Slides

/// What is made of a finished run at once.
struct TakeawayOptions: ParsableArguments {
  @Flag(help: "Make page.html in the folder, as basin page does, when the run is finished.")
  var page = false

  @Flag(help: "Make deck.pptx in the folder, as basin slides does, when the run is finished.")
  var slides = false

  /// Makes what was asked for from the folder of a run, replacing what an earlier run made, and says how
  /// to make the rest.
  func finish(_ folder: String) throws {
    if page || slides {
      let contents = try RunContents(reading: [folder])
      if page {
        let path = "\(folder)/page.html"
        try Page(of: contents).write(to: path)
        try StandardStreams.writeLine("page:    \(path)")
      }
      if slides {
        let path = "\(folder)/deck.pptx"
        try Deck(of: [contents]).write(.pptx, to: path)
        try StandardStreams.writeLine("slides:  \(path)")
      }
    }
    let name = shellQuoted(folder)
    let commands = [
      page ? nil : ("basin page", "a page for the browser"),
      slides ? nil : ("basin slides", "slides for a lecture"),
      ("basin export", "a notebook with its arrays"),
    ].compactMap { $0 }
    StandardStreams.writeMessage(
      "To take it along:\n" + commands.map { "  \($0) \(name)  (\($1))\n" }.joined())
  }
}
