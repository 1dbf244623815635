internal import Archives
public import Networks
internal import Tensors

/// What every evaluator is told first.
public struct EvaluatorSetup: Sendable {
  /// The weights at the centre of the plane: a safetensors file.
  public let weights: String
  /// The directions: an HDF5 file whose datasets have the order of ``parameters``.
  public let directions: String
  /// The tensors that move, in order.
  public let parameters: [ParameterSpecification]

  /// Names files, by absolute paths, and the tensors that move.
  public init(weights: String, directions: String, parameters: [ParameterSpecification]) {
    self.weights = weights
    self.directions = directions
    self.parameters = parameters
  }

  /// The first line for one of several workers, counted from 0.
  func line(worker: Int, of workers: Int) -> String {
    let json: JSONValue = [
      "basin": 1, "weights": .string(weights), "directions": .string(directions),
      "worker": .int(worker), "workers": .int(workers),
      "parameters": .array(
        parameters.map {
          [
            "name": .string($0.name), "shape": .array($0.shape.dimensions.map { .int($0) }),
          ]
        }),
    ]
    return json.serialized()
  }
}
