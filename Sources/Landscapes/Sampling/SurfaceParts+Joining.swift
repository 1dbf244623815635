internal import Archives
internal import Failures
internal import Foundation
internal import Grids
internal import Provenance
public import Runs

extension SurfaceParts {
  /// A surface that was joined from its parts.
  public struct Joined: Sendable {
    /// The surface, as it was written.
    public let surface: LossSurface
    /// How many parts it was joined from.
    public let parts: Int
    /// The parts that lack points, where the surface does.
    public let unfinished: [Unfinished]
  }

  /// A part that lacks points.
  public struct Unfinished: Sendable {
    /// Whose part it is.
    public let share: Share
    /// The points of the share that are known.
    public let done: Int
    /// All points of the share.
    public let total: Int
    /// Whether the file of the part is there.
    public let hasFile: Bool
  }

  /// Joins the parts into the file of the surface, and removes them if no point is missing.
  ///
  /// - Parameter acrossCores: whether parts from machines with different OpenBLAS cores, whose last digits
  ///   may differ, are joined; only where no point is missing.
  /// - Throws: `Failure`: (missing) without parts, (data) where a part belongs to another surface, version or
  ///   core, (output) where the file cannot be written or a run in one process is at work on it.
  public func join(acrossCores: Bool = false) throws -> Joined {
    let lock = try waitForLock()
    defer { extendLifetime(lock) }
    return try join(try read(), acrossCores: acrossCores)
  }

  /// Joins parts that were read before, unless another process has done so in between.
  func join(_ sources: [Source]) throws -> LossSurface {
    let lock = try waitForLock()
    defer { extendLifetime(lock) }
    if let done = try readOutput(), done.surface.isComplete {
      // A part may have been written again in the meantime.
      try removeParts()
      return done.surface
    }
    return try join(sources, acrossCores: false).surface
  }

  private func join(_ sources: [Source], acrossCores: Bool) throws -> Joined {
    guard let first = sources.first else {
      let example = PartFile(Share(0, of: 2), of: output).path
      throw Failure(
        .missing, "neither this surface nor a part of it, such as \(example), is there",
        at: output, remedy: "Name the output that the processes were given.")
    }
    let cores = try check(sources, acrossCores: acrossCores)
    var surface = LossSurface(
      quantity: first.surface.quantity, loss: ScalarField(missingOn: first.surface.grid),
      manifest: cores.isEmpty
        ? first.surface.manifest : first.surface.manifest?.mixingCores(of: cores))
    for source in sources {
      try surface.merge(source.surface, from: source.path, mayDiffer: !cores.isEmpty)
    }
    let unfinished = surface.isComplete ? [] : unfinished(sources, of: surface)
    guard surface.isComplete || cores.isEmpty else {
      throw Failure(
        .data, "\(surface.computedCount) of \(surface.grid.count) points are there", at: output,
        remedy: "Parts of different cores can be joined once all points are there.")
    }
    // A surface that holds all of it already stays as it is.
    if first.share != nil || first.surface.computedCount < surface.computedCount {
      try surface.write(to: output)
    }
    if surface.isComplete { try removeParts() }
    return Joined(
      surface: surface, parts: sources.count { $0.share != nil }, unfinished: unfinished)
  }

  /// Joins the parts where no point is missing.
  ///
  /// - Returns: whether the surface is complete.
  /// - Throws: what ``join(acrossCores:)`` throws.
  public func joinIfComplete() throws -> Bool {
    let sources = try read()
    guard let first = sources.first else { return false }
    if first.share == nil, first.surface.isComplete { return true }
    guard Self.computedCount(sources, with: first.surface) == first.surface.grid.count else {
      return false
    }
    return try join(sources).isComplete
  }

  /// Another process that joins is done soon; a run in one process may take long.
  private func waitForLock() throws -> FileLock? {
    let end = ContinuousClock.now + .seconds(30)
    while true {
      switch FileLock.attempt(for: output) {
      case .taken(let lock): return lock
      case .impossible: return nil
      case .busy:
        guard ContinuousClock.now < end else {
          throw Failure(
            .output, "is locked by a run in one process; the parts stay", at: output,
            remedy: "Join them when that run has ended.")
        }
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
  }

  /// Makes sure that all belong to one surface.
  ///
  /// - Returns: the manifests of parts from other cores.
  private func check(_ sources: [Source], acrossCores: Bool) throws -> [Manifest] {
    guard let first = sources.first, let manifest = first.surface.manifest else { return [] }
    var cores: [Manifest] = []
    for source in sources.dropFirst() {
      guard let other = source.surface.manifest else { continue }
      let differences = other.withChoices.differences(from: manifest.withChoices)
      if let difference = differences.first(where: { !$0.isOfCore && !$0.isOfVersion }) {
        throw Failure(
          .data, "belongs to another surface than \(first.path): \(difference)", at: source.path,
          remedy: "Move it away, or remove it.")
      }
      if let difference = differences.first(where: \.isOfVersion) {
        throw Failure(
          .data, "was computed by another version of Basin than \(first.path): \(difference)",
          at: source.path, remedy: "Remove it and compute its points again with one version.")
      }
      if let difference = differences.first {
        guard acrossCores else {
          throw Failure(
            .data,
            "was computed on another type of core than \(first.path), so last digits may differ: "
              + "\(difference)", at: source.path,
            remedy: "Join them all the same with \(setting: "across cores").")
        }
        cores.append(other)
      }
      guard source.surface.grid == first.surface.grid,
        source.surface.quantity == first.surface.quantity
      else {
        throw Failure(
          .data, "has coordinates or datasets that differ from its manifest", at: source.path,
          remedy: "Remove this part; its points are then computed again.")
      }
    }
    return cores
  }

  private func unfinished(_ sources: [Source], of surface: LossSurface) -> [Unfinished] {
    let shares = Set(sources.compactMap(\.share))
    let order = surface.grid.coarseToFine
    return Set(shares.map(\.count)).sorted().flatMap { count in
      var points = Array(repeating: (done: 0, total: 0), count: count)
      for (position, point) in order.enumerated() {
        points[position % count].total += 1
        if surface.loss.isComputed[point] { points[position % count].done += 1 }
      }
      return points.enumerated().filter { $1.done < $1.total }.map { index, points in
        let share = Share(index, of: count)
        return Unfinished(
          share: share, done: points.done, total: points.total, hasFile: shares.contains(share))
      }
    }
  }
}
