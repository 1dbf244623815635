public import Archives
internal import Failures
public import Grids
internal import Tensors

/// Loss and accuracy over a grid of points of a plane, as far as they have been computed.
public struct LossSurface: Equatable, Sendable {
  /// The part of the data that was evaluated: it names the datasets of the file.
  public enum Split: String, Codable, Sendable {
    /// The training examples.
    case train
    /// The test examples.
    case test
  }

  /// Where the points are, in units of the two directions.
  public let grid: Grid
  /// Which examples were evaluated.
  public let split: Split
  /// The mean loss per point, row by row; NaN where not computed.
  public internal(set) var loss: [Double]
  /// The standard error of the mean loss per point, row by row: how far the mean over other examples
  /// of the same kind, equal in number, would typically be off. NaN where not computed, where the
  /// loss is not finite, and throughout for files that do not hold it.
  public internal(set) var lossError: [Double]
  /// The accuracy per point in per cent, row by row; NaN where not computed.
  public internal(set) var accuracy: [Double]
  /// Whether each point has been evaluated, whatever came out.
  public internal(set) var isComputed: [Bool]
  /// Everything that determines the numbers; nil for files of other programs.
  public let manifest: JSONValue?
  /// The runs that worked on it: threads, times, host.
  public internal(set) var sessions: [JSONValue]

  /// Creates a surface of which nothing has been computed.
  public init(grid: Grid, split: Split, manifest: JSONValue?) {
    self.grid = grid
    self.split = split
    loss = Array(repeating: .nan, count: grid.count)
    lossError = loss
    accuracy = loss
    isComputed = Array(repeating: false, count: grid.count)
    self.manifest = manifest
    sessions = []
  }

  /// The loss as a field.
  public var lossField: ScalarField {
    ScalarField(grid: grid, values: loss, isComputed: isComputed)
  }

  /// The name of the loss dataset: `train_loss` or `test_loss`.
  public var quantity: String { "\(split.rawValue)_loss" }

  /// The number of points that have been evaluated.
  public var computedCount: Int { isComputed.count { $0 } }

  /// Whether every point has been evaluated.
  public var isComplete: Bool { computedCount == grid.count }
}

extension LossSurface {
  private static let manifestName = "basin.manifest"
  private static let sessionsName = "basin.sessions"
  private var errorName: String { "/\(quantity)_error" }

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
    let splits = [Split.train, .test].filter { file.hasDataset("/\($0.rawValue)_loss") }
    guard let split = splits.first else {
      throw Failure(
        .data, "has neither /train_loss nor /test_loss", at: path,
        remedy: "Give a surface file made by `basin sample`.")
    }
    self.init(
      grid: grid, split: split,
      manifest: try file.string(LossSurface.manifestName).map {
        try JSONValue(parsing: $0, from: "\(path) (\(LossSurface.manifestName))")
      })
    let wanted: Shape = [grid.rows, grid.columns]
    func check(_ shape: Shape, _ name: String) throws(Failure) {
      guard shape == wanted else {
        throw Failure(
          .data, "is \(shape), the coordinates make it \(wanted) (ny × nx)",
          at: .file(path, .item(name))
        )
      }
    }
    let losses = try file.doubles("/\(quantity)", rank: 2)
    try check(losses.shape, "/\(quantity)")
    loss = losses.elements
    if file.hasDataset("/computed") {
      let computed = try file.bytes("/computed", rank: 2)
      try check(computed.shape, "/computed")
      isComputed = computed.elements.map { $0 != 0 }
    } else {
      isComputed = loss.map { $0 != -1 && !$0.isNaN }
    }
    if file.hasDataset(errorName) {
      let errors = try file.doubles(errorName, rank: 2)
      try check(errors.shape, errorName)
      lossError = errors.elements
    }
    let accuracyName = "/\(split.rawValue)_acc"
    if file.hasDataset(accuracyName) {
      let accuracies = try file.doubles(accuracyName, rank: 2)
      try check(accuracies.shape, accuracyName)
      accuracy = accuracies.elements
    }
    for point in isComputed.indices where !isComputed[point] {
      loss[point] = .nan
      lossError[point] = .nan
      accuracy[point] = .nan
    }
    if let text = try file.string(LossSurface.sessionsName) {
      sessions =
        try JSONValue(parsing: text, from: "\(path) (\(LossSurface.sessionsName))").array ?? []
    }
  }

  /// Writes the surface file, at once or not at all.
  public func write(to path: String) throws {
    var image = HDF5Image()
    image.addDataset("/xcoordinates", shape: [grid.columns], grid.xs)
    image.addDataset("/ycoordinates", shape: [grid.rows], grid.ys)
    let shape: Shape = [grid.rows, grid.columns]
    image.addDataset("/\(quantity)", shape: shape, loss)
    image.addDataset(errorName, shape: shape, lossError)
    image.addDataset("/\(split.rawValue)_acc", shape: shape, accuracy)
    image.addDataset("/computed", shape: shape, isComputed.map { $0 ? 1 : 0 as UInt8 })
    if let manifest {
      image.setAttribute(LossSurface.manifestName, to: manifest.serialized())
    }
    image.setAttribute(LossSurface.sessionsName, to: JSONValue.array(sessions).serialized())
    try image.write(to: path)
  }
}
