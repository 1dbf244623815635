public import Exports
internal import Failures
public import Figures
internal import Numerals

extension Deck {
  /// The most runs in one deck.
  public static let mostRuns = 8

  /// Makes the slides of some runs: for each the question, the pair of nets in three dimensions and as maps,
  /// the counts over seeds and over thresholds, the gradients in training where they were recorded, what it
  /// shows and what it does not, and how to repeat it.
  ///
  /// - Parameters:
  ///   - runs: the runs, at least one; several are sections of one deck.
  ///   - title: its title; nil for that of the first run.
  ///   - theme: dark text on a light ground, or the reverse.
  /// - Throws: `Failure`: (usage) for no run, more than ``mostRuns``, or surface files; (data) for gradients
  ///   that cannot be read.
  public init(of runs: [RunContents], title: String? = nil, theme: Theme = .light) throws {
    guard let first = runs.first else {
      throw Failure(
        .usage, "nothing to show", remedy: "Give the folder of a finished basin compare.")
    }
    guard runs.count <= Self.mostRuns else {
      throw Failure(
        .usage, "\(counted(runs.count, "run")) are too many for one deck",
        remedy: "Give at most \(Self.mostRuns).")
    }
    let ruler = try TextRuler(codeHasFixedWidth: true)
    let sections = try runs.map { run in
      guard let report = run.report else {
        throw Failure(
          .usage, "slides are made of a run, and a surface file is none",
          at: .file(run.surfaces[0].path),
          remedy: "Give the folder of a finished basin compare.")
      }
      let slides = RunSlides(contents: run, report: report, theme: theme, ruler: ruler)
      return Section(name: run.name, slides: try slides.all)
    }
    self.init(title: title ?? first.title, theme: theme, sections: sections)
  }
}
