internal import Archives
internal import Failures
internal import Foundation
internal import Grids
public import Kernels
internal import Synchronization

/// A sampling run that ends in a surface file, and that can be interrupted and continued.
///
/// Points are written to the file as they come, at most a few seconds after they were computed. A
/// later run with the same manifest computes what is missing and ends in the same numbers.
public struct SamplingRun: Sendable {
  /// What is sampled.
  public let sampler: SurfaceSampler
  /// Where the surface goes.
  public let output: String

  /// The time between two writings of the file.
  private static let writingInterval = Duration.seconds(2)

  /// Describes a run.
  public init(_ sampler: SurfaceSampler, output: String) {
    self.sampler = sampler
    self.output = output
  }

  /// Computes what is missing, writes the surface file and returns the surface.
  ///
  /// - Parameters:
  ///   - workers: how many threads share the points; no number depends on it.
  ///   - onProgress: called after each point with the points done and those there are; one call
  ///     at a time, by several threads.
  ///   - shouldStop: asked before each point is begun; called by several threads.
  /// - Throws: `Failure`: `.interrupted` when stopped (what was computed is kept), `.data` if the
  ///   file belongs to another surface, `.output` if it cannot be written or is locked.
  public func run(
    workers: Workers,
    onProgress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in },
    shouldStop: @Sendable () -> Bool = { false }
  ) throws -> LossSurface {
    let lock = try FileLock(for: output)
    var surface = try startingSurface()
    guard !surface.isComplete else { return surface }
    let earlier = surface.sessions
    let before = surface.computedCount
    let begin = Date()
    let session: @Sendable (Int) -> JSONValue = { computed in
      [
        "host": .string(ProcessInfo.processInfo.hostName), "threads": .int(workers.count),
        "started": .string(begin.ISO8601Format()), "seconds": .double(-begin.timeIntervalSinceNow),
        "points": .int(computed - before),
      ]
    }
    let lastWriting = Mutex(ContinuousClock.now)
    let output = self.output
    let total = sampler.grid.count
    try sampler.run(&surface, workers: workers, shouldStop: shouldStop) { surface in
      let done = surface.computedCount
      onProgress(done, total)
      let isDue = lastWriting.withLock { last in
        guard last.duration(to: .now) >= SamplingRun.writingInterval else { return false }
        last = .now
        return true
      }
      guard isDue, done < total else { return }
      var kept = surface
      kept.sessions = earlier + [session(done)]
      try kept.write(to: output)
    }
    surface.sessions = earlier + [session(surface.computedCount)]
    try surface.write(to: output)
    extendLifetime(lock)
    guard surface.isComplete else {
      throw Failure(
        .interrupted,
        "stopped after \(surface.computedCount) of \(total) points; kept in \(output)",
        remedy: "Run the same command again to go on.")
    }
    return surface
  }

  /// The points that are in the file already.
  public func pointsDone() throws -> Int { try startingSurface().computedCount }

  private func startingSurface() throws -> LossSurface {
    guard InputFile.exists(at: output) else {
      return LossSurface(grid: sampler.grid, split: sampler.split, manifest: sampler.manifest)
    }
    let surface = try LossSurface(path: output)
    guard let manifest = surface.manifest else {
      throw Failure(
        .output, "exists already and was made by another program", at: output,
        remedy: "Choose another name, or replace it with --overwrite.")
    }
    if let difference = sampler.manifest.differences(from: manifest).first {
      throw Failure(
        .data, "belongs to a surface with other settings: \(difference)", at: output,
        remedy: "Repeat those settings to go on with it, or begin anew with --overwrite.")
    }
    guard surface.grid == sampler.grid, surface.split == sampler.split else {
      throw Failure(
        .data, "has other coordinates or datasets than its manifest says", at: output,
        remedy: "It was changed after it was written; begin anew with --overwrite.")
    }
    return surface
  }
}
