import Kernels
import Networks
import Tensors

/// Compares the Hessian-vector product in Double with central differences of the gradient along the
/// same direction.
///
/// The oracle uses `Execution`, forward and backward pass alone, in evaluation mode. At the kinks of
/// ReLU, and where the gradient is not smooth enough for the step, it is wrong, not the product.
struct TangentCheck {
  let network: Network
  var loss = Loss.crossEntropy
  var examples = 5
  var seed: UInt64 = 1
  var step = 1e-5

  /// Seeded examples with targets of the loss's kind.
  var data: (inputs: Tensor<Float>, targets: Targets) {
    let outputs = network.outputShape.count
    let inputs = network.someExamples(examples, seed: seed)
    switch loss {
    case .crossEntropy:
      return (inputs, .labels(network.someLabels(examples, seed: seed)))
    case .meanSquaredError, .binaryCrossEntropy:
      var random = RandomStream(seed: seed, purpose: "tangent check targets")
      let values = (0..<examples * outputs).map { _ in
        Float(loss == .meanSquaredError ? random.normal() : random.uniform())
      }
      return (inputs, .values(Tensor(shape: [examples, outputs], elements: values)))
    }
  }

  var origin: [Double] { network.someParameters(seed: seed).values.map(Double.init) }

  var direction: [Double] {
    var random = RandomStream(seed: seed, purpose: "tangent check direction")
    return origin.map { _ in random.normal() }
  }

  /// The product with a direction at the seeded parameters.
  func product<S: KernelScalar>(_ direction: [Double], threads: Int = 1, as _: S.Type) -> [S] {
    let execution = TangentExecution<S>(
      network: network, capacity: examples, workers: Workers(count: threads))
    execution.parameters.assign(origin.map { S($0) })
    execution.buffers.assign(network.someBuffers(seed: seed).values.map { S($0) })
    execution.direction.assign(direction.map { S($0) })
    execution.parametersChanged()
    let (inputs, targets) = data
    _ = execution.product(of: loss, inputs, targets, indices: Array(0..<examples))
    return execution.result.elements
  }

  /// The largest ‖Hv − ĥ‖/‖ĥ‖ over the parameter tensors, where ĥ is the central difference and Hv
  /// is multiplied by `distortion` (1 unless the check itself is tested). Tensors of which ĥ is
  /// below 10⁻⁶ of the whole count by that.
  func largestRelativeError(distortion: Double = 1) -> Double {
    let product = product(direction, as: Double.self).map { $0 * distortion }
    let execution = Execution<Double>(
      network: network, mode: .evaluation, capacity: examples, workers: Workers(count: 1))
    execution.buffers.assign(network.someBuffers(seed: seed).values.map(Double.init))
    let (inputs, targets) = data
    func gradient(_ shift: Double) -> [Double] {
      execution.parameters.assign(zip(origin, direction).map { $0 + shift * $1 })
      execution.parametersChanged()
      execution.forward(inputs, indices: Array(0..<examples))
      _ = execution.loss(loss, targets: targets)
      execution.backward()
      return execution.gradient.elements
    }
    let difference = zip(gradient(step), gradient(-step)).map { ($0 - $1) / (2 * step) }
    func norm(_ values: some Sequence<Double>) -> Double {
      values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let least = 1e-6 * norm(difference)
    return network.parameters.ranges.map { range in
      norm(zip(product[range], difference[range]).map { $0 - $1 })
        / max(norm(difference[range]), least, .leastNormalMagnitude)
    }.reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }
  }
}
