import Archives
import Kernels
import Networks
import Tensors
import Testing

/// The networks that people have, against torchvision and PyTorch.
@Suite("Networks for images against PyTorch")
struct ImageNetworksTests {
  /// How far results are from PyTorch's: ‖a − b‖/‖b‖ of the logits, the largest of the gradients as
  /// estimated from their products with vectors of unit variance.
  struct Errors {
    var logits = 0.0
    var loss = 0.0
    var gradient = 0.0
    var gradientName = ""
  }

  @Test("names come in PyTorch's order of definition", arguments: NetsFixture.all)
  func names(_ fixture: NetsFixture) throws {
    let names = try fixture.network().parameters.specifications.map(\.name)
    #expect(names == (try NetsFile().parameterNames(fixture.name)))
  }

  @Test("logits, loss and gradients are PyTorch's", arguments: NetsFixture.all)
  func gradients(_ fixture: NetsFixture) throws {
    // Issue 15 asks for 10⁻⁴; the bound of Double is that of the fixture's last digits.
    try check(fixture, .evaluation, Float.self, bound: 1e-4)
    try check(fixture, .evaluation, Double.self, bound: 1e-6)
    if fixture.training == .yes { try check(fixture, .training, Float.self, bound: 1e-4) }
    if fixture.training != .no { try check(fixture, .training, Double.self, bound: 1e-6) }
  }

  private func check<S: KernelScalar>(
    _ fixture: NetsFixture, _ mode: ExecutionMode, _: S.Type, bound: Double
  ) throws {
    let errors = try errors(fixture, mode, S.self)
    #expect(errors.logits < bound && errors.loss < bound, "\(mode) \(S.self) \(errors)")
    #expect(errors.gradient < bound, "\(mode) \(S.self) \(errors)")
  }

  private func errors<S: KernelScalar>(
    _ fixture: NetsFixture, _ mode: ExecutionMode, _: S.Type
  ) throws -> Errors {
    let (network, file) = (try fixture.network(), try NetsFile())
    let place = "\(fixture.name)/\(mode)"
    let gain = Double(try file.tensor("\(fixture.name)/gain").elements[0])
    let execution = Execution<S>(
      network: network, mode: mode, capacity: NetsFixture.batch, workers: Workers(count: 2))
    execution.load(
      NamedNumbers.values(network.parameters, gain: gain).converted(to: S.self),
      buffers: NamedNumbers.values(network.buffers, gain: gain).converted(to: S.self))
    execution.forward(fixture.inputs, indices: Array(0..<NetsFixture.batch))
    let loss = execution.loss(.crossEntropy, targets: .labels(fixture.labels))
    execution.backward()
    var errors = Errors(
      logits: relativeDistance(
        execution.output.elements, try file.tensor("\(place)/logits").elements),
      loss: relativeDistance([loss.mean], try file.tensor("\(place)/loss").elements))
    let gradient = execution.gradient.elements.map(Double.init)
    let norms = try file.tensor("\(place)/norms").elements.map(Double.init)
    let projections = try file.tensor("\(place)/projections").elements.map(Double.init)
    let largest = norms.max() ?? 0
    for (index, range) in network.parameters.ranges.enumerated() {
      let name = network.parameters.specifications[index].name
      let squares = (0..<NetsFixture.projections).map { number in
        let vector = NamedNumbers.projection(number, name, count: range.count)
        let product = zip(gradient[range], vector).reduce(0) { $0 + $1.0 * $1.1 }
        let distance = product - projections[index * NetsFixture.projections + number]
        return distance * distance
      }
      let distance = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
      // A bias that a normalisation takes away again has no gradient but rounding.
      let error = distance / (norms[index] > 1e-9 * largest ? norms[index] : largest)
      if !(error <= errors.gradient) {
        errors.gradient = error
        errors.gradientName = name
      }
    }
    return errors
  }

  @Test("the fast path gives PyTorch's logits", arguments: NetsFixture.all)
  func inference(_ fixture: NetsFixture) throws {
    let (network, file) = (try fixture.network(), try NetsFile())
    let gain = Double(try file.tensor("\(fixture.name)/gain").elements[0])
    let plan = InferencePlan(network)
    let workspace = InferenceWorkspace<Float>(plan)
    workspace.parameters.assign(NamedNumbers.values(network.parameters, gain: gain).values)
    workspace.buffers.assign(NamedNumbers.values(network.buffers, gain: gain).values)
    workspace.prepare()
    let block = Arena<Float>(count: network.inputShape.count * plan.blockSize).all
    Block.gather(
      fixture.inputs.elements, features: network.inputShape.count,
      indices: Array(0..<NetsFixture.batch)[...], into: block)
    let output = workspace.evaluate(block).elements
    let logits = (0..<NetsFixture.batch).flatMap { lane in
      (0..<NetsFixture.classes).map { output[$0 * plan.blockSize + lane] }
    }
    let error = relativeDistance(
      logits, try file.tensor("\(fixture.name)/evaluation/logits").elements)
    #expect(error < 1e-4)
  }
}
