internal import Catalogues

/// Kuzushiji-MNIST (Clanuwat et al. 2018): 28×28 grey images of ten cursive hiragana.
enum KMNIST {
  static let entry = DataEntry(
    "kmnist", summary: "images of cursive hiragana", options: GreyImageSet.options
  ) { _, values in
    try GreyImageSet(
      name: "kmnist", folders: ["", "KMNIST/raw/", "raw/"], stems: ("train", "t10k"),
      usual: Normalization(means: [0.1918], deviations: [0.3483])
    ).source(values)
  }
}
