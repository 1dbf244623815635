internal import Analysis
internal import Archives
internal import Failures
internal import Grids
internal import Landscapes

extension RunContents {
  /// The surfaces as NumPy's `.npz`: for each NAME `NAME_x`, `NAME_y`, `NAME_loss` and `NAME_accuracy` (rows × columns,
  /// NaN where missing) and `NAME_minima` (x, y, loss and persistence in each row, those inside the grid
  /// first, each kind by depth); `names` lists the surfaces.
  ///
  /// Of an incomplete surface they hold what is analysed, which may be a coarser grid.
  ///
  /// - Parameter path: the file's name in messages.
  /// - Throws: `Failure` (data) for arrays of 4 GiB and more in all.
  func arrays(for path: String) throws(Failure) -> [UInt8] {
    try NPZFile.bytes(
      of: [("names", NPYFile.bytes(ofTexts: surfaces.map(\.name)))]
        + surfaces.flatMap { surface in
          surface.arrays.map { ("\(surface.name)_\($0.name)", $0.bytes) }
        }, for: path)
  }
}

extension RunSurface {
  /// The part of the surface that is analysed.
  var analysedLoss: ScalarField { surface.loss.readablePart }

  fileprivate var arrays: [(name: String, bytes: [UInt8])] {
    let loss = analysedLoss
    let minima = analysis.minima.filter { !$0.isOnBorder } + analysis.minima.filter(\.isOnBorder)
    return [
      ("x", LossSurface.npy(loss.grid.xs)), ("y", LossSurface.npy(loss.grid.ys)),
      ("loss", LossSurface.npy(loss)), ("accuracy", LossSurface.npy(analysedAccuracy)),
      (
        "minima",
        LossSurface.npy(
          rows: minima.count, columns: 4,
          minima.flatMap { [$0.x, $0.y, $0.loss, $0.persistence] })
      ),
    ]
  }

  /// The accuracy at the points of the analysed part.
  private var analysedAccuracy: ScalarField {
    let (all, part) = (surface.grid, analysedLoss.grid)
    guard part != all else { return surface.accuracy }
    let columns = all.xs.indices.filter { part.xs.contains(all.xs[$0]) }
    let rows = all.ys.indices.filter { part.ys.contains(all.ys[$0]) }
    let points = rows.flatMap { row in columns.map { all.index(column: $0, row: row) } }
    return ScalarField(
      grid: part, values: points.map { surface.accuracy.values[$0] },
      isComputed: points.map { surface.accuracy.isComputed[$0] })
  }
}
