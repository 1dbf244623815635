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
///
/// Where several processes work, each computes its `Share` of the points, coarse to fine, and writes it to a
/// part of its own beside the output; the last to finish joins them (``SurfaceParts``).
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

  /// Computes what is missing of this process's share, coarse to fine, writes the file and returns the
  /// surface: with what other processes have computed until then.
  ///
  /// After the deadline of the run no point is started, and the surface is returned as computed so
  /// far.
  ///
  /// - Parameter context: gives the workers, the share and the deadline, is told of the progress and asked
  ///   whether to stop.
  /// - Throws: `Failure`: `.interrupted` when stopped (what was computed is kept), `.data` if a
  ///   file belongs to another surface, `.output` if it cannot be written or is locked.
  public func run(in context: RunContext) throws -> LossSurface {
    let share = context.share
    let ledger = try ledger(of: share, threads: context.workers.count)
    var surface = share.isWhole ? ledger.work : try knownPoints(of: share)
    guard !surface.isComplete else { return try finished(surface, share, ledger) }
    let taken = share.of(self.surface.grid.coarseToFine)
    let points = taken.filter { !surface.loss.isComputed[$0] }
    let others = OtherParts(
      SurfaceParts(of: output), share, known: taken.count - points.count, of: taken.count)
    context.report(.begun(others.beginning(on: self.surface.grid)))
    do {
      try surface.sample(points, in: context, on: executor) { surface, point, done in
        try ledger.update { $0.take(point, from: surface) }
        return others.progress(surface, done: done)
      }
    } catch {
      // Points that are computed are not lost with what has ended the run.
      if ledger.work.computedCount > 0 { _ = try? ledger.close() }
      throw error
    }
    let missing = points.count { !surface.loss.isComputed[$0] }
    guard missing == 0 || !context.isStopped else {
      let of = share.isWhole ? "" : " of \(share)"
      throw try ledger.stopped(
        "stopped after \(taken.count - missing) of \(taken.count) points\(of)")
    }
    return try finished(surface, share, ledger)
  }

  /// Writes what is computed, and joins the parts where this was the last of them.
  private func finished(
    _ surface: LossSurface, _ share: Share, _ ledger: Ledger<LossSurface>
  ) throws -> LossSurface {
    let parts = SurfaceParts(of: output)
    // The file of a surface that is complete already stays as it is.
    if let done = try parts.readOutput(), done.surface.isComplete {
      _ = try check(done, isForeignCoreRefused: true)
      try parts.removeParts()
      return done.surface
    }
    let written = try ledger.close()
    guard !share.isWhole else {
      if written.isComplete { try parts.removeParts() }
      return written
    }
    let sources = try parts.read()
    let known = try knownPoints(sources, of: share)
    // Those of other cores are among them, which joining refuses.
    return try SurfaceParts.computedCount(sources, with: known) == known.grid.count
      ? parts.join(sources) : known
  }

  /// The points of this process on their way to the disk. The file lists this run as its last session.
  private func ledger(of share: Share, threads: Int) throws -> Ledger<LossSurface> {
    let begin = Date()
    let before = Mutex((points: 0, sessions: 0))
    let path = share.isWhole ? output : PartFile(share, of: output).path
    return try Ledger(
      path: path, for: share.isWhole ? .file(path) : .share(path), .soon,
      as: LedgerForm(
        amount: { $0.computedCount == 0 ? nil : "\($0.computedCount) points" },
        write: { surface, path in
          let (points, sessions) = before.withLock { $0 }
          var session: JSONValue = [
            "host": .string(ProcessInfo.processInfo.hostName), "threads": .int(threads),
            "started": .string(begin.ISO8601Format()),
            "seconds": .double(-begin.timeIntervalSinceNow),
            "points": .int(surface.computedCount - points),
          ]
          if !share.isWhole { session["part"] = .string("\(share)") }
          surface.sessions = surface.sessions.prefix(sessions) + [session]
          try surface.write(to: path)
        }),
      earlier: {
        let surface = share.isWhole ? try knownPoints(of: share) : try ownPart(of: share)
        before.withLock { $0 = (surface.computedCount, surface.sessions.count) }
        return surface
      })
  }
}
