internal import Datasets
internal import Grids
internal import Landscapes
internal import Networks
internal import Provenance
internal import Runs
internal import Studies
internal import Synchronization
internal import Training

/// The sampling of surfaces.
extension ComparisonStages {
  /// The sampling of one window.
  func sampler(_ checkpoint: Checkpoint, _ window: Window) throws -> SurfaceSampler {
    var directions = settings.directions
    directions.seed += UInt64(window.plane - 1)
    let (lower, upper) = window.halfWidth.map { (-$0, $0) } ?? (settings.lower, settings.upper)
    guard
      let grid = Grid(
        xs: Grid.axis(from: lower, to: upper, count: settings.gridColumns),
        ys: Grid.axis(from: lower, to: upper, count: settings.gridRows))
    else { preconditionFailure("window \(lower) … \(upper)") }
    return try SurfaceSampler(
      checkpoint: checkpoint, plane: try Plane.random(around: checkpoint, directions),
      dataset: data.surface, grid: grid, loss: settings.training.loss)
  }

  /// What can be reached on the examples of all surfaces without a net, found once.
  private mutating func guessing() -> GuessingBaseline {
    let found = baseline ?? GuessingBaseline(of: data.surface, loss: settings.training.loss)
    baseline = found
    return found
  }

  /// Samples a window, or reads it where it is sampled already.
  mutating func surface(
    _ checkpoint: Checkpoint, _ arm: ComparisonFiles.Arm, seed: Int, _ window: Window
  ) throws -> LossSurface {
    let name =
      "sampling \(arm.title.lowercased()), seed \(seed), plane \(window.plane)"
      + (window.halfWidth.map { ", half-width \($0)" } ?? "")
    latest = name
    let sampler = try sampler(checkpoint, window)
    let run = SamplingRun(sampler, output: files.path(path(arm, seed: seed, window)))
    let before = work.done
    let total = work.total
    let samples = data.surface.count
    let missing = try run.missingPoints(of: context.share)
    let work = self.work
    defer { self.work.add(work.sampling(points: missing)) }
    let clock = StageClock()
    let context = self.context
    let unit = settings.examples
    let first = Mutex(0)
    let surface = try run.run(
      in: context.part { event in
        if case .begun(let points) = event { first.withLock { $0 = points.done } }
        guard case .progress(let points) = event else { return }
        let (new, all) = first.withLock { first in
          // What other processes had done before does not count as work of this session.
          if points.followsKnown { first = points.done - 1 }
          return (points.done - first, points.total - first)
        }
        context.advance(
          RunProgress(
            done: before + work.sampling(points: missing) * new / max(1, all), of: total,
            stage: name,
            facts: [
              .count(points.done, of: points.total, unit: "points"),
              .speed(Double(new * samples) / clock.seconds, unit: unit),
            ]))
      })
    done += 1
    context.report(.stage(name, seconds: missing == 0 ? nil : clock.seconds))
    if missing > 0, surface.isComplete {
      let checks = sampler.checks(of: surface, guessing())
      for note in CheckNote.notes(checks, on: name) { context.report(.note(note)) }
    }
    return surface
  }
}
