import Archives
import Failures
import Kernels
import Networks
import Tensors
import Testing

@Suite("Models that names and shapes show")
struct RecognisedModelTests {
  /// The weights of a network as a state dict would hold them.
  private func weights(_ network: Network, prefix: String = "", without name: String? = nil)
    -> WeightsFile
  {
    let specifications = network.parameters.specifications + network.buffers.specifications
    let entries = specifications.filter { $0.name != name }.map {
      SafetensorsFile.Entry(
        name: prefix + $0.name,
        tensor: Tensor(
          shape: $0.shape, elements: Array(repeating: 0, count: $0.shape.count)))
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

  @Test("other weights are not recognised")
  func others() {
    let entry = SafetensorsFile.Entry(
      name: "weight", tensor: Tensor(shape: [2, 2], elements: [0, 0, 0, 0]))
    for file in [SafetensorsFile(entries: []), SafetensorsFile(entries: [entry])] {
      #expect(ModelCatalogue.recognised(in: WeightsFile(file)) == nil)
    }
  }
}
