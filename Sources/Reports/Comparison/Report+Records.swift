internal import Documents

extension Report {
  /// The records of all surfaces as comma-separated values (RFC 4180).
  public var csv: String { records.csv }

  /// A row for each surface, those of other windows included. The net's own measures are repeated on
  /// each of its rows; a cell without a number is empty.
  var records: Document.Table {
    let nets = Measure.allCases.filter { !$0.isOfSurface }
    let surfaces = Measure.allCases.filter(\.isOfSurface)
    let names =
      ["run", "net", "seed"] + nets.map(\.rawValue)
      + [
        "plane", "half_width", "surface", "centre_loss", "centre_loss_error", "loss_minimum",
        "loss_maximum", "missing_points", "nonfinite_points",
      ] + surfaces.map(\.rawValue) + ["scale"]
    var rows: [[String]] = []
    for run in runs {
      for (kind, arm) in [
        ("plain", run.comparison.plain), ("residual", run.comparison.residual),
      ] {
        for net in arm.nets {
          let opening = [run.name, kind, "\(net.seed)"] + nets.map { cell(net.measures[$0]) }
          rows += (net.surfaces + net.windows).map { surface in
            opening + [
              "\(surface.plane)", cell(surface.halfWidth), surface.path, cell(surface.centreLoss),
              cell(surface.centreError), cell(surface.lossRange?.lowerBound),
              cell(surface.lossRange?.upperBound), "\(surface.missingPoints)",
              "\(surface.nonfinitePoints)",
            ] + surfaces.map { cell(surface.measures[$0]) } + ["\(run.comparison.scale)"]
          }
        }
      }
    }
    return Document.Table(records: names, rows)
  }

  /// The shortest decimal that reads back to the same bits; whole numbers without a fraction.
  private func cell(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
