public import Archives
public import Datasets
public import Grids
public import Provenance

/// Loss and accuracy over a grid of points of a plane, as far as they have been computed.
public struct LossSurface: Equatable, Sendable {
  /// The name of what ``loss`` holds among the arrays of the file: `train_loss` or `test_loss`, and in files of
  /// other programs whatever it is called there.
  public let quantity: String
  /// The mean loss, or the quantity that was asked for; missing where not computed.
  public internal(set) var loss: ScalarField
  /// The standard error of the mean loss: how much the mean over the same number of other
  /// examples of the same kind would typically differ. Missing where not computed, and throughout
  /// for files that do not hold it; NaN where the loss is not finite.
  public internal(set) var error: ScalarField
  /// The accuracy in per cent; missing where not computed, and throughout for files that do not hold it.
  public internal(set) var accuracy: ScalarField
  /// Everything that determines the numbers; nil for files of other programs.
  public let manifest: Manifest?
  /// The runs that worked on it: threads, times, host.
  public internal(set) var sessions: [JSONValue]
  /// What had to be assumed to read a file of another program, a clause each.
  public let assumptions: [String]

  /// Creates a surface of which nothing has been computed.
  public init(grid: Grid, split: DatasetSplit, manifest: Manifest?) {
    let empty = ScalarField(missingOn: grid)
    self.init(
      quantity: "\(split.rawValue)_loss", loss: empty, error: empty, accuracy: empty,
      manifest: manifest)
  }

  /// Creates a surface from what a file holds.
  package init(
    quantity: String, loss: ScalarField, error: ScalarField? = nil, accuracy: ScalarField? = nil,
    manifest: Manifest? = nil, sessions: [JSONValue] = [], assumptions: [String] = []
  ) {
    self.quantity = quantity
    self.loss = loss
    self.error = error ?? ScalarField(missingOn: loss.grid)
    self.accuracy = accuracy ?? ScalarField(missingOn: loss.grid)
    self.manifest = manifest
    self.sessions = sessions
    self.assumptions = assumptions
  }

  /// Where the points are, in units of the two directions.
  public var grid: Grid { loss.grid }

  /// The number of points that have been evaluated.
  public var computedCount: Int { loss.isComputed.count { $0 } }

  /// Whether every point has been evaluated.
  public var isComplete: Bool { loss.isComplete }

  /// The points that have not been evaluated, coarse to fine.
  var missingPoints: [Int] { grid.coarseToFine.filter { !loss.isComputed[$0] } }

  /// What spans the plane; unknown for files of other programs.
  public var plane: PlaneKind { manifest?.surface?.plane ?? .unknown }

  /// Takes over what another surface on the same grid knows of a point.
  mutating func take(_ point: Int, from other: LossSurface) {
    loss[point] = other.loss[point]
    error[point] = other.error[point]
    accuracy[point] = other.accuracy[point]
  }
}
