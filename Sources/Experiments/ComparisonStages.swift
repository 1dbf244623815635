internal import Analysis
internal import Archives
internal import Datasets
internal import Foundation
internal import Grids
internal import Kernels
internal import Landscapes
internal import Networks
internal import Numerals
internal import Reports
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
  let workers: Workers
  let onEvent: @Sendable (ComparisonEvent) -> Void
  let shouldStop: @Sendable () -> Bool
  private let deadline: Deadline
  private var work: ComparisonWork
  /// The name of the latest stage that was begun.
  private(set) var latest = ""
  /// The stages that are done.
  private(set) var done = 0

  /// Steps whose gradients are recorded: as many as a figure has columns, so that a long training
  /// does not leave more numbers than anyone looks at.
  private static let mostRecordedSteps = 240

  /// - Parameter shouldStop: asked besides the deadline.
  init(
    settings: ComparisonSettings, extras: ComparisonExtras, files: ComparisonFiles,
    data: ComparisonData, workers: Workers, deadline: Deadline,
    onEvent: @escaping @Sendable (ComparisonEvent) -> Void,
    shouldStop: @escaping @Sendable () -> Bool
  ) {
    self.settings = settings
    self.extras = extras
    self.files = files
    self.data = data
    self.workers = workers
    self.onEvent = onEvent
    self.shouldStop = { shouldStop() || deadline.isOver }
    self.deadline = deadline
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
    if let forecast { onEvent(.forecast(forecast)) }
  }

  /// Trains and samples one net.
  mutating func net(_ arm: ComparisonFiles.Arm, index: Int) throws -> Net {
    let seed = Int(settings.training.seed) + index
    try OutputPath.prepareFolder(files.path(files.net(arm, seed: seed)))
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
      let analysis = MinimaAnalysis(
        of: surface.lossField, quantity: surface.quantity, threshold: settings.threshold)
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
      onEvent(.stage(name, seconds: nil))
      return finished
    }
    let clock = StageClock()
    let before = work.done
    let earlier = try run.stepsDone()
    let total = work.total
    let work = self.work
    defer { self.work.add(work.training(steps: run.trainer.steps - earlier)) }
    report(name, done: before, details: [])
    let onEvent = self.onEvent
    let deadline = self.deadline
    let epochs = run.trainer.settings.epochs
    let unit = settings.examples
    let (checkpoint, _) = try run.run(
      workers: workers,
      onEvent: { event in
        guard case .step(let done, let steps, let examples, let loss) = event else { return }
        deadline.notePiece()
        let rate = Double(examples) / clock.seconds
        onEvent(
          .progress(
            ComparisonProgress(
              stage: name, done: before + work.training(steps: done - earlier), total: total,
              details: [
                "epoch \((done - 1) * epochs / steps + 1) of \(epochs)",
                "loss \(loss.written(.decimals(3)))", "\(rate.written(.decimals(0))) \(unit)/s",
              ])))
      }, shouldStop: shouldStop)
    done += 1
    onEvent(.stage(name, seconds: clock.seconds))
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
    let onEvent = self.onEvent
    let deadline = self.deadline
    let unit = settings.examples
    let surface = try run.run(
      workers: workers,
      onProgress: { done, points in
        deadline.notePiece()
        let rate = Double((done - earlier) * samples) / clock.seconds
        onEvent(
          .progress(
            ComparisonProgress(
              stage: name, done: before + work.sampling(points: done - earlier), total: total,
              details: ["\(done) of \(points) points", "\(rate.written(.decimals(0))) \(unit)/s"])))
      }, shouldStop: shouldStop)
    done += 1
    onEvent(.stage(name, seconds: earlier == surface.grid.count ? nil : clock.seconds))
    return surface
  }

  /// Takes a second look, or finds it done.
  ///
  /// - Parameters:
  ///   - expected: how much work it was taken for.
  ///   - body: returns what was found, and whether it was found just now; it tells how much work it
  ///     has done and will have done, and whether an earlier session has done it.
  mutating func look<Result>(
    _ name: String, work expected: Int,
    _ body: (
      ComparisonStages,
      _ report: @escaping @Sendable (_ done: Int, _ total: Int, _ isKnown: Bool) -> Void
    ) throws -> (Result, isNew: Bool)
  ) throws -> Result {
    latest = name
    let (before, total) = (work.done, work.total)
    let clock = StageClock()
    let onEvent = self.onEvent
    let latestDone = Mutex(0)
    let (result, isNew) = try body(self) { done, all, isKnown in
      latestDone.withLock { $0 = done }
      let all = max(done, all)
      onEvent(
        .progress(
          ComparisonProgress(
            stage: name, done: before + done, total: max(before, total - expected) + all,
            details: [], isKnown: isKnown)))
    }
    if isNew {
      work.add(latestDone.withLock { $0 }, insteadOf: expected)
      deadline.notePiece()
    }
    done += 1
    onEvent(.stage(name, seconds: isNew ? clock.seconds : nil))
    return result
  }

  private func report(_ stage: String, done: Int, details: [String]) {
    onEvent(
      .progress(
        ComparisonProgress(stage: stage, done: done, total: work.total, details: details)))
  }
}

/// Seconds since a stage began.
struct StageClock: Sendable {
  private let start = ContinuousClock.now

  var seconds: Double { start.duration(to: .now) / .seconds(1) }
}
