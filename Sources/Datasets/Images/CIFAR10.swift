internal import Catalogues

/// CIFAR-10 (Krizhevsky 2009): 60,000 colour images of 32×32 pixels in 10 classes.
enum CIFAR10 {
  static let entry = DataEntry(
    "cifar10", summary: "colour images, 10 classes", options: CIFARSet.options
  ) { _, values in
    try CIFARSet(
      name: "cifar10", classes: 10, stem: "cifar-10",
      folders: (binary: "cifar-10-batches-bin", python: "cifar-10-batches-py"),
      batches: (train: (1...5).map { "data_batch_\($0)" }, test: ["test_batch"]),
      labelsPerImage: 1,
      labelKey: "labels",
      usual: Normalization(
        means: [0.4914, 0.4822, 0.4465], deviations: [0.2470, 0.2435, 0.2616])
    ).source(values)
  }
}
