internal import Archives
internal import Failures
public import Provenance

/// The folder of a run that can be resumed: its manifest records what it belongs to.
public struct RunFolder: Sendable {
  /// The folder.
  public let path: String
  /// Its manifest's path.
  public let manifestPath: String

  /// Names a folder and its manifest.
  public init(path: String, manifestPath: String) {
    self.path = path
    self.manifestPath = manifestPath
  }

  /// The manifest in the folder.
  public func manifest() throws -> Manifest {
    Manifest(json: try JSONValue(path: manifestPath))
  }

  /// Writes the manifest of a new run; leaves that of an earlier session of the same alone.
  ///
  /// - Parameters:
  ///   - manifest: that of the new run.
  ///   - names: the files that a run writes in the folder itself: without a manifest they are not
  ///     ours.
  ///   - overwrites: whether a run of the same kind with other settings is replaced.
  ///   - what: what a folder holds that is refused, such as `a comparison with other settings`.
  ///   - removeOthers: called before a run is replaced.
  /// - Throws: `Failure`: (data) if the folder holds another run, (output) if it holds files that the run
  ///   would replace and that may be the user's.
  public func claim(
    _ manifest: Manifest, names: [String], overwrites: Bool, orRefuse what: String,
    removeOthers: () throws -> Void = {}
  ) throws {
    if InputFile.exists(at: manifestPath) {
      let other = try self.manifest()
      guard let difference = manifest.differences(from: other).first else { return }
      guard overwrites, other.kind == manifest.kind else {
        throw Failure(
          .data, "holds \(what): \(difference)", at: path,
          remedy: difference.remedy(
            or:
              "Give another \(setting: "output"), repeat those settings, or start over with \(setting: "overwrite")."
          ))
      }
      try removeOthers()
    } else if !overwrites {
      for name in names { try OutputPath.prepare("\(path)/\(name)", overwrite: false) }
    }
    try manifest.json.write(to: manifestPath)
  }
}
