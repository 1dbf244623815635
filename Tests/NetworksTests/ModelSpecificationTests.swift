import Failures
import Networks
import Tensors
import Testing

struct ModelSpecificationTests {
  @Test func modelsAreBuiltAsTheirOwnFunctionsDo() throws {
    let resnet = ModelSpecification.resnet(depth: 8, width: 3)
    #expect(
      try resnet.network(inputShape: [1, 8, 8], classes: 4, plain: true)
        == ResNet.network(depth: 8, width: 3, inputShape: [1, 8, 8], classes: 4, plain: true))
    let mlp = ModelSpecification.mlp(sizes: [6, 5, 4])
    #expect(
      try mlp.network(inputShape: [2, 3], classes: 4, plain: false)
        == MLP.network(sizes: [6, 5, 4], inputShape: [2, 3]))
    #expect(resnet.title == "ResNet-8, width 3" && mlp.title == "MLP 6-5-4")
    // The lecture's net is written out, longer runs are not.
    #expect(ModelSpecification.mlp(sizes: [3, 3, 3, 3, 3, 1]).title == "MLP 3-3-3-3-3-1")
    #expect(ModelSpecification.mlp(sizes: [7] + Array(repeating: 6, count: 9)).title == "MLP 7-6×9")
    #expect(resnet.initialization == .residualNetwork && mlp.initialization == .uniform)
  }

  @Test func modelsThatDoNotFitTheDataSayWhy() {
    #expect(
      throws: Failure(
        .data, "a ResNet takes images (channels × height × width), an example is 2",
        at: .setting("model", value: "resnet8"),
        remedy: "Use \(setting: "model", "mlp") for other data.")
    ) {
      try ModelSpecification.resnet(depth: 8, width: 3)
        .network(inputShape: [2], classes: 2, plain: false)
    }
    #expect(
      throws: Failure(
        .data, "the net ends in 3 outputs, the data have 2 classes", at: .setting("layers"),
        remedy: "End \(setting: "layers") with 2.")
    ) {
      try ModelSpecification.mlp(sizes: [2, 3]).network(inputShape: [2], classes: 2, plain: false)
    }
    #expect(
      throws: Failure(
        .data, "the net ends in 0 outputs, the data have 2 classes", at: .setting("layers"),
        remedy: "End \(setting: "layers") with 2.")
    ) {
      try ModelSpecification.mlp(sizes: []).network(inputShape: [2], classes: 2, plain: false)
    }
  }
}
