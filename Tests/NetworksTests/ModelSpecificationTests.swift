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
      (
        "resnet20", ["shortcut": "padding", "norm": "none"],
        ModelSpecification(ResNet(depth: 20, shortcut: .padding, norm: .none))
      ),
      // Of the depths 6n + 2, these two are torchvision's by name.
      ("resnet50", [:], ModelSpecification(TorchvisionResNet(depth: 50))),
      ("resnet152", [:], ModelSpecification(TorchvisionResNet(depth: 152))),
      (
        "ResNet-18", ["stem": "cifar", "norm": "group"],
        ModelSpecification(TorchvisionResNet(depth: 18, stem: .cifar, norm: .group))
      ),
      ("wrn-28-10", [:], ModelSpecification(WideResNet(depth: 28, factor: 10))),
      ("WRN-16-64", [:], ModelSpecification(WideResNet(depth: 16, factor: 64))),
      (
        "wrn_40_4", ["norm": "layer"],
        ModelSpecification(WideResNet(depth: 40, factor: 4, norm: .layer))
      ),
      ("vgg16", [:], ModelSpecification(VGG(depth: 16))),
      ("vgg16_bn", [:], ModelSpecification(VGG(depth: 16, norm: .batch))),
      ("vgg19-bn", ["norm": "batch"], ModelSpecification(VGG(depth: 19, norm: .batch))),
      (
        "vgg11", ["norm": "group", "width": "8"],
        ModelSpecification(VGG(depth: 11, norm: .group, width: 8))
      ),
      ("vgg13", ["stem": "cifar"], ModelSpecification(VGG(depth: 13, form: .cifar, norm: .batch))),
      ("vgg9", [:], ModelSpecification(VGG(depth: 9, form: .li, norm: .batch))),
      ("vgg9", ["norm": "none"], ModelSpecification(VGG(depth: 9, form: .li))),
      ("densenet121", [:], ModelSpecification(DenseNet(blocks: [6, 12, 24, 16]))),
      (
        "DenseNet-169", ["stem": "cifar"],
        ModelSpecification(DenseNet(blocks: [6, 12, 32, 32], stem: .cifar))
      ),
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

  @Test(arguments: ["vgg12", "vit", "lenet", "densenet", "wrn-28", "wrn-28-1-0", ""])
  func whatIsNotOfferedIsSaidToBe(_ name: String) {
    let failure = #expect(throws: Failure.self) { try ModelSpecification(named: name) }
    #expect(failure?.code == .usage && failure?.place == .setting("model"))
    #expect(failure?.what == "\"\(name)\" is not offered")
    #expect(
      failure?.remedy?.description
        .hasSuffix(
          "Offered are resnet20, resnet32, resnet44, resnet56, resnet110, resnet18, resnet34, "
            + "resnet50, resnet101, resnet152, wrn-16-8, wrn-28-10, wrn-40-4, vgg9, vgg11, vgg13, "
            + "vgg16, vgg19, densenet121, densenet169, densenet201, mlp, gpt.") == true)
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
      (
        "mlp", ["layers": "2,2", "width": "3"],
        "width: goes with resnet, torchvision-resnet, vgg or gpt, not with mlp"
      ),
      (
        "mlp", ["layers": "2,2", "activation": "swish"],
        "activation: \"swish\" is not a known activation"
      ),
      ("resnet18", ["shortcut": "padding"], "shortcut: goes with resnet, not with torchvision"),
      ("resnet18", ["stem": "mnist"], "stem: \"mnist\" is not a known stem"),
      ("resnet20", ["norm": "instance"], "norm: \"instance\" is not a known norm"),
      ("resnet20", ["shortcut": "none"], "shortcut: \"none\" is not a known shortcut"),
      ("resnet20", ["stem": "cifar"], "stem: goes with torchvision-resnet, vgg or densenet"),
      ("wrn-29-10", [:], "model wrn-29-10: a wide ResNet has depth 6n + 4"),
      ("wrn-28-0", [:], "model wrn-28-0: a wide ResNet is 1 to 64 times as wide"),
      ("vgg9", ["stem": "imagenet"], "stem imagenet: there is no vgg9 for large images"),
      ("vgg16-bn", ["norm": "group"], "norm: the model vgg16bn has batch normalisation"),
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
    #expect(
      ResNet(depth: 8, width: 3, shortcut: .padding, norm: .none).title
        == "ResNet-8, width 3, padded shortcuts, no normalisation")
    #expect(TorchvisionResNet(depth: 18).title == "ResNet-18 (torchvision)")
    #expect(
      TorchvisionResNet(depth: 18, stem: .cifar, norm: .group, width: 8).title
        == "ResNet-18 (torchvision), width 8, CIFAR stem, group norm")
    #expect(WideResNet(depth: 28, factor: 10).title == "WRN-28-10")
    #expect(VGG(depth: 16).title == "VGG-16 (torchvision)")
    #expect(VGG(depth: 9, form: .li, norm: .batch).title == "VGG-9, batch norm")
    #expect(DenseNet(blocks: [6, 12, 24, 16]).title == "DenseNet-121")
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
      // By this name `resnet50` was meant before torchvision's had it.
      (ResNet(depth: 50), #"{"resnet":{"depth":50,"width":16}}"#),
      (
        ResNet(depth: 20, width: 8, shortcut: .padding, norm: .group),
        #"{"resnet":{"depth":20,"norm":"group","shortcut":"padding","width":8}}"#
      ),
      (TorchvisionResNet(depth: 50), #"{"torchvision-resnet":{"depth":50}}"#),
      (
        TorchvisionResNet(depth: 18, stem: .cifar, norm: .none, width: 8, names: .kuangliu),
        #"{"torchvision-resnet":{"depth":18,"names":"kuangliu","norm":"none","stem":"cifar","width":8}}"#
      ),
      (WideResNet(depth: 28, factor: 10), #"{"wrn":{"depth":28,"factor":10}}"#),
      (
        VGG(depth: 16, form: .cifar, norm: .batch),
        #"{"vgg":{"depth":16,"form":"cifar","norm":"batch"}}"#
      ),
      (DenseNet(blocks: [6, 12, 24, 16]), #"{"densenet":{"blocks":[6,12,24,16]}}"#),
      (GPT(), #"{"gpt":{"_0":{"blocks":6,"context":128,"heads":4,"width":128}}}"#),
      (
        MLP(sizes: [2, 2], activation: .relu, activatesOutput: true),
        #"{"mlp":{"activatesOutput":true,"activation":"relu","sizes":[2,2]}}"#
      ),
      (
        MLP(sizes: [2, 2], dropout: 0.25), #"{"mlp":{"dropout":0.25,"sizes":[2,2]}}"#
      ),
      (
        WideResNet(depth: 16, factor: 2, dropout: 0.3),
        #"{"wrn":{"depth":16,"dropout":0.3,"factor":2}}"#
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
    let json = try JSONValue(parsing: #"{"vit":{"depth":12}}"#, from: "test")
    #expect(throws: (any Error).self) {
      try json.decoded(as: ModelSpecification.self, from: "test")
    }
  }

  @Test func aNetworkForCIFARThatWasCalledResNet50StaysOne() throws {
    let json = try JSONValue(parsing: #"{"resnet":{"depth":50,"width":4}}"#, from: "test")
    let model = try json.decoded(as: ModelSpecification.self, from: "test")
    let network = try model.network(inputShape: [3, 8, 8], classes: 10, plain: false)
    #expect(network.parameters.index(of: "layer3.7.conv2.weight") != nil)
    #expect(network.parameters.index(of: "layer4.0.conv1.weight") == nil)
    #expect(network.shortcutCount == 24)
  }

  /// As a manifest could hold them.
  @Test(arguments: [
    #"{"torchvision-resnet":{"depth":20}}"#,
    #"{"torchvision-resnet":{"depth":18,"width":9223372036854775807}}"#,
    #"{"wrn":{"depth":28,"factor":9223372036854775807}}"#,
    #"{"wrn":{"depth":-9223372036854775808,"factor":1}}"#,
    #"{"vgg":{"depth":12}}"#, #"{"vgg":{"depth":11,"width":9223372036854775807}}"#,
    #"{"vgg":{"depth":11,"hidden":9223372036854775807}}"#,
    #"{"densenet":{"blocks":[9223372036854775807,9223372036854775807]}}"#,
    #"{"densenet":{"blocks":[]}}"#,
    #"{"densenet":{"blocks":[2,2],"growth":9223372036854775807}}"#,
    #"{"resnet":{"depth":20,"width":-1,"shortcut":"padding"}}"#,
  ]) func impossibleSizesInFilesAreRefused(text: String) throws {
    let json = try JSONValue(parsing: text, from: "test")
    let model = try json.decoded(as: ModelSpecification.self, from: "test")
    #expect(!model.title.isEmpty)
    #expect(throws: Failure.self) {
      try model.network(inputShape: [3, 32, 32], classes: 10, plain: false)
    }
  }

  @Test(
    arguments: [
      ("vgg16", [3, 28, 28], "takes images of 32×32 pixels or more, an example is 3×28×28"),
      ("densenet121", [3, 28, 28], "takes images of 29×29 pixels or more, an example is 3×28×28"),
      ("wrn-10-1", [784], "a wide ResNet takes images"),
      ("resnet18", [32, 32, 3], "a ResNet takes images as channels × height × width"),
    ] as [(String, Shape, String)])
  func imagesThatDoNotFitAreRefused(name: String, shape: Shape, words: String) {
    let failure = #expect(throws: Failure.self) {
      try ModelSpecification(named: name).network(inputShape: shape, classes: 10, plain: false)
    }
    #expect(failure?.code == .data && failure?.what.hasPrefix(words) == true)
  }

  @Test(
    arguments: [
      ("vgg9", [1, 28, 28]), ("resnet18", [1, 1, 1]), ("densenet121", [3, 29, 29]),
      ("wrn-10-1", [1, 1, 1]), ("vgg11", [1, 32, 32]),
    ] as [(String, Shape)])
  func smallImagesFitWhereTheyCan(name: String, shape: Shape) throws {
    let network = try ModelSpecification(named: name).network(
      inputShape: shape, classes: 10, plain: true)
    #expect(network.outputShape == [10])
  }

  /// As `sum(p.numel() for p in net.parameters())` of torchvision 0.28, whose tables say the same.
  @Test(arguments: [
    ("resnet18", 11_689_512), ("resnet34", 21_797_672), ("resnet50", 25_557_032),
    ("resnet101", 44_549_160), ("resnet152", 60_192_808), ("vgg11", 132_863_336),
    ("vgg16", 138_357_544), ("vgg19-bn", 143_678_248), ("densenet121", 7_978_856),
    ("densenet169", 14_149_480), ("densenet201", 20_013_928),
  ])
  func networksHaveTorchvisionsNumberOfParameters(name: String, count: Int) throws {
    let network = try ModelSpecification(named: name).network(
      inputShape: [3, 224, 224], classes: 1000, plain: false)
    #expect(network.parameters.count == count)
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
