import Failures
import Kernels
import Networks
import Tensors
import Testing

/// ResNet-20 and its plain twin against PyTorch.
struct ResNetTests {
  @Test(arguments: [false, true])
  func parametersHavePyTorchsNamesInPyTorchsOrder(plain: Bool) throws {
    let fixture = try ResNetFixture(plain: plain)
    #expect(fixture.network.parameters.specifications.map(\.name) == fixture.parameterNames)
    #expect(fixture.parameterNames.count == (plain ? 59 : 65))
  }

  @Test(arguments: [false, true], [ExecutionMode.evaluation, .training])
  func logitsLossAndGradientsArePyTorchs(plain: Bool, mode: ExecutionMode) throws {
    // Issue 2 asks for 1e-4; PyTorch's own float32 is off by 5e-6 here. The Double bound is that
    // of the fixture's last digit.
    try check(ResNetFixture(plain: plain), mode, Float.self, bound: 2e-5)
    try check(ResNetFixture(plain: plain), mode, Double.self, bound: 2e-7)
  }

  private func check<S: KernelScalar>(
    _ fixture: ResNetFixture, _ mode: ExecutionMode, _: S.Type, bound: Double
  ) throws {
    let network = fixture.network
    let inputs = try fixture.inputs
    let execution = Execution<S>(
      network: network, mode: mode, capacity: inputs.shape[0], workers: Workers(count: 2))
    execution.load(
      try fixture.numbers("weights/", network.parameters).converted(to: S.self),
      buffers: try fixture.numbers("weights/", network.buffers).converted(to: S.self))
    execution.forward(inputs, indices: Array(0..<inputs.shape[0]))
    let logits = try fixture.tensor("\(mode)/logits")
    #expect(execution.output.shape == logits.shape)
    #expect(relativeDistance(execution.output.elements, logits.elements) < bound)

    let loss = execution.loss(.crossEntropy, targets: .labels(try fixture.labels))
    #expect(relativeDistance([loss.mean], try fixture.tensor("\(mode)/loss").elements) < bound)
    #expect(loss.count == inputs.shape[0])

    execution.backward()
    let gradient = execution.gradient.elements
    let expected = try fixture.numbers("\(mode)/gradient/", network.parameters)
    for (specification, range) in zip(network.parameters.specifications, network.parameters.ranges)
    {
      let distance = relativeDistance(Array(gradient[range]), Array(expected.values[range]))
      #expect(distance < bound, "\(specification.name) in \(S.self)")
    }

    let statistics = try fixture.numbers(
      mode == .training ? "after/" : "weights/", network.buffers)
    for (specification, range) in zip(network.buffers.specifications, network.buffers.ranges) {
      let now = Array(execution.buffers.elements[range])
      let distance = relativeDistance(now, Array(statistics.values[range]))
      #expect(distance < bound, "\(specification.name) in \(S.self)")
    }
  }

  @Test(arguments: [false, true])
  func inferenceGivesPyTorchsLogits(plain: Bool) throws {
    let fixture = try ResNetFixture(plain: plain)
    let inputs = try fixture.inputs
    let checkpoint = Checkpoint(
      network: fixture.network,
      parameters: try fixture.numbers("weights/", fixture.network.parameters),
      buffers: try fixture.numbers("weights/", fixture.network.buffers), manifest: nil)
    let total = checkpoint.evaluate(
      inputs: inputs, labels: try fixture.labels, workers: Workers(count: 2))
    let loss = try fixture.tensor("evaluation/loss").elements
    #expect(relativeDistance([total.mean], loss) < 2e-5)

    let logits = try fixture.tensor("evaluation/logits")
    let hits = try fixture.labels.enumerated().count { example, label in
      let row = logits.elements[example * 10..<(example + 1) * 10]
      return row.firstIndex(of: row.max() ?? .nan) == example * 10 + Int(label)
    }
    #expect(total.hits == hits && total.count == inputs.shape[0])
  }

  @Test func aResNet56HasTheDepthOfItsName() throws {
    let network = try ResNet(depth: 56, width: 16).network(inputShape: [3, 32, 32], classes: 10)
    let layers = network.parameters.specifications.filter {
      $0.role == .weight && !$0.name.contains("shortcut")
    }
    #expect(layers.count == 56)
    // He et al. 2016, table 6: 0.85 million parameters (theirs pads instead of projecting).
    #expect(network.parameters.count == 855_770)
    #expect(network.outputShape == [10])
    #expect(network.shortcutCount == 27)
  }

  @Test(arguments: [
    (21, "a ResNet has depth 6n + 2, not 21", "resnet20 or resnet26"),
    (2, "a ResNet has depth 6n + 2, not 2", "resnet8 or resnet14"),
    (-7, "a ResNet has depth 6n + 2, not -7", "resnet8 or resnet14"),
    (Int.min, "a ResNet has depth 6n + 2, not \(Int.min)", "resnet8 or resnet14"),
    (
      Int.max, "a ResNet has depth 7214 at most, not \(Int.max)", "resnet7208 or resnet7214"
    ),
  ])
  func impossibleDepthsAreRefused(depth: Int, what: String, nearest: String) throws {
    let failure = Failure(
      .usage, what, at: .setting("model", value: "resnet\(depth)"), remedy: "Nearest: \(nearest).")
    #expect(throws: failure) {
      try ResNet(depth: depth, width: 4).network(inputShape: [1, 8, 8], classes: 2)
    }
  }

  @Test(arguments: [0, -1, 4097, Int.max])
  func impossibleWidthsAreRefused(width: Int) {
    #expect(
      throws: Failure(
        .usage, "a ResNet cannot have width \(width) and 2 classes", at: .setting("width"))
    ) {
      try ResNet(depth: 8, width: width).network(inputShape: [1, 8, 8], classes: 2)
    }
  }

  @Test func otherInputsThanImagesAreRefused() {
    #expect(
      throws: Failure(
        .data, "a ResNet takes images (channels × height × width), an example is 784",
        at: .setting("model", value: "resnet8"),
        remedy: "Use \(setting: "model", "mlp") for other data.")
    ) {
      try ResNet(depth: 8, width: 4).network(inputShape: [784], classes: 2)
    }
  }
}
