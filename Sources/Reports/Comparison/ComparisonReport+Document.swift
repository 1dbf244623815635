internal import Analysis
internal import Documents
internal import Numerals

extension ComparisonReport {
  /// The sections of a comparison, headings from a level on.
  func blocks(level: Int) -> [Document.Block] {
    var blocks: [Document.Block] = [
      .paragraph("\(model), trained on \(data), without and with shortcuts.")
    ]
    if let path = figures.landscapes {
      blocks.append(
        .figure(
          Document.Figure(
            path: path,
            description:
              "Loss on a plane around the trained weights, without shortcuts on the left and with them on the right, on one shared colour scale.",
            caption: "The first plane of the first net of each kind, on one shared colour scale.")))
    }
    blocks += figure(
      figures.surfaces,
      "The same two surfaces in three dimensions, without shortcuts on the left and with them on the right, on one scale of heights and colours and seen from one place.",
      "The same surfaces in three dimensions, on one scale and from one place.")
    blocks += [
      .paragraph(finding), .heading("The numbers", level: level), .table(netTable),
    ]
    if arms.contains(where: { $0.surfaces.count > 1 }), let table = countTable {
      blocks.append(.table(table))
    }
    blocks += figure(
      figures.planes,
      "The surfaces of all nets and planes, each with its count of minima, on one colour scale.",
      "Planes of all nets, each with its own count, on one shared colour scale.")
    blocks += [.heading("The count at other thresholds", level: level + 1)]
    blocks += figure(
      figures.thresholds,
      "Local minima against the persistence threshold.",
      "Local minima inside each plane against the persistence threshold\(isSingle ? "." : ": thin lines for the surfaces, thick ones for the means.")"
    )
    blocks.append(.table(thresholdTable))
    blocks += windowBlocks(level: level + 1)
    blocks += formBlocks(level: level + 1)
    blocks += curvatureBlocks(level: level + 1)
    blocks += connectionBlocks(level: level + 1)
    blocks += gradientBlocks(level: level + 1)
    blocks += [
      .heading("What this shows, and what it does not", level: level), .list(caveats),
      .heading("How it was made", level: level),
      .list(method.map { "**\($0.name)**: \($0.value)" }),
    ]
    if let text = methodsParagraph {
      blocks += [.paragraph("As a paragraph for a paper:"), .paragraph(text)]
    }
    blocks += [.paragraph("Repeat it with"), .code(command)]
    return blocks
  }

  private var countTable: Document.Table? {
    comparisonTable(
      [.minima, .training],
      caption:
        "Means over seeds of the means over planes\(intervalNote), medians over all values\(testNote)."
    )
  }

  /// How the intervals were found, in words.
  private var intervalNote: String {
    let methods = comparisons.values.flatMap { [$0.first.method, $0.second.method] }
    if methods.contains(.bootstrap) {
      return " (95 % interval: hierarchical bootstrap over seeds and planes)"
    }
    return methods.contains(.student) ? " (95 % interval: Student's t over seeds)" : ""
  }

  /// What the last columns are, where there are any.
  private var testNote: String {
    guard hasTest else { return "" }
    let p =
      comparisons[.minima]?.test == nil
      ? "" : "p of the exact permutation test of the seeds' means, and "
    return
      "; \(p)two measures of how large the difference is (positive where the nets without shortcuts have more)"
  }

  private func windowBlocks(level: Int) -> [Document.Block] {
    guard let table = windowTable else { return [] }
    return [.heading("The count on other windows", level: level)]
      + figure(
        figures.windows, "Local minima against the half-width of the window.",
        "Local minima against the half-width of the window: points are nets, lines are means."
      ) + [.table(table)]
  }

  private func formBlocks(level: Int) -> [Document.Block] {
    let height = scale.unit == .decades ? "decades" : "units of the loss"
    let guessing: RichText = classes == nil ? "" : " The *loss of guessing* is ln(classes)."
    guard
      let table = comparisonTable(
        [.form],
        caption:
          "*Enclosed hills* counts the classes of dimension 1 with a persistence of at least the threshold. *Saddle-to-minimum gap* is the mean height, above each minimum that reaches the threshold, those on the border included, of the first saddle at which it meets another (Chen et al. 2026); the measure is omitted where no two minima of a surface meet. *Convex share* is the share of points where the Hessian inside the plane is positive definite. *Ups and downs along lines* is the mean of the total variation over the range along eight lines through the centre, 2 for a bowl, and *roughness index* its standard deviation over its mean (Wu et al. 2021). *RMS Laplacian* is the root mean square Laplacian of \(scale.formula), in \(height) per unit of the directions squared.\(guessing)"
      )
    else { return [] }
    return [.heading("The form of the surfaces", level: level), .table(table)]
  }

  private func curvatureBlocks(level: Int) -> [Document.Block] {
    guard
      let table = comparisonTable(
        [.curvature],
        caption:
          "The Hessian of the mean loss over the surface's examples with respect to all parameters, at the trained weights, in evaluation mode: extreme eigenvalues by Lanczos, the trace from random probes.\(curvatureErrors)"
      )
    else { return [] }
    return [.heading("The curvature of the nets themselves", level: level), .table(table)]
  }

  /// How exact the curvature is; empty where that is unknown.
  private var curvatureErrors: String {
    func largest(_ error: Measure, of measure: Measure) -> Double? {
      arms.flatMap(\.nets).compactMap { net in
        net.measures[error].flatMap { error in net.measures[measure].map { abs(error / $0) } }
      }.filter(\.isFinite).max()
    }
    let top = largest(.topResidual, of: .topEigenvalue).map {
      " The residual norm ‖Hv − λv‖ of a largest eigenvalue λ is at most \($0.written(.significant(2))) of it"
    }
    let bottom = largest(.bottomResidual, of: .bottomEigenvalue).map {
      ", that of a smallest at most \($0.written(.significant(2)))"
    }
    let trace = largest(.traceError, of: .trace).map {
      " The standard error of a trace is at most \((100 * $0).written(.significant(2))) % of it."
    }
    return (top.map { $0 + (bottom ?? "") + "." } ?? "") + (trace ?? "")
  }

  private func gradientBlocks(level: Int) -> [Document.Block] {
    guard let path = figures.gradients else { return [] }
    return [
      .heading("The gradients while they were trained", level: level),
      .figure(
        Document.Figure(
          path: path,
          description:
            "The gradient norm of each layer at each step, without and with shortcuts, and the ratio of the first layer to the last.",
          caption:
            "The 2-norm of each weight tensor's gradient, before clipping, for the first seed of each kind; below it the first layer over the last. The numbers of every net are in its `gradient-flow.csv`. Where activations are normalised, gradients need not vanish without shortcuts; they may even grow towards the first layers."
        )),
    ]
  }

  private func figure(
    _ path: String?, _ description: String, _ caption: RichText
  ) -> [Document.Block] {
    path.map {
      [.figure(Document.Figure(path: $0, description: description, caption: caption))]
    } ?? []
  }

  /// How it was made, as sentences that can be pasted into a paper.
  var methodsParagraph: RichText? {
    guard !method.isEmpty else { return nil }
    let seeds = plain.nets.count
    let planes = plain.nets[0].surfaces.count
    let values = Dictionary(method.map { ($0.name, $0.value) }) { first, _ in first }
    func sentence(_ opening: String, _ name: String) -> String {
      values[name].map { " \(opening) \($0)." } ?? ""
    }
    let confirmation =
      comparisons[.confirmedMinima] == nil
      ? ""
      : " Each counted minimum was examined at up to four times finer spacing and by a descent inside the plane that ends with exact derivatives; it is confirmed if its barrier there reaches the threshold and exceeds what sampling alone can produce plus the error of single precision."
    let hasExactTest = comparisons[.minima]?.test != nil
    let intervals =
      seeds < NestedSample.fewestUnitsToResample
      ? "Student's t over seeds" : "a hierarchical bootstrap over seeds and planes"
    return
      "We trained \(model) and the same network without its shortcut connections on \(data), from \(seeds) random \(seeds == 1 ? "initialisation" : "initialisations") each\(values["Training"].map { " (\($0))" } ?? ""). Around each trained network we evaluated the loss on \(planes) random \(planes == 1 ? "plane" : "planes").\(sentence("Planes:", "Planes"))\(sentence("Surfaces:", "Surfaces")) Local minima are the classes of dimension 0 of the sublevel sets of \(scale.formula) on the 8-connected grid with a persistence of at least \(scale.text(share: threshold)), those on the border excluded (Edelsbrunner et al. 2002).\(confirmation)\(seeds > 1 ? " Means over planes were compared between the two kinds of networks\(hasExactTest ? " by an exact permutation test over training seeds" : ""); 95 % intervals are from \(intervals)." : "") All results were computed with \(values["Software"] ?? "Basin")."
  }
}
