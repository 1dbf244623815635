internal import Archives
internal import Failures
internal import Figures
internal import Foundation
internal import Grids
internal import Landscapes
internal import Pictures
internal import Provenance

/// The paths of optimisers that are drawn over surfaces.
enum DrawnPaths {
  /// The paths that are drawn on each surface. What differs between plane and path is said on the standard error.
  ///
  /// - Throws: `Failure` (usage) for more paths than a picture holds, (data) for a file without a path, or whose
  ///   plane none of the surfaces is of.
  static func read(
    _ files: [String], on surfaces: [(path: String, surface: LossSurface)]
  ) throws -> [[DrawnTrajectory]] {
    guard files.count <= PathMark.mostPaths else {
      throw Failure(
        .usage, "a picture holds at most \(PathMark.mostPaths) paths, got \(files.count)",
        at: .setting("trajectory"), remedy: "Draw several pictures.")
    }
    var paths: [[DrawnTrajectory]] = surfaces.map { _ in [] }
    for file in files {
      let trajectory = try Trajectory(path: file)
      let fitting = surfaces.indices.filter { surfaces[$0].surface.holds(trajectory) }
      guard !fitting.isEmpty else {
        throw Failure(
          .data, "holds a path on another plane than \(surfaces[0].path)", at: file,
          remedy: "Sample its own plane with basin sample --directions, or put the path on that "
            + "plane with basin plane --onto.")
      }
      for index in fitting {
        let (path, surface) = surfaces[index]
        paths[index].append(
          DrawnTrajectory(
            trajectory,
            name: PathText.visible(URL(filePath: file).deletingPathExtension().lastPathComponent)))
        warn(of: trajectory, file, on: surface, path)
      }
    }
    return paths
  }

  private static func warn(
    of trajectory: Trajectory, _ file: String, on surface: LossSurface, _ path: String
  ) {
    let outside = trajectory.steps.count { !surface.grid.spans(PlanePoint(x: $0.x, y: $0.y)) }
    if outside > 0 {
      StandardStreams.writeMessage(
        "basin: \(file): \(outside) of \(trajectory.steps.count) checkpoints lie outside of \(path)\n"
      )
    }
    let isComparable = surface.manifest?.surface?.data?.digest == trajectory.data?.digest
    guard isComparable, let mismatch = PathMismatch(of: trajectory, on: surface),
      mismatch.factor >= PathMismatch.worthTelling
    else { return }
    StandardStreams.writeMessage("basin: \(file): \(mismatch.text)\n")
  }
}

extension LossSurface {
  /// Whether a path is on the plane of the surface, as far as both files say.
  fileprivate func holds(_ trajectory: Trajectory) -> Bool {
    guard let own = manifest?.surface?.directions.digest, let digest = trajectory.directionsDigest
    else { return true }
    return own == digest
  }
}
