public import Analysis
internal import Failures
internal import Grids
public import Landscapes
internal import Numerals
internal import Pictures
internal import Reports

/// One surface as a file for another program.
public struct SurfaceExport: Sendable {
  /// What can be chosen for meshes.
  public struct Choices: Sendable {
    /// Losses above this stand at this height; nil for none in `.vtp`, and for the end of the colours in
    /// pictures in `.stl`.
    public var mostLoss: Double?
    /// Whether the heights of `.vtp` are ln(loss + 0.1).
    public var isLogarithmic: Bool
    /// The scale of the heights of `.stl`.
    public var scale: HeightScale
    /// The size of `.stl`.
    public var size: PrintableSolid.Size

    /// Chooses.
    public init(
      mostLoss: Double? = nil, isLogarithmic: Bool = false, scale: HeightScale = .standard,
      size: PrintableSolid.Size = PrintableSolid.Size()
    ) {
      (self.mostLoss, self.isLogarithmic) = (mostLoss, isLogarithmic)
      (self.scale, self.size) = (scale, size)
    }
  }

  /// The file.
  public let bytes: [UInt8]
  /// What it holds, in a few words.
  public let summary: String
  /// What was changed or left out, a clause each.
  public let notes: [String]

  /// Makes the file.
  ///
  /// - Parameters:
  ///   - surface: the surface.
  ///   - format: the kind of file.
  ///   - choices: what is chosen for meshes.
  ///   - path: the surface's file in messages.
  /// - Throws: `Failure`: (usage) for a choice that makes no sense; (data) for a surface that a mesh cannot
  ///   show, or a scale that does not fit it.
  public init(
    _ surface: LossSurface, as format: SurfaceFormat, choices: Choices = Choices(),
    from path: String
  ) throws {
    let grid = surface.grid
    let points = "\(grid.columns) × \(grid.rows) points"
    if let most = choices.mostLoss, !most.isFinite {
      throw Failure(
        .usage, "is not finite", at: .setting("z max", value: "\(most)"),
        remedy: "Give a loss such as 10.")
    }
    if let most = choices.mostLoss, let lowest = surface.loss.finiteRange?.lowerBound,
      most <= lowest
    {
      throw Failure(
        .usage, "the smallest loss is \(lowest)", at: .setting("z max", value: "\(most)"),
        remedy: "Give a larger loss.")
    }
    switch format {
    case .csv: self.init(Array(surface.csv.utf8), points)
    case .npy: self.init(surface.npy, points)
    case .npz: self.init(try surface.npz(for: path), points)
    case .vtp: try self.init(meshOf: surface, choices, path)
    case .stl: try self.init(solidOf: surface, choices, path)
    }
  }

  private init(_ bytes: [UInt8], _ summary: String, notes: [String?] = []) {
    (self.bytes, self.summary, self.notes) = (bytes, summary, notes.compactMap { $0 })
  }

  private init(meshOf surface: LossSurface, _ choices: Choices, _ path: String) throws {
    let loss = surface.loss.readablePart
    let mesh = try PolyData(
      loss, heights: .init(most: choices.mostLoss, isLogarithmic: choices.isLogarithmic),
      from: path)
    self.init(
      Array(mesh.text.utf8), counted(mesh.quadCount, "quadrilateral"),
      notes: [
        Self.coarser(loss, surface), Self.clipped(mesh.clipped, at: choices.mostLoss),
        mesh.leftOut > 0
          ? "\(counted(mesh.leftOut, "point")) without a finite height left out" : nil,
      ])
  }

  private init(solidOf surface: LossSurface, _ choices: Choices, _ path: String) throws {
    let scale = choices.scale
    try scale.checkFit(of: [(path: path, surface: surface)])
    let loss = surface.loss.readablePart
    let missing = loss.isComputed.count { !$0 }
    guard missing == 0, let range = loss.finiteRange else {
      throw Failure(
        .data,
        missing > 0
          ? "\(missing) of \(loss.grid.count) points are missing: a solid cannot have holes"
          : "has no finite loss", at: path,
        remedy: missing > 0 ? "Run the basin sample that began it again to resume." : nil)
    }
    let most = min(
      range.upperBound,
      choices.mostLoss ?? LossSurface.colorRange(of: [surface])?.upperBound ?? range.upperBound)
    let heights = scale(loss.map { $0.isFinite ? min($0, most) : most })
    let solid = try PrintableSolid(heights, size: choices.size, from: path)
    let holes = loss.values.count { !$0.isFinite }
    let sides = [solid.extent.x, solid.extent.y, solid.extent.z].map { $0.written() }
    self.init(
      solid.stl,
      "\(sides.joined(separator: " × ")) mm, \(counted(solid.triangleCount, "triangle"))",
      notes: [
        Self.coarser(loss, surface),
        Self.clipped(loss.values.count { $0 > most && $0.isFinite }, at: most),
        holes > 0 ? "\(counted(holes, "point")) without a finite loss at the greatest height" : nil,
      ])
  }

  private static func clipped(_ points: Int, at most: Double?) -> String? {
    guard points > 0, let most else { return nil }
    return "\(counted(points, "point")) above a loss of \(most.written()) clipped to it"
  }

  private static func coarser(_ part: ScalarField, _ surface: LossSurface) -> String? {
    guard part.grid != surface.grid else { return nil }
    return "incomplete: its complete \(part.grid.columns) × \(part.grid.rows) grid is written"
  }
}
