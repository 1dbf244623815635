internal import Archives
internal import Catalogues
internal import Datasets
internal import Failures
internal import Tensors

extension Reader {
  /// Of data to train and sample with.
  static let datasets = [
    Reader(
      "idx",
      seeds: [
        .files("Tests/DatasetsTests/Fixtures/MNIST/raw", endings: ["ubyte"]),
        .files("Tests/DatasetsTests/Fixtures/emnist", endings: [".gz"]),
      ]
    ) { input in
      let path = try input.file("input")
      let images = try input.folder.file(
        "images", [0, 0, 8, 3, 0, 0, 0, 2] + sizes(1, 1) + [3, 4])
      let labels = try input.folder.file("labels", [0, 0, 8, 1, 0, 0, 0, 2, 1, 0])
      try load("idx:\(path),\(labels)")
      try load("idx:\(images),\(path)")
    },
    Reader(
      "cifar-binary", words: "idx", longest: 1 << 13,
      seeds: [
        .generated {
          [[UInt8](repeating: 1, count: 3073), [UInt8](repeating: 9, count: 2 * 3073)]
        }
      ]
    ) { input in
      _ = try input.file("data_batch_1.bin")
      try load("cifar10", samples: .atMost(1), ["data directory": input.folder.path])
    },
    Reader(
      "cifar-python", words: "pickle", longest: 1 << 14,
      seeds: [
        .files("Tests/DatasetsTests/Fixtures/unpacked/cifar-100-python", endings: [""]),
        .files("Tests/DatasetsTests/Fixtures/pickles", endings: [""]),
      ]
    ) { input in
      for (set, name) in [("cifar100", "train"), ("cifar10", "data_batch_1")] {
        _ = try input.file(name)
        try load(set, samples: .atMost(1), ["data directory": input.folder.path])
      }
    },
    Reader(
      "arrays", words: "numpy",
      seeds: [
        .files("Tests/ArchivesTests/Fixtures", endings: [".npy"]),
        .files("Tests/DatasetsTests/Fixtures/png", endings: [".npy"]),
        .files("Tests/BasinTests/Fixtures/mlp", endings: [".npy"]),
        .generated {
          [classes([0, 1, 1]), array([0, 1], [2, 1])]
        },
      ]
    ) { input in
      let path = try input.file("input.npy")
      let inputs = try input.folder.file("x.npy", array([1, 2, 3, 4], [2, 2]))
      let labels = try input.folder.file("y.npy", classes([0, 1]))
      for targets in [TargetKind.classes, .values, .probabilities] {
        try load("arrays:\(inputs),\(path)", targets: targets)
      }
      try load("arrays:\(path),\(labels)")
      try load("arrays:\(path),\(labels)", ["layout": "channels-last"])
      try load("tokens:\(path)", context: 2)
    },
    Reader("text", seeds: [.texts(["Grüße aus dem Tal.\n", "a b c d e f g h i j k l"])]) { input in
      try load("text:\(try input.file("input.txt"))", context: 3)
    },
  ]

  /// Two sizes of an IDX header.
  private static func sizes(_ first: UInt8, _ second: UInt8) -> [UInt8] {
    [0, 0, 0, first, 0, 0, 0, second]
  }

  /// A `.npy` file.
  private static func array(_ numbers: [Double], _ shape: Shape) -> [UInt8] {
    NPYFile(shape: shape, doubles: numbers).bytes()
  }

  /// A `.npy` file of whole numbers.
  private static func classes(_ numbers: [Int64]) -> [UInt8] {
    NPYFile(shape: [numbers.count], numbers).bytes()
  }

  private static func load(
    _ data: String, samples: SampleCount = .all, context: Int? = nil,
    targets: TargetKind = .classes, _ options: OptionValues = [:]
  ) throws {
    for split in DatasetSplit.allCases {
      try survives {
        _ = try DatasetSource(parsing: data, options: options)
          .load(split: split, samples: samples, context: context, targets: targets)
      }
    }
  }
}
