internal import ArgumentParser
internal import Networks
internal import Tensors

/// One net over examples of one shape: what is measured.
struct Workload: Sendable {
  /// How it is chosen on the command line.
  let name: String
  let model: ModelSpecification
  /// The shape of one example.
  let inputShape: Shape
  /// Examples per point of a surface.
  var samples: Int
  /// Examples for which the memory is measured: as many as a careful surface takes.
  var memorySamples: Int
  /// Examples, and as many of them per step, that a few steps of training take.
  var training = (samples: 256, batch: 16)
  /// The name in the catalogue of models, where the peers know it by that.
  var catalogueName: String?

  static let classes = 10

  /// Those that a surface is measured with.
  static let surfaces: [Workload] =
    [
      images("resnet20-32", depth: 20, width: 16, [3, 32, 32]),
      images("resnet56-32", depth: 56, width: 16, [3, 32, 32]),
      images("resnet20-28", depth: 20, width: 16, [1, 28, 28]),
      images("resnet56-14", depth: 56, width: 8, [1, 14, 14]),
      vectors("mlp-wide", [784, 256, 256, classes], samples: 1000),
      vectors("mlp-deep", [784] + Array(repeating: 64, count: 19) + [classes], samples: 1000),
      vectors("mlp-small", [2] + Array(repeating: 32, count: 7) + [classes], samples: 512),
    ]
    + [
      catalogued(
        "resnet18-224", "resnet18", TorchvisionResNet(depth: 18), [3, 224, 224], samples: 8,
        training: (64, 8)),
      catalogued(
        "wrn-16-4-32", "wrn-16-4", WideResNet(depth: 16, factor: 4), [3, 32, 32], samples: 256,
        training: (256, 16)),
    ]

  static func images(_ name: String, depth: Int, width: Int, _ shape: Shape) -> Workload {
    Workload(
      name: name, model: ModelSpecification(ResNet(depth: depth, width: width)), inputShape: shape,
      samples: 256,
      memorySamples: 10_000)
  }

  /// A net that the peers know by its name in the catalogue; memory is measured with the same
  /// examples.
  private static func catalogued(
    _ name: String, _ catalogueName: String, _ model: any Model, _ shape: Shape, samples: Int,
    training: (samples: Int, batch: Int)
  ) -> Workload {
    Workload(
      name: name, model: ModelSpecification(model), inputShape: shape, samples: samples,
      memorySamples: samples, training: training, catalogueName: catalogueName)
  }

  private static func vectors(_ name: String, _ sizes: [Int], samples: Int) -> Workload {
    Workload(
      name: name, model: ModelSpecification(MLP(sizes: sizes)), inputShape: [sizes[0]],
      samples: samples,
      memorySamples: 10_000)
  }

  /// The workload of a name.
  static func surface(named name: String) throws -> Workload {
    guard let found = surfaces.first(where: { $0.name == name }) else {
      throw ValidationError(
        "There is no workload \"\(name)\". There are "
          + surfaces.map(\.name).joined(separator: ", ") + ".")
    }
    return found
  }

  /// What people read: `ResNet-20, width 16, 3×32×32`.
  var title: String {
    inputShape.rank == 1 ? model.title : "\(model.title), \(inputShape)"
  }
}
