public import Documents
internal import Landscapes
internal import Numerals

extension CurvatureReport {
  /// The report for people.
  public var document: Document {
    Document(blocks: [head, eigenvalues, .facts(summary)] + (layers.isEmpty ? [] : [layerTable]))
  }

  private var head: Document.Block {
    let examples = counted(subject.samples, "example")
    return .lines([
      "\(subject.network); weights of \(subject.weights)",
      "Hessian of the \(subject.loss) of \(examples) of \(subject.data), evaluation mode",
      "\(subject.parameters) parameters, loss \(short(loss)), |gradient| \(short(gradientNorm))",
    ])
  }

  private var eigenvalues: Document.Block {
    func rows(_ name: String, _ eigenvalues: [Eigenvalue]) -> [[RichText]] {
      eigenvalues.enumerated().map { index, eigenvalue in
        [
          eigenvalues.count == 1 ? "\(name)" : "\(name) \(index + 1)",
          "\(precise(eigenvalue.value))",
          "\(short(eigenvalue.residualNorm))\(mark(eigenvalue))",
        ]
      }
    }
    let found = rows("largest", top) + rows("smallest", bottom)
    guard !found.isEmpty else { return .paragraph("no eigenvalues requested") }
    return .table(
      Document.Table(
        [.words("eigenvalue"), .numbers("value"), .numbers("residual")], rows: found,
        notes: explanation))
  }

  private var explanation: [RichText] {
    [
      "residual: |H v - value v| for the unit vector v; an eigenvalue lies within this distance of the value"
    ]
      + (isConverged
        ? []
        : [
          RichText(
            verbatim:
              "*: the residual is above the tolerance after the last iteration; it still bounds the error. A larger tolerance takes fewer iterations."
          )
        ])
  }

  private var summary: [Document.Fact] {
    var facts = [
      Document.Fact(
        "trace", "\(error(trace)) (standard error, \(trace.probes) products)"),
      Document.Fact("mean eigenvalue", "\(short(trace.value / Double(subject.parameters)))"),
    ]
    if let nonconvexity {
      facts.append(
        Document.Fact(
          "|smallest| / largest", "\(short(nonconvexity)) (0 where no curvature is negative)"))
    }
    if let density {
      facts.append(
        Document.Fact(
          "density", "\(density.probes) random directions of \(density.steps) Lanczos steps"))
    }
    return facts
  }

  private var layerTable: Document.Block {
    .table(
      Document.Table(
        [
          .words("layer, all others held fixed"), .numbers("parameters"), .numbers("largest"),
          .numbers("smallest"), .numbers("trace"),
        ],
        rows: layers.map { layer in
          [
            "\(layer.name)", "\(layer.parameters)",
            "\(precise(layer.top.value))\(mark(layer.top))",
            "\(layer.bottom.map { precise($0.value) + mark($0) } ?? NumberStyle.none)",
            "\(error(layer.trace))",
          ]
        }))
  }

  // MARK: Cells

  private func mark(_ eigenvalue: Eigenvalue) -> String { eigenvalue.isConverged ? "" : "*" }

  private func precise(_ value: Double) -> String { value.written(.significant(6)) }

  private func short(_ value: Double) -> String { value.written() }

  private func error(_ trace: TraceEstimate) -> String {
    "\(precise(trace.value)) ± \(trace.standardError.written(.significant(2)))"
  }
}
