internal import Analysis
internal import Archives
internal import Datasets
internal import Failures
internal import Foundation
internal import Grids
internal import Kernels
internal import Landscapes
internal import Networks
internal import Provenance
internal import Reports
internal import Runs
internal import Synchronization
internal import Training

/// The stages of a comparison: each makes one file, or reads it where it is complete already.
struct ComparisonStages {
  /// A surface and what was found on it.
  struct Looked {
    let surface: LossSurface
    let analysis: MinimaAnalysis
    /// What a second look has shown; nil where there was none.
    let confirmation: MinimaConfirmation?
  }

  /// What is known of one net.
  struct Net {
    var result: ComparisonReport.Net
    /// The surfaces of the planes and what was found on them.
    var surfaces: [Looked] = []

    /// A line for the figures.
    var facts: String {
      String(
        format: "training loss %.3g, training accuracy %.1f %%", result.trainLoss,
        result.trainAccuracy)
    }
  }

  /// A plane of a net and the part of it that is sampled.
  struct Window {
    /// The number of the plane.
    let plane: Int
    /// The half-width; nil for the comparison's own window.
    let halfWidth: Double?
  }

  let settings: ComparisonSettings
  let extras: ComparisonExtras
  let files: ComparisonFiles
  let data: ComparisonData
  /// The surroundings of the whole comparison. Each stage is a part of it.
  let context: RunContext
  private var work: ComparisonWork
  /// The name of the latest stage that was begun.
  private(set) var latest = ""
  /// The stages that are done.
  private(set) var done = 0

  /// Steps whose gradients are recorded: as many as a figure has columns, so that a long training
  /// does not leave more numbers than anyone looks at.
  private static let mostRecordedSteps = 240

  init(
    settings: ComparisonSettings, extras: ComparisonExtras, files: ComparisonFiles,
    data: ComparisonData, in context: RunContext
  ) {
    self.settings = settings
    self.extras = extras
    self.files = files
    self.data = data
    self.context = context
    work = ComparisonWork(MissingWork(), settings: settings)
  }

  /// What is sampled around each net: its planes, then other windows of the first.
  var windows: [Window] { Self.windows(settings, extras) }

  private static func windows(
    _ settings: ComparisonSettings, _ extras: ComparisonExtras
  ) -> [Window] {
    let others = extras.halfWidths.filter { $0 != settings.halfWidth }.sorted()
    return (1...settings.planes).map { Window(plane: $0, halfWidth: nil) }
      + others.map { Window(plane: 1, halfWidth: $0) }
  }

  /// The stages there are.
  var count: Int {
    let looks =
      (extras.confirms ? settings.planes : 0) + (extras.measuresCurvature ? 1 : 0)
    return 2 * settings.seeds * (1 + windows.count + looks)
  }

  /// Measures how long all that is missing will take, tells it, and weighs the stages accordingly.
  mutating func tellForecast() throws {
    let forecast = try forecast()
    let missing = try ComparisonFiles.Arm.allCases.map { try self.missing($0) }
    work = ComparisonWork(
      missing.reduce(MissingWork(), +), settings: settings, forecast: forecast)
    if let forecast { context.report(.note(forecast)) }
  }

  /// Trains and samples one net.
  mutating func net(_ arm: ComparisonFiles.Arm, index: Int) throws -> Net {
    let seed = Int(settings.training.seed) + index
    try OutputPath.prepareFolder(files.path(files.net(arm, seed: seed)))
    let workers = context.workers
    let checkpoint = try weights(arm, seed: seed)
    let train = checkpoint.evaluate(
      inputs: data.train.inputs, labels: data.train.labels, workers: workers)
    let test = data.test.map {
      checkpoint.evaluate(inputs: $0.inputs, labels: $0.labels, workers: workers)
    }
    let centre = checkpoint.evaluate(
      inputs: data.surface.inputs, labels: data.surface.labels, workers: workers)
    var net = Net(
      result: ComparisonReport.Net(
        seed: seed,
        measures: [.trainLoss: train.mean, .trainAccuracy: train.accuracy], surfaces: []))
    net.result.measures[.testAccuracy] = test?.accuracy
    for window in windows {
      let surface = try self.surface(checkpoint, arm, seed: seed, window)
      try checkHeights(of: surface, path: files.path(path(arm, seed: seed, window)))
      let analysis = MinimaAnalysis(
        of: surface.loss, quantity: surface.quantity, threshold: settings.threshold)
      var result = ComparisonReport.Surface(
        of: surface, analysis: analysis, classes: data.train.classes, plane: window.plane,
        halfWidth: window.halfWidth ?? settings.halfWidth, centre: centre,
        path: path(arm, seed: seed, window),
        figure: window.halfWidth == nil
          ? files.figure(arm, seed: seed, plane: window.plane) : nil)
      if window.halfWidth == nil {
        let confirmation =
          extras.confirms
          ? try confirmation(
            of: surface, analysis, checkpoint, arm, seed: seed, plane: window.plane) : nil
        if let confirmation { result.take(confirmation) }
        net.surfaces.append(
          Looked(surface: surface, analysis: analysis, confirmation: confirmation))
        net.result.surfaces.append(result)
      } else {
        net.result.windows.append(result)
      }
    }
    if extras.measuresCurvature {
      net.result.measures.merge(try curvature(checkpoint, arm, seed: seed)) { $1 }
    }
    return net
  }

  /// The file of a surface, relative to the folder.
  func path(_ arm: ComparisonFiles.Arm, seed: Int, _ window: Window) -> String {
    window.halfWidth.map {
      files.surface(arm, seed: seed, plane: window.plane, halfWidth: $0)
    } ?? files.surface(arm, seed: seed, plane: window.plane)
  }

  /// The training of one net.
  func trainingRun(_ arm: ComparisonFiles.Arm, seed: Int) throws -> TrainingRun {
    let network = try settings.model.network(
      inputShape: data.train.inputShape, classes: data.train.classes, plain: arm == .plain)
    var training = settings.training(arm)
    training.seed = UInt64(seed)
    let trainer = try Trainer(network: network, dataset: data.train, settings: training)
    return try TrainingRun(
      trainer, initialization: settings.model.initialization,
      model: (arm == .plain ? "plain " : "") + settings.model.title,
      output: files.path(files.weights(arm, seed: seed)),
      history: files.path(files.history(arm, seed: seed)),
      recording: GradientRecording(
        path: files.path(files.gradients(arm, seed: seed)),
        every: (trainer.steps + ComparisonStages.mostRecordedSteps - 1)
          / ComparisonStages.mostRecordedSteps))
  }

  private mutating func weights(_ arm: ComparisonFiles.Arm, seed: Int) throws -> Checkpoint {
    let name = "training \(arm.title.lowercased()), seed \(seed)"
    latest = name
    let run = try trainingRun(arm, seed: seed)
    if let finished = try run.finished() {
      done += 1
      context.report(.stage(name, seconds: nil))
      return finished
    }
    let clock = StageClock()
    let before = work.done
    let earlier = try run.stepsDone()
    let total = work.total
    let work = self.work
    defer { self.work.add(work.training(steps: run.trainer.steps - earlier)) }
    let context = self.context
    context.report(.progress(RunProgress(done: before, of: total, stage: name)))
    let epochs = run.trainer.settings.epochs
    let examples = min(settings.training.batchSize, data.train.count)
    let unit = settings.examples
    let (checkpoint, _) = try run.run(
      in: context.part { event in
        guard case .progress(let step) = event else { return }
        let new = step.done - earlier
        context.advance(
          RunProgress(
            done: before + work.training(steps: new), of: total, stage: name,
            facts: [.epoch((step.done - 1) * epochs / step.total + 1, of: epochs)] + step.facts
              + [.speed(Double(new * examples) / clock.seconds, unit: unit)]))
      })
    done += 1
    context.report(.stage(name, seconds: clock.seconds))
    return checkpoint
  }

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
      dataset: data.surface, grid: grid)
  }

  private mutating func surface(
    _ checkpoint: Checkpoint, _ arm: ComparisonFiles.Arm, seed: Int, _ window: Window
  ) throws -> LossSurface {
    let name =
      "sampling \(arm.title.lowercased()), seed \(seed), plane \(window.plane)"
      + (window.halfWidth.map { ", half-width \($0)" } ?? "")
    latest = name
    let run = SamplingRun(
      try sampler(checkpoint, window), output: files.path(path(arm, seed: seed, window)))
    let before = work.done
    let total = work.total
    let samples = data.surface.count
    let earlier = try run.pointsDone()
    let work = self.work
    defer { self.work.add(work.sampling(points: run.sampler.grid.count - earlier)) }
    let clock = StageClock()
    let context = self.context
    let unit = settings.examples
    let surface = try run.run(
      in: context.part { event in
        guard case .progress(let points) = event else { return }
        let new = points.done - earlier
        context.advance(
          RunProgress(
            done: before + work.sampling(points: new), of: total, stage: name,
            facts: [
              .count(points.done, of: points.total, unit: "points"),
              .speed(Double(new * samples) / clock.seconds, unit: unit),
            ]))
      })
    done += 1
    context.report(.stage(name, seconds: earlier == surface.grid.count ? nil : clock.seconds))
    return surface
  }

  /// Takes a second look, or finds it done.
  ///
  /// - Parameters:
  ///   - expected: how much work it was taken for.
  ///   - scale: the work of one piece of the look's progress.
  ///   - body: returns what was found, and whether it was found just now.
  mutating func look<Result>(
    _ name: String, work expected: Int, scale: @escaping @Sendable (RunProgress) -> Int,
    _ body: (ComparisonStages, _ context: RunContext) throws -> (Result, isNew: Bool)
  ) throws -> Result {
    latest = name
    let (before, total) = (work.done, work.total)
    let clock = StageClock()
    let context = self.context
    let latestDone = Mutex(0)
    let part = context.part { event in
      guard case .progress(let progress) = event else { return }
      let scale = scale(progress)
      let done = progress.done * scale
      latestDone.withLock { $0 = done }
      let all = max(done, progress.total * scale)
      context.report(
        .progress(
          RunProgress(
            done: before + done, of: max(before, total - expected) + all, stage: name,
            followsKnown: progress.followsKnown)))
    }
    let (result, isNew) = try body(self, part)
    if isNew {
      work.add(latestDone.withLock { $0 }, insteadOf: expected)
      context.notePiece()
    }
    done += 1
    context.report(.stage(name, seconds: isNew ? clock.seconds : nil))
    return result
  }

  /// Refuses a surface whose heights a comparison, which measures them in decades, would not show as
  /// they are.
  private func checkHeights(of surface: LossSurface, path: String) throws(Failure) {
    guard let misfit = HeightScale.standard.misfit(of: surface.loss) else { return }
    throw Failure(
      .data, "\(misfit)", at: path,
      remedy: """
        A comparison measures heights in decades. Count and draw this surface with basin minima and \
        basin render, and \(setting: "scale", "linear").
        """)
  }

}
