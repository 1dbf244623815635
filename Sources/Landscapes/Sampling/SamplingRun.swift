internal import Archives
internal import Failures
internal import Foundation
internal import Grids
public import Kernels
internal import Provenance
public import Runs
internal import Synchronization

/// A sampling run that ends in a surface file, and that can be interrupted and resumed.
///
/// Points are written to the file as they come, at most a few seconds after they were computed. A
/// later run with the same manifest computes what is missing; the result is bit-identical.
public struct SamplingRun: Sendable {
  /// What is sampled.
  public let surface: SurfaceDescription
  /// Where the surface goes.
  public let output: String
  let executor: @Sendable (Workers) throws -> any PointExecutor

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - surface: what is sampled.
  ///   - output: where the surface goes.
  ///   - executor: makes what evaluates the points, when there are any to evaluate, for a number of
  ///     workers.
  public init(
    _ surface: SurfaceDescription, output: String,
    on executor: @escaping @Sendable (Workers) throws -> any PointExecutor
  ) {
    self.surface = surface
    self.output = output
    self.executor = executor
  }

  /// Computes what is missing, coarse to fine, writes the surface file and returns the surface.
  ///
  /// After the deadline of the run no point is started, and the surface is returned as computed so
  /// far.
  ///
  /// - Parameter context: gives the workers and the deadline, is told of the progress and asked
  ///   whether to stop.
  /// - Throws: `Failure`: `.interrupted` when stopped (what was computed is kept), `.data` if the
  ///   file belongs to another surface, `.output` if it cannot be written or is locked.
  public func run(in context: RunContext) throws -> LossSurface {
    let ledger = try ledger(threads: context.workers.count)
    var surface = ledger.work
    guard !surface.isComplete else { return surface }
    let total = self.surface.grid.count
    context.report(.begun(RunProgress(done: surface.computedCount, of: total, .points)))
    do {
      try surface.sample(in: context, on: executor) { surface, point in
        try ledger.update { $0.take(point, from: surface) }
      }
    } catch {
      // Points that are computed are not lost with what has ended the run.
      if surface.computedCount > 0 { _ = try? ledger.close() }
      throw error
    }
    guard surface.isComplete || !context.isStopped else {
      throw try ledger.stopped("stopped after \(surface.computedCount) of \(total) points")
    }
    return try ledger.close()
  }

  /// The surface on its way to the disk. The file lists this run as its last session.
  private func ledger(threads: Int) throws -> Ledger<LossSurface> {
    let begin = Date()
    let before = Mutex((points: 0, sessions: 0))
    return try Ledger(
      path: output, for: .file(output), .soon,
      as: LedgerForm(
        amount: { $0.computedCount == 0 ? nil : "\($0.computedCount) points" },
        write: { surface, path in
          let (points, sessions) = before.withLock { $0 }
          let session: JSONValue = [
            "host": .string(ProcessInfo.processInfo.hostName), "threads": .int(threads),
            "started": .string(begin.ISO8601Format()),
            "seconds": .double(-begin.timeIntervalSinceNow),
            "points": .int(surface.computedCount - points),
          ]
          surface.sessions = surface.sessions.prefix(sessions) + [session]
          try surface.write(to: path)
        }),
      earlier: {
        let surface = try startingSurface()
        before.withLock { $0 = (surface.computedCount, surface.sessions.count) }
        return surface
      })
  }

  /// The points that are in the file already.
  public func pointsDone() throws -> Int { try startingSurface().computedCount }

  func startingSurface() throws -> LossSurface {
    guard InputFile.exists(at: output) else {
      return LossSurface(
        grid: self.surface.grid, split: self.surface.split, manifest: self.surface.manifest)
    }
    let surface = try LossSurface(path: output)
    guard let manifest = surface.manifest else {
      throw Failure(
        .output, "exists already and was made by another program", at: output,
        remedy: "Choose another name, or replace it with \(setting: "overwrite").")
    }
    let differences = self.surface.manifest.withChoices.differences(from: manifest.withChoices)
    let sections = sections(differences)
    if let main = sections.first, let example = differences.first(where: { $0.section == main }) {
      throw Failure(
        .data,
        "belongs to a surface with other settings (\(sections.joined(separator: ", "))): \(example)",
        at: output,
        remedy: example.remedy(
          or: "Repeat those settings to resume it, or start over with \(setting: "overwrite").")
      )
    }
    guard surface.grid == self.surface.grid, surface.split == self.surface.split else {
      throw Failure(
        .data, "has coordinates or datasets that differ from its manifest", at: output,
        remedy: "It was changed after it was written: start over with \(setting: "overwrite").")
    }
    return surface
  }

  /// What differs. Other weights have other random directions around them, so what was changed
  /// comes before what follows from it.
  private func sections(_ differences: [JSONDifference]) -> [String] {
    let order = ["weights", "directions", "evaluator", "data", "loss", "grid", "precision"]
    let names = Set(differences.map(\.section))
    return order.filter(names.contains) + names.subtracting(order).sorted()
  }
}
