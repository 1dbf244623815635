internal import Archives
internal import Failures
internal import Foundation
internal import Grids
internal import Kernels
public import Runs

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
  /// After the deadline of the run no point is begun, and the surface is returned as far as it is known.
  ///
  /// - Throws: `Failure`: `.interrupted` when stopped (what was computed is kept), `.data` if the
  ///   file belongs to another surface, `.output` if it cannot be written or is locked.
  public func run(in context: RunContext) throws -> LossSurface {
    let lock = try FileLock(for: output)
    try AtomicFile.removeLeftovers(of: output)
    var surface = try startingSurface()
    guard !surface.isComplete else { return surface }
    let total = sampler.grid.count
    let before = surface.computedCount
    context.report(.begun(RunProgress(done: before, of: total, .points)))
    let writer = SurfaceWriter(
      surface, path: output, session: session(threads: context.workers.count, after: before))
    try sampler.run(
      &surface, in: context, onPoint: { try writer.take($1, from: $0) })
    surface = try writer.close()
    extendLifetime(lock)
    guard surface.isComplete || !context.isStopped else {
      throw Failure(
        .interrupted,
        "stopped after \(surface.computedCount) of \(total) points; kept in \(output)",
        remedy: "Run the same command again to go on.")
    }
    return surface
  }

  private func session(
    threads: Int, after before: Int
  ) -> @Sendable (_ computed: Int) -> JSONValue {
    let begin = Date()
    return { computed in
      [
        "host": .string(ProcessInfo.processInfo.hostName), "threads": .int(threads),
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
    var known = manifest
    known["precision"] = surface.precision.map { .string($0.rawValue) }
    let differences = sampler.manifest.differences(from: known)
    let sections = sections(differences)
    if let main = sections.first, let example = differences.first(where: { section($0) == main }) {
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
    let names = Set(differences.map(section))
    return order.filter(names.contains) + names.subtracting(order).sorted()
  }

  /// The part of the manifest that a difference lies in.
  private func section(_ difference: JSONDifference) -> String {
    String(difference.path.prefix { $0 != "." && $0 != "[" })
  }
}
