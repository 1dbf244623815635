/// How long the parts of a step of training take, in milliseconds: medians over steps.
package struct StepPhases: Codable {
  /// From the examples to the loss.
  package let forward: Double
  /// From the loss to the gradient of the parameters.
  package let backward: Double
  /// From the gradient to the next parameters.
  package let update: Double
}
