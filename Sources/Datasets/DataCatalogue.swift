public import Catalogues
internal import Failures

/// The kinds of data that there are. A new one is a file of its own and a line here.
public enum DataCatalogue {
  /// All kinds.
  public static let catalogue = Catalogue<DataEntry>(
    "data",
    [
      FashionMNIST.entry, MNIST.entry, KMNIST.entry, EMNIST.entry, CIFAR10.entry, CIFAR100.entry,
      Spirals.entry, ArrayFiles.entry, IDXImages.entry, ImageFolder.entry, TextWindows.entry,
      TokenFile.entry,
    ])

  /// What to do with data of a kind that is not offered.
  static let advice: Phrase = """
    Save other data as arrays in Python: import numpy; numpy.save("x.npy", x.astype("float32")); \
    numpy.save("y.npy", y.astype("int64"))
    """
}
