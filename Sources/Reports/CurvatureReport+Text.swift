internal import Foundation
internal import Landscapes

extension CurvatureReport {
  var text: String {
    var sections = [head, eigenvalueTable, summary]
    if !layers.isEmpty { sections.append(layerTable) }
    return sections.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private var head: [String] {
    let examples = subject.samples == 1 ? "1 example" : "\(subject.samples) examples"
    return [
      "\(subject.network); weights of \(subject.weights)",
      "Hessian of the mean cross-entropy of \(examples) of \(subject.data), evaluation mode",
      "\(subject.parameters) parameters, loss \(short(loss)), |gradient| \(short(gradientNorm))",
    ]
  }

  private var eigenvalueTable: [String] {
    func rows(_ name: String, _ eigenvalues: [Eigenvalue]) -> [[String]] {
      eigenvalues.enumerated().map { index, eigenvalue in
        [
          eigenvalues.count == 1 ? name : "\(name) \(index + 1)", precise(eigenvalue.value),
          short(eigenvalue.residualNorm) + mark(eigenvalue),
        ]
      }
    }
    let found = rows("largest", top) + rows("smallest", bottom)
    guard !found.isEmpty else { return ["no eigenvalues were asked for"] }
    return aligned([["eigenvalue", "value", "residual"]] + found) + explanation
  }

  private var explanation: [String] {
    ["residual: |H v - value v| of its unit vector; an eigenvalue lies no further from the value"]
      + (isConverged
        ? []
        : [
          "*: above --tolerance when the run gave up; the residual still bounds the error. A larger"
            + " --tolerance ends sooner."
        ])
  }

  private var summary: [String] {
    var rows = [
      ["trace", "\(error(trace)) (standard error, \(trace.probes) products)"],
      ["mean eigenvalue", short(trace.value / Double(subject.parameters))],
    ]
    if let nonconvexity {
      rows.append([
        "|smallest| / largest", "\(short(nonconvexity)) (0 where no curvature is negative)",
      ])
    }
    if let density {
      rows.append([
        "density", "\(density.probes) random directions of \(density.steps) Lanczos steps",
      ])
    }
    let width = rows.map(\.[0].count).max() ?? 0
    return rows.map { $0[0].padding(toLength: width, withPad: " ", startingAt: 0) + "  " + $0[1] }
  }

  private var layerTable: [String] {
    aligned(
      [["layer, all others held fixed", "parameters", "largest", "smallest", "trace"]]
        + layers.map { layer in
          [
            layer.name, "\(layer.parameters)", precise(layer.top.value) + mark(layer.top),
            layer.bottom.map { precise($0.value) + mark($0) } ?? ReportNumber.none,
            error(layer.trace),
          ]
        })
  }

  // MARK: Cells

  private func mark(_ eigenvalue: Eigenvalue) -> String { eigenvalue.isConverged ? "" : "*" }
  private func precise(_ value: Double) -> String { String(format: "%.6g", value + 0) }
  private func short(_ value: Double) -> String { String(format: "%.4g", value + 0) }
  private func error(_ trace: TraceEstimate) -> String {
    "\(precise(trace.value)) ± \(String(format: "%.2g", trace.standardError))"
  }
}
