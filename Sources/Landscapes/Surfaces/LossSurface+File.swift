internal import Archives
internal import Failures
internal import Foundation
internal import Grids
internal import Provenance
internal import Tensors

extension LossSurface {
  /// Reads a surface: a file of ours, one of Li et al.'s, or arrays that other programs have stored as
  /// HDF5, NumPy (`.npy`, `.npz`) or text (`.csv`: x, y and loss in each row). The kind is read
  /// from its contents.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - quantity: the name of the array or column that is wanted; nil for the training loss, or else the
  ///     test loss, or the only array there is.
  /// - Throws: `Failure` naming the array that is missing or does not fit; (`usage`) listing the
  ///   arrays where the quantity is missing.
  public init(path: String, quantity: String? = nil) throws {
    let start = try InputFile.bytes(at: path, upTo: 8)
    let name = path.lowercased()
    if start.starts(with: HDF5File.signature) || name.hasSuffix(".h5") {
      try self.init(hdf5: path, quantity: quantity)
    } else if start.starts(with: NPYFile.signature) {
      try self.init(npy: path, quantity: quantity)
    } else if start.starts(with: ZipFile.signature) {
      try self.init(npz: path, quantity: quantity)
    } else if name.hasSuffix(".csv") {
      try self.init(csv: path, quantity: quantity)
    } else {
      throw Failure(
        .data, "is not a surface: it is neither HDF5, NumPy nor a .csv file", at: path,
        remedy: "\(Self.formInPython)")
    }
  }

  /// How a surface file is written with h5py.
  static let formInPython: Phrase = """
    Write the losses in this form with h5py:
      import h5py
      with h5py.File("surface.h5", "w") as file:
          file["xcoordinates"], file["ycoordinates"] = x, y
          file["train_loss"] = loss  # shape (len(y), len(x))
    """

  static let manifestName = "basin.manifest"
  static let sessionsName = "basin.sessions"
  static func errorName(_ quantity: String) -> String { "\(quantity)_error" }

  /// The name of the accuracy beside a loss; nil where the quantity is not a loss.
  static func accuracyName(_ quantity: String) -> String? {
    quantity.hasSuffix("_loss") ? quantity.dropLast("loss".count) + "acc" : nil
  }

  /// Writes the surface file, whole or not at all.
  public func write(to path: String) throws {
    var image = HDF5Image()
    image.addDataset("/xcoordinates", shape: [grid.columns], grid.xs)
    image.addDataset("/ycoordinates", shape: [grid.rows], grid.ys)
    let shape: Shape = [grid.rows, grid.columns]
    image.addDataset("/\(quantity)", shape: shape, loss.values)
    image.addDataset("/\(Self.errorName(quantity))", shape: shape, error.values)
    if let name = Self.accuracyName(quantity) {
      image.addDataset("/\(name)", shape: shape, accuracy.values)
    }
    image.addDataset("/computed", shape: shape, loss.isComputed.map { $0 ? 1 : 0 as UInt8 })
    if let manifest {
      image.setAttribute(Self.manifestName, to: manifest.text)
    }
    image.setAttribute(Self.sessionsName, to: JSONValue.array(sessions).serialized())
    try image.write(to: path)
  }
}
