internal import Catalogues

/// MNIST (LeCun, Cortes & Burges 1998): 28×28 grey images of handwritten digits.
enum MNIST {
  static let entry = DataEntry(
    "mnist", summary: "images of digits", options: GreyImageSet.options
  ) { _, values in
    try GreyImageSet(
      name: "mnist", folders: ["", "MNIST/raw/", "raw/"], stems: ("train", "t10k"),
      usual: Normalization(means: [0.1307], deviations: [0.3081])
    ).source(values)
  }
}
