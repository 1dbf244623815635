internal import Archives
internal import Failures
internal import Landscapes

extension OutputOptions {
  /// Makes sure before a surface is sampled that it can be written: an unfinished surface of the
  /// same settings is continued, anything else that is there is replaced only with
  /// `--overwrite`.
  ///
  /// - Throws: `Failure` (output) if something is in the way, (data) if what is there is an
  ///   unfinished surface of other settings.
  func prepare(for run: SamplingRun) throws {
    guard InputFile.exists(at: output) else {
      return try OutputPath.prepare(output, overwrite: overwrite)
    }
    try OutputPath.prepare(output, overwrite: true)
    // Released at once and taken again by the run: here it only shows whether another run is at
    // work, before its unfinished surface is judged.
    let lock = try FileLock(for: output)
    defer { extendLifetime(lock) }
    let isUnfinished = (try? LossSurface(path: output)).map { !$0.isComplete } ?? false
    if isUnfinished {
      do {
        _ = try run.pointsDone()
        return
      } catch let failure as Failure where failure.code == .data && overwrite {}
    }
    guard overwrite else {
      throw Failure(
        .output, "exists already", at: output,
        remedy: "Choose another name, or replace it with --overwrite.")
    }
    try AtomicFile.remove(output)
  }
}
