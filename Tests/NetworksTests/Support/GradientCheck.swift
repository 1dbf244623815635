import Kernels
import Networks
import SanitizerTestSupport
import Tensors

/// Compares the backward pass in Double with central differences of the loss.
///
/// The oracle uses the forward pass alone. Every element of every parameter is tried (or, for large
/// networks, a seeded sample of `sample` elements of each tensor).
struct GradientCheck {
  let network: Network
  var mode = ExecutionMode.training
  var loss = Loss.crossEntropy
  var examples = 5
  var seed: UInt64 = 1
  var step = 1e-5
  var sample = Sanitizer.repeats(40)

  /// The largest ‖g − ĝ‖/‖ĝ‖ over the parameter tensors, on the elements that were tried, where g
  /// is multiplied by `distortion` (1 unless the check itself is tested).
  func largestRelativeError(distortion: Double = 1) -> Double {
    var random = RandomStream(seed: seed, purpose: "gradient check")
    let inputs =
      network.vocabulary != nil
      ? network.someExamples(examples, seed: seed)
      : Tensor<Float>(
        shape: Shape([examples] + network.inputShape.dimensions),
        elements: (0..<examples * network.inputShape.count).map { _ in Float(random.normal()) })
    let outputs = network.outputShape.count
    let targets: Targets
    switch loss {
    case .crossEntropy:
      targets = .labels(
        (0..<examples * network.positions).map { _ in
          Int32.random(in: 0..<Int32(network.outputCount), using: &random)
        })
    case .meanSquaredError, .binaryCrossEntropy:
      targets = .values(
        Tensor(
          shape: [examples, outputs],
          elements: (0..<examples * outputs).map { _ in
            Float(loss == .meanSquaredError ? random.normal() : random.uniform())
          }))
    }
    let execution = Execution<Double>(
      network: network, mode: mode, capacity: examples, workers: Workers(count: 1))
    let values = (0..<network.parameters.count).map { _ in 0.5 * random.normal() }
    // Positive variances, and means off zero, so that evaluation mode is tried in earnest.
    let buffers = network.buffers.specifications.flatMap { specification in
      (0..<specification.shape.count).map { _ in
        specification.role == .runningVariance ? 0.5 + random.uniform() : 0.3 * random.normal()
      }
    }
    func run(_ point: [Double]) -> Double {
      execution.parameters.assign(point)
      execution.buffers.assign(buffers)
      execution.parametersChanged()
      execution.forward(inputs, indices: Array(0..<examples), draw: seed)
      return execution.loss(loss, targets: targets).mean
    }
    _ = run(values)
    execution.backward()
    let gradient = execution.gradient.elements.map { $0 * distortion }
    var worst = 0.0
    for range in network.parameters.ranges {
      var distance = 0.0
      var size = 0.0
      for index in range.shuffled(using: &random).prefix(sample) {
        var point = values
        point[index] = values[index] + step
        let above = run(point)
        point[index] = values[index] - step
        let difference = (above - run(point)) / (2 * step)
        distance += (gradient[index] - difference) * (gradient[index] - difference)
        size += difference * difference
      }
      worst = max(worst, distance.squareRoot() / max(size.squareRoot(), 1e-4))
    }
    return worst
  }
}
