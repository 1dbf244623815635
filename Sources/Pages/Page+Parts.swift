internal import Analysis
internal import Documents
internal import Exports
internal import Figures
internal import Landscapes
internal import Pictures
internal import Reports

/// The parts of a page around its surfaces, as HTML.
extension Page {
  /// What the page is about.
  var introduction: String {
    if contents.lesson != nil { return "<p>\(Lesson.introduction.plainText.inHTML)</p>" }
    if let report = contents.report {
      let sentence = "\(report.model), trained on \(report.data), without and with shortcuts."
      return "<p>\(sentence.inHTML)</p>"
    }
    let surface = contents.surfaces[0].surface
    guard contents.surfaces.count == 1, surface.manifest != nil,
      let provenance = surface.provenance
    else { return "" }
    return "<p>\(provenance.inHTML)</p>"
  }

  /// The threshold of the run with its unit.
  var thresholdText: String { contents.scale.text(share: contents.threshold) }

  /// The numbers below the slider, one for each power of ten.
  var thresholdMarks: String {
    let isShare = contents.scale == .linear
    let texts = ["0.00001", "0.0001", "0.001", "0.01", "0.1", "1", "10"]
    let shares = ["0.001 %", "0.01 %", "0.1 %", "1 %", "10 %", "100 %", "1000 %"]
    return (isShare ? shares : texts).map { "<span>\($0)</span>" }.joined()
  }

  /// What the curves above the slider show, and which is which.
  var curveKey: String {
    guard contents.report != nil else {
      return "<span class=\"curve-key\">Curves: how many count at each threshold.</span>"
    }
    return
      "<span class=\"curve-key\">Curves: how many count <b class=\"plain\">without shortcuts</b> and "
      + "<b class=\"residual\">with shortcuts</b>.</span>"
  }

  /// What the cross means, where there is one.
  /// The keys of nets that span planes, and of paths; each line in its colours.
  var pathKeys: String {
    let names = contents.surfaces.flatMap { $0.surface.nets.map(\.name) }
    var keys = ""
    if let last = names.max() {
      keys += "<li><i class=\"net\">A</i> A to \(last.inHTML): the nets</li>\n"
    }
    guard let most = trajectories.max(by: { $0.count < $1.count }), !most.isEmpty else {
      return keys
    }
    for (number, path) in most.enumerated() {
      let name = most.count > 1 ? path.name : "path of the optimiser"
      keys += "<li><i class=\"path path-\(number)\"></i> \(name.inHTML)</li>\n"
    }
    return keys + "<li><i class=\"checkpoint\"></i> checkpoint, coloured by its true loss</li>\n"
  }

  var centerKey: String {
    contents.surfaces.contains { $0.surface.weightsPoint != nil }
      ? "<li><i class=\"cross\"></i> trained weights</li>" : ""
  }

  /// What the strokes in holes mean, where there are any.
  var holeKeys: String {
    func key(_ name: String, _ text: String, for hasAny: (RunSurface) -> Bool) -> String {
      contents.surfaces.contains(where: hasAny)
        ? "<li><i class=\"hole \(name)\"></i> \(text)</li>" : ""
    }
    return key("nonfinite", "no finite value") { $0.analysis.nonfinitePoints > 0 }
      + key("missing", "not computed") { $0.analysis.missingPoints > 0 }
  }

  /// The choice between heights; nothing where there is none.
  var heights: String {
    guard drawsLogarithms else { return "" }
    func choice(_ value: String, _ name: String) -> String {
      "<label><input type=\"radio\" name=\"height\" value=\"\(value)\"> \(name)</label>"
    }
    return "<fieldset><legend>Heights</legend>"
      + choice("log", "logarithmic") + choice("linear", "linear") + "</fieldset>"
  }

  /// A card for each surface.
  var cards: String { contents.surfaces.map(card).joined(separator: "\n") }

  private func card(_ surface: RunSurface) -> String {
    let (count, border) = (surface.analysis.count, surface.analysis.borderCount)
    let besides = border > 0 ? "and \(border) on the border" : ""
    let title = surface.title.inHTML
    // A number and its unit stay on one line.
    let facts = (surface.facts ?? "").replacing(" %", with: "\u{a0}%")
    let level = surfaceLevel + 1
    return """
      <article class="card" data-surface="\(surface.name)" data-count="\(count)" \
      data-border-count="\(border)" aria-labelledby="title-\(surface.name)">
      <header><h\(level) id="title-\(surface.name)">\(title)</h\(level)>
      <p class="count"><strong>\(count)</strong>\
      <span> local \(count == 1 ? "minimum" : "minima")</span><small>\(besides)</small></p></header>
      <p class="facts">\(facts.inHTML)</p>
      <canvas class="scene" tabindex="0" role="application" aria-roledescription="surface in three \
      dimensions" aria-label="\(title) in three dimensions"></canvas>
      <canvas class="map" tabindex="0" role="application" aria-roledescription="contour map" \
      aria-label="\(title), contour map"></canvas>
      <p class="reading" aria-live="polite" data-hint="Point at the map to read a loss."></p>
      <details class="minima"><summary>Minima at this threshold</summary>
      <div class="table"><table><thead><tr><th>rank</th><th>α</th><th>β</th><th>loss</th>\
      <th>persistence</th></tr></thead><tbody></tbody></table></div></details>
      </article>
      """
  }
}

extension String {
  /// The text as HTML shows it as it stands.
  var inHTML: String { HTMLText.escaped(self) }
}
