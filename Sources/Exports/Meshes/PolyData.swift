public import Failures
public import Grids
internal import RealModule

/// A surface as a mesh of quadrilaterals for ParaView and other programs that use VTK: what Li et al.'s converter
/// `h52vtp.py` makes of a square grid (<https://github.com/tomgoldstein/loss-landscape>), of any grid.
///
/// A point stands at (x, y, z), its height z is its `zvalue`, and each quadrilateral has the mean of its
/// corners as `averaged zvalue`.
public struct PolyData: Sendable {
  /// How heights come from losses.
  public struct Heights: Sendable {
    /// Losses above this, +∞ among them, stand at this height; nil for none.
    public let most: Double?
    /// Whether heights are ln(loss + 0.1), clipped first, as in Li et al.'s converter.
    public let isLogarithmic: Bool

    /// Chooses heights.
    public init(most: Double? = nil, isLogarithmic: Bool = false) {
      (self.most, self.isLogarithmic) = (most, isLogarithmic)
    }

    fileprivate func callAsFunction(_ loss: Double) -> Double {
      let clipped = most.map { loss > $0 ? $0 : loss } ?? loss
      return isLogarithmic ? Double.log(clipped + 0.1) : clipped
    }
  }

  private let points: [(x: Double, y: Double, z: Double)]
  /// Each with its corners, going round.
  private let quads: [[Int]]
  /// The number of quadrilaterals.
  public var quadCount: Int { quads.count }
  /// The number of points that have no finite height and are left out, with all quadrilaterals at them.
  public let leftOut: Int
  /// The number of points with a loss above the highest that is shown.
  public let clipped: Int

  /// Makes a mesh of a surface.
  ///
  /// - Parameters:
  ///   - losses: the surface.
  ///   - heights: how heights come from losses.
  ///   - path: the surface's file in messages.
  /// - Throws: `Failure` (data) where no quadrilateral of the grid has four corners with a finite height.
  public init(_ losses: ScalarField, heights: Heights, from path: String) throws(Failure) {
    let grid = losses.grid
    let values = losses.values.map { heights($0) }
    // The place of each point among those that are left; a row less has none of its own.
    var places: [Int?] = []
    var points: [(x: Double, y: Double, z: Double)] = []
    for (index, z) in values.enumerated() {
      places.append(z.isFinite ? points.count : nil)
      if z.isFinite {
        points.append((grid.xs[grid.column(of: index)], grid.ys[grid.row(of: index)], z))
      }
    }
    quads = (0..<max(0, grid.rows - 1)).flatMap { row in
      (0..<max(0, grid.columns - 1)).compactMap { column in
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].compactMap {
          places[grid.index(column: column + $0, row: row + $1)]
        }
        return corners.count == 4 ? corners : nil
      }
    }
    guard !quads.isEmpty else {
      throw Failure(
        .data,
        grid.columns < 2 || grid.rows < 2
          ? "is a line of points, not a surface"
          : "has no four neighbouring points with a finite height", at: path,
        remedy: "Export it as .csv, .npz or .npy.")
    }
    self.points = points
    leftOut = grid.count - points.count
    clipped = heights.most.map { most in losses.values.count { $0 > most } } ?? 0
  }

  /// The mesh as a VTK XML file of text (`.vtp`).
  public var text: String {
    let zs = points.map(\.z)
    // Added up in the order of the converter.
    let means = quads.map { (zs[$0[0]] + zs[$0[1]] + zs[$0[3]] + zs[$0[2]]) / 4 }
    let ends = quads.indices.map { ["\(4 * ($0 + 1))"] }
    return """
      <VTKFile type="PolyData" version="1.0" byte_order="LittleEndian" header_type="UInt64">
        <PolyData>
          <Piece NumberOfPoints="\(points.count)" NumberOfVerts="0" NumberOfLines="0" \
      NumberOfStrips="0" NumberOfPolys="\(quads.count)">
            <PointData>
      \(Self.numbers("zvalue", zs.map { [$0] }))
            </PointData>
            <CellData>
      \(Self.numbers("averaged zvalue", means.map { [$0] }))
            </CellData>
            <Points>
      \(Self.numbers("Points", points.map { [$0.x, $0.y, $0.z] }))
            </Points>
            <Polys>
      \(Self.array("Int64", "connectivity", quads.map { $0.map { "\($0)" } }))
      \(Self.array("Int64", "offsets", ends))
            </Polys>
          </Piece>
        </PolyData>
      </VTKFile>

      """
  }

  /// An array of numbers, with their range.
  private static func numbers(_ name: String, _ tuples: [[Double]]) -> String {
    let all = tuples.lazy.joined()
    return array(
      "Float32", name, tuples.map { $0.map { "\($0)" } },
      range: " RangeMin=\"\(all.min() ?? 0)\" RangeMax=\"\(all.max() ?? 0)\"")
  }

  /// An array with one tuple or six single values in a line.
  private static func array(
    _ type: String, _ name: String, _ tuples: [[String]], range: String = ""
  ) -> String {
    let size = tuples.first?.count ?? 1
    let perLine = size == 1 ? 6 : 2
    let lines = stride(from: 0, to: tuples.count, by: perLine).map { start in
      tuples[start..<min(start + perLine, tuples.count)].joined().joined(separator: " ")
    }
    let margin = "        "
    return """
      \(margin)<DataArray type="\(type)" Name="\(name)" NumberOfComponents="\(size == 3 ? 3 : 1)" \
      format="ascii"\(range)>
      \(lines.map { "\(margin)  \($0)" }.joined(separator: "\n"))
      \(margin)</DataArray>
      """
  }
}
