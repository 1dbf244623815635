internal import Failures
internal import Tensors

/// An optimiser's path on a plane as a directions file holds it: the group `/trajectory` with one number
/// per checkpoint in each of its datasets, float64.
public struct TrajectoryArrays: Equatable, Sendable {
  /// The coordinates on the plane: `xcoord`.
  public var x: [Double]
  /// The coordinates on the plane: `ycoord`.
  public var y: [Double]
  /// The distances to the plane, in the norm of the weights: `distance`.
  public var distance: [Double]
  /// The true losses: `loss`; nil where they are not known.
  public var loss: [Double]?

  /// Puts columns of equal length together.
  public init(x: [Double], y: [Double], distance: [Double], loss: [Double]? = nil) {
    precondition(
      [y.count, distance.count, loss?.count ?? x.count].allSatisfy { $0 == x.count },
      "columns of different lengths")
    self.x = x
    self.y = y
    self.distance = distance
    self.loss = loss
  }

  private static let group = "/trajectory"

  /// Reads the path of a file; nil where it has none.
  ///
  /// - Throws: `Failure` (data) for columns that are missing, of different lengths or not finite.
  init?(_ file: HDF5File) throws {
    guard try file.hasGroup(Self.group) else { return nil }
    func column(_ name: String) throws -> [Double] {
      try file.doubles("\(Self.group)/\(name)", rank: 1).elements
    }
    let (x, y, distance) = (try column("xcoord"), try column("ycoord"), try column("distance"))
    let loss = try file.hasDataset("\(Self.group)/loss") ? try column("loss") : nil
    for (name, values) in [("ycoord", y), ("distance", distance), ("loss", loss ?? x)]
    where values.count != x.count {
      throw Failure(
        .data, "has \(values.count) numbers, xcoord \(x.count)",
        at: .file(file.path, .item("\(Self.group)/\(name)")))
    }
    for (name, values) in [("xcoord", x), ("ycoord", y), ("distance", distance)]
    where !values.allSatisfy(\.isFinite) {
      throw Failure(
        .data, "holds a number that is not finite",
        at: .file(file.path, .item("\(Self.group)/\(name)")))
    }
    self.init(x: x, y: y, distance: distance, loss: loss)
  }

  func add(to image: inout HDF5Image) {
    image.addGroup(Self.group)
    let columns = [("xcoord", x), ("ycoord", y), ("distance", distance)]
    for (name, values) in columns + (loss.map { [("loss", $0)] } ?? []) {
      image.addDataset("\(Self.group)/\(name)", shape: Shape([values.count]), values)
    }
  }
}
