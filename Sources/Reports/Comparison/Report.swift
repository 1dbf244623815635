internal import Analysis
public import Archives
public import Documents
internal import Numerals

/// A report of one or several comparisons: what is written as Markdown, HTML, LaTeX, CSV and JSON.
public struct Report: Equatable, Sendable {
  /// One comparison and what it is called among others.
  public struct Run: Equatable, Sendable {
    /// Its name, by default that of its folder.
    public let name: String
    /// Its results; paths in them are relative to the report.
    public let comparison: ComparisonReport

    /// Names a comparison.
    public init(name: String, comparison: ComparisonReport) {
      self.name = name
      self.comparison = comparison
    }
  }

  /// The comparisons, at least one, in the order in which they are shown.
  public let runs: [Run]

  /// Creates a report of at least one comparison.
  public init(runs: [Run]) {
    precondition(!runs.isEmpty, "a report of nothing")
    self.runs = runs
  }

  /// Every number of the report: for one comparison what its own `report.json` holds, for several an
  /// object with their list, each with its name.
  public var json: JSONValue {
    runs.count == 1 ? runs[0].comparison.json : JSONValue(result: RunsRecord(runs: runs))
  }

  /// The report as data, from which each form of text is written.
  public var document: Document {
    let title = "What shortcut connections do to the loss landscape"
    if runs.count == 1 {
      return Document(
        title: title, blocks: runs[0].comparison.blocks(level: 1) + references)
    }
    let sections = runs.flatMap { run in
      [.heading(run.name, level: 1)] + run.comparison.blocks(level: 2)
    }
    return Document(
      title: title,
      blocks: [.heading("The runs side by side", level: 1), .table(overview)] + sections
        + references)
  }

  /// A row for each run.
  private var overview: Document.Table {
    let rows = runs.map { run -> [RichText] in
      let comparison = run.comparison
      func pair(_ measure: Measure) -> RichText {
        guard let values = comparison.comparisons[measure] else { return "\(NumberStyle.none)" }
        return
          "\(values.first.mean.written(measure.style)) / \(values.second.mean.written(measure.style))"
      }
      let minima = comparison.comparisons[.minima]
      let seeds = [comparison.plain, comparison.residual].map { "\($0.nets.count)" }
      return [
        "\(run.name)", "\(comparison.model)",
        "\(Set(seeds).count == 1 ? seeds[0] : seeds.joined(separator: ", ")) × \(comparison.plain.nets[0].surfaces.count)",
        pair(.trainLoss), pair(.testAccuracy), pair(.minima), pair(.confirmedMinima),
        "\(minima?.test?.p.probability ?? NumberStyle.none)",
        "\((minima?.effect.cliffDelta).written(.significant(2)))",
      ]
    }
    let scales = Set(runs.map(\.comparison.scale))
    let scaleNote: RichText =
      scales.count > 1
      ? " The runs are counted on different scales of heights, which their sections name: compare their minima with care."
      : ""
    return Document.Table(
      [
        .words("run"), .words("nets"), .numbers("seeds × planes"), .numbers("training loss"),
        .numbers("test accuracy, %"), .numbers("minima"), .numbers("confirmed"), .numbers("p"),
        .numbers("Cliff's δ"),
      ], rows: rows,
      caption:
        "Without / with shortcuts, means over seeds of the means over planes; p and Cliff's δ are of the local minima. Where the training losses differ, a difference in the counts may come from the training.\(scaleNote)"
    )
  }

  private var references: [Document.Block] {
    [
      .heading("References", level: 1),
      .list([
        "H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein: *Visualizing the Loss Landscape of Neural Nets*, NeurIPS 2018 (filter-normalised planes, and the nets).",
        "K. He, X. Zhang, S. Ren, J. Sun: *Deep Residual Learning for Image Recognition*, CVPR 2016.",
        "H. Edelsbrunner, D. Letscher, A. Zomorodian: *Topological Persistence and Simplification*, Discrete & Computational Geometry 28, 2002 (the barrier of a minimum).",
        "Y. Wu et al.: *Roughness Index for Loss Landscapes of Neural Network Models of Partial Differential Equations*, arXiv 2103.11069, 2021; J. Chen et al.: *Landscaper*, arXiv 2602.07135, 2026 (form of the surfaces).",
        "E. J. G. Pitman: *Significance Tests Which May be Applied to Samples from any Populations*, Supplement to the Journal of the Royal Statistical Society 4, 1937 (the permutation test).",
        "N. Cliff: *Dominance Statistics*, Psychological Bulletin 114, 1993; L. V. Hedges: *Distribution Theory for Glass's Estimator of Effect Size*, Journal of Educational Statistics 6, 1981 (effect sizes).",
        "A. C. Davison, D. V. Hinkley: *Bootstrap Methods and their Application*, Cambridge 1997 (nested resampling).",
      ]),
    ]
  }
}

/// Several comparisons, each with its name.
private struct RunsRecord: Encodable {
  let runs: [Run]

  struct Run: Encodable {
    let run: String
    let comparison: ComparisonReport.Record

    private enum CodingKeys: CodingKey { case run }

    func encode(to encoder: any Encoder) throws {
      try comparison.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(run, forKey: .run)
    }
  }
}

extension RunsRecord {
  init(runs: [Report.Run]) {
    self.init(runs: runs.map { Run(run: $0.name, comparison: $0.comparison.record) })
  }
}
