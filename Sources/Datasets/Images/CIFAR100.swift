internal import Catalogues

/// CIFAR-100 (Krizhevsky 2009): 60,000 colour images of 32×32 pixels in 100 classes, its
/// fine labels; the 20 coarse ones are not read.
enum CIFAR100 {
  static let entry = DataEntry(
    "cifar100", summary: "colour images, 100 classes", options: CIFARSet.options
  ) { _, values in
    try CIFARSet(
      name: "cifar100", classes: 100, stem: "cifar-100",
      folders: (binary: "cifar-100-binary", python: "cifar-100-python"),
      batches: (train: ["train"], test: ["test"]), labelsPerImage: 2,
      labelKey: "fine_labels",
      usual: Normalization(
        means: [0.5071, 0.4865, 0.4409], deviations: [0.2673, 0.2564, 0.2762])
    ).source(values)
  }
}
