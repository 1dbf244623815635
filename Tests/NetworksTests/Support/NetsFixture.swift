import Archives
import Foundation
import Kernels
import Networks
import Tensors
import Testing

/// A network for images, and what came out in PyTorch; see `Fixtures/make_nets.py`.
struct NetsFixture: Sendable, CustomTestStringConvertible {
  /// The name in the fixture.
  let name: String
  let model: any Model
  let plain: Bool
  /// Rows and columns of the images.
  let size: (Int, Int)
  /// How far training mode is compared.
  let training: Training

  /// How far training mode is compared.
  enum Training {
    /// Not at all: dropout draws, or even the double precision of two programs differs.
    case no
    /// In double precision: PyTorch's own float32 gradients are off by more than 10⁻⁴ there, or a kink is so
    /// near that the rounding of either program decides on which side of it an example lies.
    case exactly
    /// In both precisions.
    case yes
  }

  var testDescription: String { name }

  init(
    _ name: String, _ model: any Model, _ size: (Int, Int), plain: Bool = false,
    training: Training = .yes
  ) {
    self.name = name
    self.model = model
    self.plain = plain
    self.size = size
    self.training = training
  }

  static let classes = 5
  static let batch = 6
  static let projections = 4

  static let all: [NetsFixture] = [
    .init("resnet18", TorchvisionResNet(depth: 18, width: 8), (37, 35)),
    .init("resnet34", TorchvisionResNet(depth: 34, width: 8), (40, 40)),
    .init("resnet50", TorchvisionResNet(depth: 50, width: 8), (40, 40), training: .exactly),
    .init("resnet101", TorchvisionResNet(depth: 101, width: 4), (40, 40), training: .exactly),
    .init("resnet152", TorchvisionResNet(depth: 152, width: 4), (40, 40), training: .exactly),
    .init("resnet18-plain", TorchvisionResNet(depth: 18, width: 8), (40, 40), plain: true),
    .init(
      "resnet50-plain", TorchvisionResNet(depth: 50, width: 8), (40, 40), plain: true,
      training: .exactly),
    .init("resnet18-cifar", TorchvisionResNet(depth: 18, stem: .cifar, width: 8), (16, 16)),
    .init(
      "resnet18-kuangliu",
      TorchvisionResNet(depth: 18, stem: .cifar, width: 8, names: .kuangliu), (16, 16)),
    .init("resnet18-group", TorchvisionResNet(depth: 18, norm: .group, width: 12), (37, 35)),
    .init("resnet18-layer", TorchvisionResNet(depth: 18, norm: .layer, width: 8), (37, 35)),
    .init("resnet18-none", TorchvisionResNet(depth: 18, norm: .none, width: 8), (37, 35)),
    .init("resnet20-padding", ResNet(depth: 20, width: 5, shortcut: .padding), (17, 16)),
    .init("resnet20-group", ResNet(depth: 20, width: 5, norm: .group), (16, 16)),
    .init("wrn-10-2", WideResNet(depth: 10, factor: 2), (16, 16)),
    .init("wrn-16-1", WideResNet(depth: 16, factor: 1), (15, 16)),
    .init("wrn-10-2-plain", WideResNet(depth: 10, factor: 2), (16, 16), plain: true),
    .init("wrn-10-1-group", WideResNet(depth: 10, factor: 1, norm: .group), (16, 16)),
    .init("vgg9", VGG(depth: 9, form: .li, norm: .batch, width: 8), (28, 28)),
    .init("vgg11", VGG(depth: 11, width: 8, hidden: 24), (40, 47), training: .no),
    .init(
      "vgg13-bn", VGG(depth: 13, norm: .batch, width: 8, hidden: 24), (32, 32), training: .no),
    .init("vgg16", VGG(depth: 16, width: 8, hidden: 24), (64, 32), training: .no),
    .init(
      "vgg19-bn", VGG(depth: 19, norm: .batch, width: 8, hidden: 24), (32, 32), training: .no),
    .init(
      "vgg11-group", VGG(depth: 11, norm: .group, width: 8, hidden: 24), (32, 32), training: .no),
    .init(
      "vgg16-cifar", VGG(depth: 16, form: .cifar, norm: .batch, width: 8), (32, 32),
      training: .exactly),
    .init(
      "densenet121", DenseNet(blocks: [6, 12, 24, 16], growth: 8, features: 16), (64, 61),
      training: .exactly),
    .init(
      "densenet121-plain", DenseNet(blocks: [6, 12, 24, 16], growth: 8, features: 16), (40, 37),
      plain: true, training: .no),
  ]

  func network() throws -> Network {
    try model.network(
      inputShape: [3, size.0, size.1], classes: Self.classes, plain: plain)
  }

  var inputs: Tensor<Float> {
    let shape: Shape = [Self.batch, 3, size.0, size.1]
    return Tensor(
      shape: shape,
      elements: NamedNumbers.uniform("inputs", count: shape.count).map { Float(3 * ($0 - 0.5)) })
  }

  var labels: [Int32] {
    NamedNumbers.uniform("labels", count: Self.batch).map { Int32($0 * Double(Self.classes)) }
  }
}

/// The file of the fixtures.
struct NetsFile {
  private let file: SafetensorsFile

  init() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "nets", withExtension: "safetensors", subdirectory: "Fixtures"))
    file = try SafetensorsFile(path: url.path)
  }

  /// The names of `named_parameters()`, in order.
  func parameterNames(_ name: String) -> [String] {
    (file.metadata[name] ?? "").split(separator: ",").map(String.init)
  }

  func tensor(_ name: String) throws -> Tensor<Float> {
    try #require(file[name], "the fixture has no \(name)")
  }
}
