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
      #expect(found.assumption == nil)
    }
    let network = try model.network(inputShape: [3, 8, 8], classes: 10)
    let broken = weights(network, without: "layer2.0.conv1.weight")
    #expect(ModelCatalogue.recognised(in: broken) == nil)
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
