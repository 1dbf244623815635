internal import Archives
internal import Failures
internal import Landscapes
internal import Runs

extension OutputOptions {
  /// Makes sure before a surface is sampled that it can be written: an unfinished surface of the
  /// same settings, or parts of it, are continued, anything else that is there is replaced only with
  /// `--overwrite`. A complete surface of the same settings is good for one of several processes: the
  /// others have finished it.
  ///
  /// - Throws: `Failure` (output) if something is in the way, (data) if what is there is an
  ///   unfinished surface of other settings.
  func prepare(for run: SamplingRun, _ share: Share) throws {
    let parts = SurfaceParts(of: output)
    if !share.isWhole {
      try OutputPath.prepare(output, overwrite: true)
      _ = try run.pointsDone(of: share)
      return
    }
    guard InputFile.exists(at: output) else {
      try OutputPath.prepare(output, overwrite: overwrite)
      if overwrite { try parts.removeParts() } else { _ = try run.pointsDone() }
      return
    }
    try OutputPath.prepare(output, overwrite: true)
    // Released at once and taken again by the run: here it only shows whether another run is at
    // work, before its unfinished surface is judged.
    let lock = try FileLock(for: output)
    defer { extendLifetime(lock) }
    if holdsUnfinished {
      do {
        _ = try run.pointsDone()
        return
      } catch let failure as Failure where failure.code == .data && overwrite {}
    }
    guard overwrite else { throw exists }
    try AtomicFile.remove(output)
    try parts.removeParts()
  }

  /// Refuses before any work begins what no settings can continue.
  ///
  /// - Throws: `Failure` (output) where a file is there that is not an unfinished surface, and it is not
  ///   to be replaced.
  func refuseComplete() throws {
    if InputFile.exists(at: output), !overwrite, !holdsUnfinished { throw exists }
  }

  /// Whether there is a complete surface.
  var holdsComplete: Bool { (try? LossSurface(path: output))?.isComplete ?? false }

  private var holdsUnfinished: Bool {
    (try? LossSurface(path: output)).map { !$0.isComplete } ?? false
  }

  private var exists: Failure {
    Failure(
      .output, "exists already", at: output,
      remedy: "Choose another name, or replace it with --overwrite.")
  }
}
