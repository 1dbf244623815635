import Archives
import Catalogues
import Failures
import Kernels
import Networks
import Tensors
import Testing

@Suite("Models that names and shapes show")
struct RecognisedModelTests {
  /// The weights of a network as a state dict would hold them, no two of them alike.
  private func weights(_ network: Network, prefix: String = "", without name: String? = nil)
    -> WeightsFile
  {
    let specifications = network.parameters.specifications + network.buffers.specifications
    let entries = specifications.filter { $0.name != name }.enumerated().map { place, tensor in
      SafetensorsFile.Entry(
        name: prefix + tensor.name,
        tensor: Tensor(
          shape: tensor.shape,
          elements: Array(repeating: Float(place), count: tensor.shape.count)))
    }
    return WeightsFile(SafetensorsFile(entries: entries))
  }

  @Test("ResNets of any depth and width, plain ones too", arguments: [(8, 4), (20, 16), (56, 8)])
  func resNets(depth: Int, width: Int) throws {
    let model = ResNet(depth: depth, width: width)
    for plain in [false, true] {
      let network = try model.network(inputShape: [3, 8, 8], classes: 10, plain: plain)
      let found = try #require(
        ModelCatalogue.recognised(in: weights(network, prefix: plain ? "module." : "")))
      #expect(found.specification == ModelSpecification(model) && found.plain == plain)
      // Weights do not show whether a shortcut pads.
      let name = "model resnet\(depth) width \(width) shortcut padding"
      #expect((found.assumption?.description.contains(name) ?? false) == plain)
    }
    let network = try model.network(inputShape: [3, 8, 8], classes: 10)
    let broken = weights(network, without: "layer2.0.conv1.weight")
    #expect(ModelCatalogue.recognised(in: broken) == nil)
  }

  /// With what PyTorch counts beside running statistics.
  @Test("the networks that people have", arguments: NetsFixture.all)
  func networksForImages(_ fixture: NetsFixture) throws {
    let network = try fixture.network()
    let specifications = network.parameters.specifications + network.buffers.specifications
    let entries = specifications.flatMap { specification -> [SafetensorsFile.Entry] in
      let zeros = Array(repeating: Float(0), count: specification.shape.count)
      let entry = SafetensorsFile.Entry(
        name: specification.name, tensor: Tensor(shape: specification.shape, elements: zeros))
      guard specification.role == .runningVariance else { return [entry] }
      let name = String(specification.name.dropLast("running_var".count)) + "num_batches_tracked"
      return [entry, .init(name: name, tensor: Tensor(shape: [1], elements: [0]))]
    }
    let file = WeightsFile(SafetensorsFile(entries: entries.shuffled()))
    let found = try #require(ModelCatalogue.recognised(in: file))
    switch fixture.name {
    case "resnet18-layer":
      // One group or several does not show.
      #expect(
        found.specification
          == ModelSpecification(TorchvisionResNet(depth: 18, norm: .group, width: 8)))
    case "resnet20-padding":
      #expect(found.specification == ModelSpecification(ResNet(depth: 20, width: 5)))
      #expect(found.plain)
    default:
      #expect(found.specification == ModelSpecification(fixture.model))
      #expect(found.plain == fixture.plain)
    }
    let assumed: [String: String] = [
      "resnet18-cifar": "no max pooling", "resnet20-padding": "shortcut padding",
      "resnet18-layer": "32 groups", "resnet18-group": "32 groups", "resnet20-group": "32 groups",
      "wrn-10-1-group": "32 groups", "vgg11-group": "32 groups",
    ]
    #expect((found.assumption == nil) == (assumed[fixture.name] == nil))
    if let words = assumed[fixture.name] {
      #expect(found.assumption?.description.contains(words) == true)
    }
    // What it is for is read from it.
    let examples = found.specification.model.examples(of: file, imageSize: nil)
    #expect(examples.inputShape[0] == 3 && examples.classes == NetsFixture.classes)
    let small =
      fixture.name.hasPrefix("wrn") || fixture.name.hasSuffix("cifar")
      || fixture.name == "vgg9" || fixture.name == "resnet18-kuangliu"
    let edge = fixture.name.hasPrefix("resnet20") ? 28 : small ? 32 : 224
    #expect(examples.inputShape[1] == edge)
  }

  @Test("wider relatives of torchvision's ResNets are not taken for them")
  func relatives() throws {
    let network = try TorchvisionResNet(depth: 50, width: 8).network(
      inputShape: [3, 32, 32], classes: 3)
    let entries = network.parameters.specifications.map { specification in
      var shape = specification.shape.dimensions
      if specification.name == "layer1.0.conv2.weight" { shape[1] /= 2 }
      return SafetensorsFile.Entry(
        name: specification.name,
        tensor: Tensor(
          shape: Shape(shape), elements: Array(repeating: 0, count: shape.reduce(1, *))))
    }
    #expect(ModelCatalogue.recognised(in: WeightsFile(SafetensorsFile(entries: entries))) == nil)
  }

  @Test("perceptrons, of which the activation is taken for granted")
  func perceptrons() throws {
    let network = try MLP(sizes: [2, 16, 16, 3]).network(inputShape: [2], classes: 3)
    let found = try #require(ModelCatalogue.recognised(in: weights(network)))
    #expect(found.specification == ModelSpecification(MLP(sizes: [2, 16, 16, 3])))
    #expect(found.assumption?.description.contains("GELU") == true)
  }

  @Test("transformers, of which the heads are taken for granted")
  func transformers() throws {
    let model = GPT(GPTSizes(blocks: 2, width: 16, heads: 4, context: 8))
    let found = try #require(ModelCatalogue.recognised(in: weights(try model.network())))
    #expect(found.specification == ModelSpecification(model))
    #expect(found.assumption?.description.contains("4 heads") == true)
  }

  @Test("transformers with biases, another vocabulary and a tied head", arguments: [true, false])
  func tiedTransformers(isTied: Bool) throws {
    let model = GPT(
      GPTSizes(blocks: 1, width: 16, heads: 4, context: 8), vocabulary: 300,
      hasQueryKeyValueBias: true, tiesHead: isTied)
    let found = try #require(ModelCatalogue.recognised(in: weights(try model.network())))
    #expect(found.specification == ModelSpecification(model))
  }

  @Test("what the weights leave open can be chosen beside them, and the rest must agree")
  func completed() throws {
    let model = GPT(GPTSizes(blocks: 2, width: 16, heads: 4, context: 8), vocabulary: 300)
    let found = try #require(ModelCatalogue.recognised(in: weights(try model.network())))
    let two = try found.completed(by: ["heads": "2", "width": "016"], plain: true)
    var expected = model
    expected.sizes.heads = 2
    #expect(two.specification == ModelSpecification(expected))
    #expect(two.plain && two.assumption == nil)
    for (setting, value, what) in [
      ("width", "32", "32 does not match the weights, which show 16"),
      ("vocabulary", "256", "256 does not match the weights, which show 300"),
      ("tied head", OptionValues.chosen, "does not match the weights, which show GPT, 2 blocks"),
      ("layers", "2,2", "goes with mlp, not with gpt"), ("heads", "3", "not divisible by 3 heads"),
    ] {
      let failure = #expect(throws: Failure.self) {
        try found.completed(by: OptionValues([Setting(setting): value]), plain: false)
      }
      #expect(failure?.code == .usage && failure?.what.contains(what) == true, "\(setting)")
    }
    let resnet = try ResNet(depth: 8, width: 4).network(inputShape: [3, 8, 8], classes: 10)
    let other = try #require(ModelCatalogue.recognised(in: weights(resnet)))
    #expect(try other.completed(by: ["width": "4"], plain: false).title == "ResNet-8, width 4")
    #expect(throws: Failure.self) { try other.completed(by: ["width": "8"], plain: false) }
  }

  @Test(
    "plain perceptrons under PyTorch's numbered names",
    arguments: [
      ["0", "2", "4"], ["fc1", "fc2", "fc3"], ["classifier.0", "classifier.3", "classifier.10"],
      ["net.0", "net.2", "net.4"],
    ])
  func numberedPerceptrons(names: [String]) throws {
    let shapes: [[Int]] = [[5, 2], [5, 5], [3, 5]]
    let entries = zip(names, shapes).reversed().flatMap { name, shape in
      [("weight", Shape(shape)), ("bias", Shape([shape[0]]))].map { kind, shape in
        SafetensorsFile.Entry(
          name: "\(name).\(kind)",
          tensor: Tensor(shape: shape, elements: Array(repeating: 0, count: shape.count)))
      }
    }
    let file = WeightsFile(SafetensorsFile(entries: entries))
    let found = try #require(ModelCatalogue.recognised(in: file))
    let failure = #expect(throws: Failure.self) { try found.completed(by: [:], plain: false) }
    #expect(failure?.place?.description == "activation" && failure?.code == .usage)
    let relu = try found.completed(by: ["activation": "relu"], plain: false)
    #expect(relu.title == "plain MLP 2-5-5-3, ReLU" && relu.assumption == nil)
    let network = try relu.specification.named(as: file).network(
      inputShape: [2], classes: 3, plain: relu.plain)
    #expect(network.shortcutCount == 0)
    #expect(try Checkpoint(file, path: "net", network: network).parameters.values.count == 63)
    // Described in full, it takes the names of the file, too.
    let model = try ModelSpecification(named: "mlp", options: ["layers": "2,5,5,3"])
    let described = try model.named(as: file).network(inputShape: [2], classes: 3, plain: false)
    #expect(described.shortcutCount == 1)
    #expect(try Checkpoint(file, path: "net", network: described).isDescribed == false)
    // One more tensor makes it something else.
    let more =
      entries + [
        .init(name: "scale", tensor: Tensor(shape: [1], elements: [1]))
      ]
    #expect(ModelCatalogue.recognised(in: WeightsFile(SafetensorsFile(entries: more))) == nil)
  }

  @Test("other weights are not recognised")
  func others() {
    let entry = SafetensorsFile.Entry(
      name: "weight", tensor: Tensor(shape: [2, 2], elements: [0, 0, 0, 0]))
    for file in [SafetensorsFile(entries: []), SafetensorsFile(entries: [entry])] {
      #expect(ModelCatalogue.recognised(in: WeightsFile(file)) == nil)
    }
  }
}
