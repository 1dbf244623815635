internal import Analysis
internal import Archives
internal import ArgumentParser
internal import Foundation
internal import Grids
internal import Kernels
internal import Landscapes
internal import Tensors

/// A field whose persistence diagram is looked for.
struct TopologyProblem {
  enum Kind: String, CaseIterable {
    /// Independent uniform values: as many extremes as there can be.
    case noise
    /// A sum of twelve waves: hardly any.
    case smooth
  }

  /// What the field is like.
  let title: String
  /// The name of its file.
  let name: String
  let field: ScalarField
  /// Nil for what was sampled.
  let kind: Kind?

  /// - Parameter edge: points per axis; ≥ 3.
  init(_ kind: Kind, edge: Int) throws {
    self.kind = kind
    title = kind.rawValue
    name = "\(kind.rawValue)-\(edge)"
    let axis = Grid.axis(from: -1, to: 1, count: edge)
    let grid = try Problem.grid(axis, axis)
    var stream = RandomStream(seed: 1, purpose: "topology")
    func next() -> Double { stream.uniform() }
    switch kind {
    case .noise: field = ScalarField(grid: grid, values: (0..<grid.count).map { _ in next() })
    case .smooth:
      let waves = (0..<12).map { _ in (28 * next() - 14, 28 * next() - 14, 7 * next()) }
      field = ScalarField(grid: grid) { x, y in
        waves.reduce(0) { $0 + sin($1.0 * x + $1.1 * y + $1.2) }
      }
    }
  }

  /// A surface that was sampled, on the scale on which its minima are counted.
  ///
  /// - Parameters:
  ///   - path: its file.
  ///   - number: tells it from other surfaces.
  init(surface path: String, number: Int) throws {
    let losses = try LossSurface(path: path).loss
    let edge = losses.grid.columns
    field = HeightScale.standard(losses)
    guard losses.isComplete, field.values.allSatisfy(\.isFinite), edge >= 3,
      losses.grid.rows == edge
    else {
      throw ValidationError(
        "\(path) is no complete square of 3 × 3 points or more with finite losses.")
    }
    kind = nil
    title = path.split(separator: "/").last.map(String.init) ?? path
    name = "surface-\(number)"
  }

  /// Writes the bits of the values, rows × columns, as `NAME.npy`.
  func write(to folder: URL) throws {
    let bits = NPYFile(
      shape: [field.grid.rows, field.grid.columns],
      field.values.map { Int64(bitPattern: $0.bitPattern) })
    try AtomicFile.write(bits.bytes(), to: folder.appending(path: "\(name).npy").path)
  }
}
