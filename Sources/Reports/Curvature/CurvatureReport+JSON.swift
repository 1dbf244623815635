public import Archives
internal import Landscapes

extension CurvatureReport {
  /// Scripts hold on to these keys: they may be added to, and none may change or go.
  public var json: JSONValue {
    var document: JSONValue = [
      "parameters": .int(subject.parameters), "samples": .int(subject.samples),
      "loss": .double(loss), "top": .array(top.map(Self.json)),
      "bottom": .array(bottom.map(Self.json)), "trace": Self.json(trace),
      "network": .string(subject.network), "weights": .string(subject.weights),
      "data": .string(subject.data), "gradient_norm": .double(gradientNorm),
      "converged": .bool(isConverged),
      "nonconvexity": nonconvexity.map { .double($0) } ?? .null, "products": .int(products),
      "manifest": manifest,
    ]
    if !layers.isEmpty {
      document["per_layer"] = .array(
        layers.map { layer in
          var object: JSONValue = [
            "layer": .string(layer.name), "parameters": .int(layer.parameters),
            "top": Self.json(layer.top), "bottom": layer.bottom.map(Self.json) ?? .null,
            "trace": Self.json(layer.trace),
          ]
          object["density"] = layer.density.map(Self.json)
          return object
        })
    }
    document["density"] = density.map(Self.json)
    return document
  }

  private static func json(_ density: SpectralDensity) -> JSONValue {
    [
      "probes": .int(density.probes), "steps": .int(density.steps),
      "nodes": .array(density.nodes.map { [.double($0.value), .double($0.weight)] }),
    ]
  }

  private static func json(_ eigenvalue: Eigenvalue) -> JSONValue {
    [
      "value": .double(eigenvalue.value), "residual_norm": .double(eigenvalue.residualNorm),
      "converged": .bool(eigenvalue.isConverged),
    ]
  }

  private static func json(_ trace: TraceEstimate) -> JSONValue {
    [
      "value": .double(trace.value), "standard_error": .double(trace.standardError),
      "probes": .int(trace.probes),
    ]
  }
}
