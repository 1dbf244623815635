import Archives
import Catalogues
import Failures
import Networks
import Tensors
import Testing

struct ModelSpecificationTests {
  @Test(
    arguments: [
      ("resnet56", [:], ModelSpecification(ResNet(depth: 56))),
      ("ResNet56", [:], ModelSpecification(ResNet(depth: 56))),
      ("resnet-56", ["width": "8"], ModelSpecification(ResNet(depth: 56, width: 8))),
      ("RESNET_20", [:], ModelSpecification(ResNet(depth: 20))),
      ("mlp", ["layers": "6,5,4"], ModelSpecification(MLP(sizes: [6, 5, 4]))),
      (
        "MLP", ["layers": "6,5,4", "activation": "relu"],
        ModelSpecification(MLP(sizes: [6, 5, 4], activation: .relu))
      ),
      (
        "mlp", ["layers": "2,2", "activation": "gelu"],
        ModelSpecification(MLP(sizes: [2, 2], activation: .gelu))
      ),
      (
        "gpt", ["blocks": "2", "context": "16"],
        ModelSpecification(GPT(GPTSizes(blocks: 2, context: 16)))
      ),
    ] as [(String, OptionValues, ModelSpecification)])
  func modelsAreFoundByName(name: String, options: OptionValues, model: ModelSpecification) throws {
    #expect(try ModelSpecification(named: name, options: options) == model)
  }

  @Test func whatIsUsualHoldsWhereNothingIsChosen() throws {
    let usual: [String: OptionValues] = ["resnet": ["width": "8"]]
    #expect(
      try ModelSpecification(named: "resnet20", usual: usual).title == "ResNet-20, width 8")
    #expect(
      try ModelSpecification(named: "resnet20", options: ["width": "4"], usual: usual).title
        == "ResNet-20, width 4")
    #expect(try ModelSpecification(named: "gpt", usual: usual) == ModelSpecification(GPT()))
  }

  @Test(arguments: ["vgg16", "vit", "lenet", "densenet", "wrn-28-10", ""])
  func whatIsNotOfferedIsSaidToBe(_ name: String) {
    let failure = #expect(throws: Failure.self) { try ModelSpecification(named: name) }
    #expect(failure?.code == .usage && failure?.place == .setting("model"))
    #expect(failure?.what == "\"\(name)\" is not offered")
    #expect(
      failure?.remedy?.description
        == "Offered are resnet20, resnet32, resnet44, resnet56, resnet110, mlp, gpt.")
  }

  @Test(arguments: ["resnt56", "resnetx56"])
  func aSlipOfThePenIsRecognised(name: String) {
    let failure = #expect(throws: Failure.self) { try ModelSpecification(named: name) }
    #expect(failure?.remedy?.description.hasPrefix("Did you mean resnet56? ") == true)
  }

  @Test(
    arguments: [
      ("resnet57", [:], "model resnet57: a ResNet has depth 6n + 2, not 57"),
      ("resnet20", ["layers": "2,2"], "layers: goes with mlp, not with resnet"),
      ("resnet20", ["width": "0"], "width: 0 is out of range"),
      ("resnet20", ["width": "x"], "width: \"x\" is not a whole number"),
      ("mlp", [:], "model mlp: an mlp needs its sizes"),
      ("mlp", ["layers": "2"], "layers: \"2\" is not a list of layer sizes"),
      ("mlp", ["layers": "2,a"], "layers: \"2,a\" is not a list of layer sizes"),
      ("mlp", ["layers": "2,2", "width": "3"], "width: goes with resnet or gpt, not with mlp"),
      (
        "mlp", ["layers": "2,2", "activation": "swish"],
        "activation: \"swish\" is not a known activation"
      ),
      ("gpt", ["heads": "3"], "heads: a width of 128 is not divisible by 3 heads"),
      ("gpt", ["blocks": "0"], "blocks: 0 is out of range"),
    ] as [(String, OptionValues, String)])
  func choicesThatMakeNoNetworkAreRefused(name: String, options: OptionValues, words: String) {
    let failure = #expect(throws: Failure.self) {
      try ModelSpecification(named: name, options: options)
    }
    #expect(failure?.description.hasPrefix(words) == true, "\(failure as Any)")
  }

  @Test func titlesNameWhatTheModelIs() {
    #expect(ResNet(depth: 8, width: 3).title == "ResNet-8, width 3")
    #expect(MLP(sizes: [2, 16, 16, 2]).title == "MLP 2-16-16-2, GELU (tanh)")
    #expect(MLP(sizes: [2, 16, 2], activation: .relu).title == "MLP 2-16-2, ReLU")
    // The lecture's net is written out, longer runs are not.
    #expect(
      MLP(sizes: [3, 3, 3, 3, 3, 1], activation: .tanh, activatesOutput: true).title
        == "MLP 3-3-3-3-3-1, tanh after every layer")
    #expect(
      MLP(sizes: [7] + Array(repeating: 6, count: 9), activation: .gelu).title == "MLP 7-6×9, GELU")
  }

  /// The texts are those of version 0.1, whose runs name their models in this way.
  @Test(
    arguments: [
      (ResNet(depth: 56, width: 8), #"{"resnet":{"depth":56,"width":8}}"#),
      (MLP(sizes: [2, 3, 2]), #"{"mlp":{"sizes":[2,3,2]}}"#),
      (GPT(), #"{"gpt":{"_0":{"blocks":6,"context":128,"heads":4,"width":128}}}"#),
      (
        MLP(sizes: [2, 2], activation: .relu, activatesOutput: true),
        #"{"mlp":{"activatesOutput":true,"activation":"relu","sizes":[2,2]}}"#
      ),
      (
        GPT(vocabulary: 7, dropout: 0.5),
        #"{"gpt":{"_0":{"blocks":6,"context":128,"heads":4,"width":128},"dropout":0.5,"vocabulary":7}}"#
      ),
    ] as [(any Model, String)])
  func modelsTravelInFiles(model: any Model, text: String) throws {
    let specification = ModelSpecification(model)
    #expect(try JSONValue(encoding: specification).serialized() == text)
    #expect(
      try JSONValue(parsing: text, from: "test").decoded(as: ModelSpecification.self, from: "test")
        == specification)
  }

  @Test func unknownModelsInFilesAreRefused() throws {
    let json = try JSONValue(parsing: #"{"vgg":{"depth":16}}"#, from: "test")
    #expect(throws: (any Error).self) {
      try json.decoded(as: ModelSpecification.self, from: "test")
    }
  }

  @Test func modelsThatDoNotFitTheDataSayWhy() {
    #expect(
      throws: Failure(
        .data, "a ResNet takes images (channels × height × width), an example is 2",
        at: .setting("model", value: "resnet8"),
        remedy: "Use \(setting: "model", "mlp") for other data.")
    ) { try ResNet(depth: 8, width: 3).network(inputShape: [2], classes: 2) }
    for sizes in [[2, 3], []] {
      #expect(
        throws: Failure(
          .data, "the net ends in \(sizes.last ?? 0) outputs, the data have 2 classes",
          at: .setting("layers"), remedy: "End \(setting: "layers") with 2.")
      ) { try MLP(sizes: sizes).network(inputShape: [2], classes: 2) }
    }
  }

  @Test func whatWeightsOfAnMLPDoNotSayIsAssumed() {
    let mlp = MLP(sizes: [2, 4, 4, 2])
    #expect(
      mlp.assumptions([:], plain: false)?.description
        == "assumed: GELU (tanh) after each layer but the last (activation) and a shortcut around "
        + "each layer whose input and output have one size (none with plain).")
    #expect(
      mlp.assumptions(["activation": "relu"], plain: false)?.description.contains("GELU") == false)
    #expect(mlp.assumptions(["activation": "relu"], plain: true) == nil)
    #expect(MLP(sizes: [2, 3, 4]).assumptions(["activation": "relu"], plain: false) == nil)
    #expect(ResNet(depth: 8).assumptions([:], plain: false) == nil)
  }
}
