internal import Archives
internal import Failures
internal import Foundation
internal import Grids
public import Kernels
internal import Provenance
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

  /// Describes a run.
  public init(_ sampler: SurfaceSampler, output: String) {
    self.sampler = sampler
    self.output = output
  }

  /// Computes what is missing, coarse to fine, writes the surface file and returns the surface.
  ///
  /// - Parameters:
  ///   - workers: how many threads share the points; no number depends on it.
  ///   - deadline: no point is begun after it, and the surface is returned as far as it is known. At
  ///     least one point is computed, so that a run with any deadline makes headway.
  ///   - onProgress: called after each point with the points done and those there are; one call
  ///     at a time, by several threads.
  ///   - shouldStop: asked before each point is begun; called by several threads.
  /// - Throws: `Failure`: `.interrupted` when stopped (what was computed is kept), `.data` if the
  ///   file belongs to another surface, `.output` if it cannot be written or is locked.
  public func run(
    workers: Workers, deadline: ContinuousClock.Instant? = nil,
    onProgress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws -> LossSurface {
    let lock = try FileLock(for: output)
    try AtomicFile.removeLeftovers(of: output)
    var surface = try startingSurface()
    guard !surface.isComplete else { return surface }
    let total = sampler.grid.count
    let before = surface.computedCount
    let writer = SurfaceWriter(surface, path: output, session: session(workers, after: before))
    // Counted here: to count the points of the surface takes longer than many a point does.
    let computed = Atomic(before)
    try sampler.run(
      &surface, workers: workers,
      shouldStop: {
        if shouldStop() { return true }
        guard let deadline, computed.load(ordering: .relaxed) > before else { return false }
        return ContinuousClock.now >= deadline
      },
      onPoint: { surface, point in
        let done = computed.add(1, ordering: .relaxed).newValue
        try writer.take(point, from: surface)
        onProgress(done, total)
      })
    surface = try writer.close()
    extendLifetime(lock)
    guard surface.isComplete || !shouldStop() else {
      throw Failure(
        .interrupted,
        "stopped after \(surface.computedCount) of \(total) points; kept in \(output)",
        remedy: "Run the same command again to go on.")
    }
    return surface
  }

  private func session(
    _ workers: Workers, after before: Int
  ) -> @Sendable (_ computed: Int) -> JSONValue {
    let begin = Date()
    return { computed in
      [
        "host": .string(ProcessInfo.processInfo.hostName), "threads": .int(workers.count),
        "started": .string(begin.ISO8601Format()), "seconds": .double(-begin.timeIntervalSinceNow),
        "points": .int(computed - before),
      ]
    }
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
        remedy: "Choose another name, or replace it with \(setting: "overwrite").")
    }
    let differences = sampler.manifest.differences(from: manifest.withPrecision)
    let sections = sections(differences)
    if let main = sections.first, let example = differences.first(where: { $0.section == main }) {
      throw Failure(
        .data,
        "belongs to a surface with other settings (\(sections.joined(separator: ", "))): \(example)",
        at: output,
        remedy: example.remedy(
          or: "Repeat those settings to go on with it, or begin anew with \(setting: "overwrite").")
      )
    }
    guard surface.grid == sampler.grid, surface.split == sampler.split else {
      throw Failure(
        .data, "has other coordinates or datasets than its manifest says", at: output,
        remedy: "It was changed after it was written; begin anew with \(setting: "overwrite").")
    }
    return surface
  }

  /// What differs. Other weights have other random directions around them, so what was changed
  /// comes before what follows from it.
  private func sections(_ differences: [JSONDifference]) -> [String] {
    let order = ["weights", "directions", "data", "grid", "precision"]
    let names = Set(differences.map(\.section))
    return order.filter(names.contains) + names.subtracting(order).sorted()
  }
}
