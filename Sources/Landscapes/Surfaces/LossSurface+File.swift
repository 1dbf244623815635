public import Archives
internal import Datasets
internal import Failures
internal import Grids
internal import Provenance
internal import Tensors

extension LossSurface {
  private static let manifestName = "basin.manifest"
  private static let sessionsName = "basin.sessions"

  /// Reads a surface file, ours or one of Li et al.'s (in which −1 or NaN marks a missing point).
  ///
  /// - Throws: `Failure` naming the dataset that is missing or does not fit.
  public init(path: String) throws {
    let file = try HDF5File(path: path)
    let xs = try file.doubles("/xcoordinates", rank: 1).elements
    let ys = try file.doubles("/ycoordinates", rank: 1).elements
    guard let grid = Grid(xs: xs, ys: ys) else {
      let isX = Grid(xs: xs, ys: [0]) == nil
      throw Failure(
        .data, "the coordinates are not strictly increasing numbers",
        at: .file(path, .item(isX ? "/xcoordinates" : "/ycoordinates")))
    }
    let splits = DatasetSplit.allCases.filter { file.hasDataset("/\($0.rawValue)_loss") }
    guard let split = splits.first else {
      throw Failure(
        .data, "has neither /train_loss nor /test_loss", at: path,
        remedy: "Give a surface file made by `basin sample`.")
    }
    self.init(
      grid: grid, split: split,
      manifest: try file.string(LossSurface.manifestName).map {
        try Manifest(parsing: $0, from: "\(path) (\(LossSurface.manifestName))")
      })
    let wanted: Shape = [grid.rows, grid.columns]
    func check(_ shape: Shape, _ name: String) throws(Failure) {
      guard shape == wanted else {
        throw Failure(
          .data, "is \(shape), the coordinates make it \(wanted) (ny × nx)",
          at: .file(path, .item(name)))
      }
    }
    func values(_ name: String) throws -> [Double] {
      let array = try file.doubles(name, rank: 2)
      try check(array.shape, name)
      return array.elements
    }
    let losses = try values("/\(quantity)")
    var isComputed = losses.map { $0 != -1 && !$0.isNaN }
    if file.hasDataset("/computed") {
      let computed = try file.bytes("/computed", rank: 2)
      try check(computed.shape, "/computed")
      isComputed = computed.elements.map { $0 != 0 }
    }
    loss = ScalarField(grid: grid, values: losses, isComputed: isComputed)
    if file.hasDataset(errorName) {
      error = ScalarField(grid: grid, values: try values(errorName), isComputed: isComputed)
    }
    if file.hasDataset(accuracyName) {
      accuracy = ScalarField(grid: grid, values: try values(accuracyName), isComputed: isComputed)
    }
    if let text = try file.string(LossSurface.sessionsName) {
      sessions =
        try JSONValue(parsing: text, from: "\(path) (\(LossSurface.sessionsName))").array ?? []
    }
  }

  private var errorName: String { "/\(quantity)_error" }
  private var accuracyName: String { "/\(split.rawValue)_acc" }

  /// Writes the surface file, at once or not at all.
  public func write(to path: String) throws {
    var image = HDF5Image()
    image.addDataset("/xcoordinates", shape: [grid.columns], grid.xs)
    image.addDataset("/ycoordinates", shape: [grid.rows], grid.ys)
    let shape: Shape = [grid.rows, grid.columns]
    image.addDataset("/\(quantity)", shape: shape, loss.values)
    image.addDataset(errorName, shape: shape, error.values)
    image.addDataset(accuracyName, shape: shape, accuracy.values)
    image.addDataset("/computed", shape: shape, loss.isComputed.map { $0 ? 1 : 0 as UInt8 })
    if let manifest {
      image.setAttribute(LossSurface.manifestName, to: manifest.text)
    }
    image.setAttribute(LossSurface.sessionsName, to: JSONValue.array(sessions).serialized())
    try image.write(to: path)
  }
}
