internal import Analysis
internal import Comparisons
internal import Exports
internal import Figures
internal import Foundation
internal import Grids
internal import Landscapes
internal import Pictures
internal import Provenance

/// A surface as the script of a page reads it.
struct PageSurface: Encodable {
  /// Its minima, column by column; lowest first, as the analysis lists them.
  struct Minima: Encodable {
    /// Their points, by index in the grid.
    let points: [Int]
    /// The heights of the barriers around them, in the unit of the scale.
    let persistences: [Double]
    /// Which of them lie on the border, by their place in the list.
    let border: [Int]
  }

  /// A net that spans the plane.
  struct Net: Encodable {
    let x: Double
    let y: Double
    let name: String
  }

  /// The path of an optimiser, a number per checkpoint.
  struct Path: Encodable {
    let name: String
    let xs: [Double]
    let ys: [Double]
    /// The true losses; nil for those that are not known or not finite.
    let losses: [Double?]

    init(_ path: DrawnTrajectory) {
      let steps = path.trajectory.steps
      name = path.name
      (xs, ys) = (steps.map(\.x), steps.map(\.y))
      losses = steps.map { step in step.loss.flatMap { $0.isFinite ? $0 : nil } }
    }
  }

  let name: String
  let title: String
  /// `plain`, `residual` or `other`.
  let kind: String
  let xs: [Double]
  let ys: [Double]
  /// Little-endian doubles, row by row, in base64: JSON has no infinity, and no NaN.
  let losses: String
  /// The points that were not computed, by index.
  let missing: [Int]
  let center: [Double]?
  let axisUnit: String?
  /// The names of the axes of planes through nets and of trajectories; nil for others.
  let axisNames: [String]?
  /// The nets that span the plane.
  let nets: [Net]
  /// The paths of optimisers.
  let paths: [Path]
  /// What the threshold is a share of, in the unit of the scale.
  let reference: Double
  let minima: Minima

  init(of surface: RunSurface, _ trajectories: [DrawnTrajectory]) {
    let field = surface.surface.loss.readablePart
    let grid = field.grid
    (name, title) = (surface.name, surface.title)
    kind = surface.place?.arm.rawValue ?? "other"
    (xs, ys) = (grid.xs, grid.ys)
    losses = Self.base64(field.values)
    missing = field.values.indices.filter { field.state(at: $0) == .missing }
    center = surface.surface.weightsPoint.map { [$0.x, $0.y] }
    let plane = surface.surface.plane
    axisUnit = plane.axisUnit
    axisNames =
      plane.nets == nil && plane.trajectory == nil
      ? nil : [plane.axisNames.x, plane.axisNames.y]
    nets = surface.surface.nets.map { Net(x: $0.at.x, y: $0.at.y, name: $0.name) }
    paths = trajectories.map(Path.init)
    reference = surface.analysis.reference
    let minima = surface.analysis.minima
    // The coordinates of minima are those of grid points.
    let columns = Dictionary(uniqueKeysWithValues: grid.xs.enumerated().map { ($1, $0) })
    let rows = Dictionary(uniqueKeysWithValues: grid.ys.enumerated().map { ($1, $0) })
    self.minima = Minima(
      points: minima.map { grid.index(column: columns[$0.x] ?? 0, row: rows[$0.y] ?? 0) },
      persistences: minima.map(\.persistence),
      border: minima.indices.filter { minima[$0].isOnBorder })
  }

  private static func base64(_ values: [Double]) -> String {
    let bytes = values.flatMap { value in
      (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
    }
    return Data(bytes).base64EncodedString()
  }
}
