import Archives
import Landscapes
import Provenance
import Reports
import Testing

struct CurvatureReportTests {
  private func report(
    bottom: [Double] = [-0.5], isConverged: Bool = true, layers: Bool = false,
    density: SpectralDensity? = nil
  ) -> CurvatureReport {
    func eigenvalue(_ value: Double) -> CurvatureReport.Eigenvalue {
      .init(value: value, residualNorm: 0.00025, isConverged: isConverged)
    }
    return CurvatureReport(
      subject: .init(
        network: "net", weights: "net.safetensors", data: "spirals train", samples: 100,
        parameters: 400, loss: "mean cross-entropy"),
      loss: 0.25, gradientNorm: 0.125, top: [eigenvalue(40), eigenvalue(7.25)],
      bottom: bottom.map(eigenvalue),
      trace: TraceEstimate(value: 60, standardError: 1.5, probes: 64),
      layers: layers
        ? [
          .init(
            name: "layers.0.0.weight", parameters: 32, top: eigenvalue(12),
            bottom: eigenvalue(-0.125),
            trace: TraceEstimate(value: 20.5, standardError: 0.75, probes: 64))
        ] : [],
      density: density, products: 99, manifest: Manifest(json: ["kind": "hessian"]))
  }

  @Test func theTextSaysEachNumberWithItsError() {
    #expect(
      report(layers: true).formatted(as: .text) == """
        net; weights of net.safetensors
        Hessian of the mean cross-entropy of 100 examples of spirals train, evaluation mode
        400 parameters, loss 0.25, |gradient| 0.125

        eigenvalue  value  residual
        largest 1      40   0.00025
        largest 2    7.25   0.00025
        smallest     -0.5   0.00025
        residual: |H v - value v| for the unit vector v; an eigenvalue lies within this distance of the value

        trace                 60 ± 1.5 (standard error, 64 products)
        mean eigenvalue       0.15
        |smallest| / largest  0.0125 (0 where no curvature is negative)

        layer, all others held fixed  parameters  largest  smallest        trace
        layers.0.0.weight                     32       12    -0.125  20.5 ± 0.75

        """)
  }

  @Test func whatIsNotConvergedIsMarked() {
    let text = report(isConverged: false).formatted(as: .text)
    #expect(text.contains("0.00025*") && text.contains("above the tolerance"))
  }

  @Test func theJSONHasTheKeysOfTheContract() throws {
    let density = SpectralDensity(
      nodes: [.init(value: 3, weight: 0.25), .init(value: 0, weight: 0.75)], probes: 2, steps: 5)
    let document = try JSONValue(
      parsing: report(layers: true, density: density).formatted(as: .json), from: "report")
    #expect(document["parameters"] == 400 && document["samples"] == 100)
    #expect(document["loss"] == 0.25 && document["gradient_norm"] == 0.125)
    #expect(document["top"]?[1]?["value"] == 7.25)
    #expect(document["top"]?[0]?["residual_norm"] == 0.00025)
    #expect(document["top"]?[0]?["converged"] == true && document["converged"] == true)
    #expect(document["bottom"]?[0]?["value"] == -0.5)
    #expect(document["trace"] == ["value": 60, "standard_error": 1.5, "probes": 64])
    #expect(document["nonconvexity"] == 0.0125)
    #expect(document["per_layer"]?[0]?["layer"] == "layers.0.0.weight")
    #expect(document["per_layer"]?[0]?["trace"]?["value"] == 20.5)
    #expect(document["per_layer"]?[0]?["bottom"]?["value"] == -0.125)
    #expect(document["density"]?["nodes"] == [[0, 0.75], [3, 0.25]])
    let short = report().json
    #expect(short["per_layer"] == nil && short["density"] == nil)
  }

  @Test func onlyNegativeCurvatureCountsAsNonconvex() {
    #expect(report(bottom: [0.5]).nonconvexity == 0)
    #expect(report(bottom: [-20]).nonconvexity == 0.5)
    #expect(report(bottom: []).nonconvexity == nil)
    #expect(report(bottom: []).json["nonconvexity"] == .null)
  }
}
