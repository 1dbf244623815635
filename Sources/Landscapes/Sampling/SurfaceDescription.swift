public import Datasets
public import Grids
public import Provenance

/// What a surface is, before any of its points is computed.
public struct SurfaceDescription: Sendable {
  /// Where the points are.
  public let grid: Grid
  /// Which examples the losses are of.
  public let split: DatasetSplit
  /// Everything that determines the numbers.
  public let manifest: Manifest

  /// Describes a surface.
  public init(grid: Grid, split: DatasetSplit, manifest: Manifest) {
    self.grid = grid
    self.split = split
    self.manifest = manifest
  }
}
