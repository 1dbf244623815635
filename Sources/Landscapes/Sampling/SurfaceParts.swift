internal import Archives
internal import Failures
internal import Foundation
internal import Grids
internal import Provenance
internal import Runs

/// A surface that several processes sample: the file of the surface and the parts beside it
/// (`PartFile`).
///
/// Each process writes its own part and no other file. Whoever finds that all points are there joins
/// them; several that do so at once write the same bytes. Nothing here needs a lock, but where the file
/// system has them, a run in one process is kept from writing over a surface that is being joined.
public struct SurfaceParts: Sendable {
  /// The file of the surface.
  public let output: String

  /// Names the file of the surface.
  public init(of output: String) { self.output = output }

  /// One of the files.
  struct Source {
    let path: String
    /// Whose part it is; nil for the file of the surface.
    let share: Share?
    let surface: LossSurface
  }

  /// Reads all files that are there.
  ///
  /// - Throws: `Failure` where one of them is not a surface of Basin's.
  func read() throws -> [Source] {
    let parts = PartFile.all(of: output).map { ($0.path, Optional($0.share)) }
    return try read([(output, nil)] + parts)
  }

  /// Reads the file of the surface alone; nil where it is not there.
  func readOutput() throws -> Source? { try read([(output, nil)]).first }

  /// Reads the part of a share alone; nil where it is not there.
  func read(_ share: Share) throws -> Source? {
    try read([(PartFile(share, of: output).path, share)]).first
  }

  private func read(_ files: [(path: String, share: Share?)]) throws -> [Source] {
    try files.compactMap { path, share in
      guard InputFile.exists(at: path) else { return nil }
      do {
        let surface = try LossSurface(path: path)
        guard surface.manifest != nil else {
          throw Failure(
            .output, "exists already and was made by another program", at: path,
            remedy: "Choose another name, or replace it with \(setting: "overwrite").")
        }
        return Source(path: path, share: share, surface: surface)
      } catch let failure as Failure {
        // Another process may have joined and removed it just now.
        guard InputFile.exists(at: path) else { return nil }
        guard share != nil, failure.code == .data else { throw failure }
        throw Failure(
          .data, failure.what, at: failure.place,
          remedy: "Remove this part; its points are then computed again.")
      }
    }
  }

  /// How many points are known to a surface or are in one of the files, whatever their settings.
  static func computedCount(_ sources: [Source], with surface: LossSurface) -> Int {
    var isComputed = surface.loss.isComputed
    for source in sources where source.surface.grid == surface.grid {
      for (point, isThere) in source.surface.loss.isComputed.enumerated() where isThere {
        isComputed[point] = true
      }
    }
    return isComputed.count { $0 }
  }

  /// Removes the parts, what killed processes have left while they wrote them, and locks that nobody holds.
  public func removeParts() throws {
    for part in PartFile.all(of: output) { try AtomicFile.remove(part.path) }
    PartFile.removeLeftovers(of: output)
  }
}

extension LossSurface {
  /// Takes over all points that another surface on the same grid knows and this one does not, and its
  /// sessions.
  ///
  /// - Parameters:
  ///   - path: where the other was read.
  ///   - mayDiffer: whether points that both know may differ; this surface's stay.
  /// - Throws: `Failure` (data) where both know a point, with different losses.
  mutating func merge(_ other: LossSurface, from path: String, mayDiffer: Bool = false) throws {
    for point in 0..<grid.count where other.loss.isComputed[point] {
      guard loss.isComputed[point] else {
        take(point, from: other)
        continue
      }
      guard mayDiffer || loss[point].bitPattern == other.loss[point].bitPattern else {
        let position = grid.position(of: point)
        throw Failure(
          .data,
          "has a loss of \(other.loss[point]) at (\(position.x), \(position.y)), where another part with the "
            + "same settings has \(loss[point])", at: path,
          remedy: "One of them is damaged: remove the parts to compute their points again.")
      }
    }
    sessions += other.sessions.filter { !sessions.contains($0) }
  }
}
