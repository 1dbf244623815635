internal import Analysis
internal import Archives
internal import Datasets
internal import Failures
internal import Landscapes
internal import Networks
internal import Provenance
internal import Reports
internal import Runs
internal import Studies
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
  /// What this session has to do, and what it has done of it.
  var work: ComparisonWork
  /// The name of the latest stage that was begun.
  var latest = ""
  /// The stages that are done.
  var done = 0
  /// The training losses that were measured to be matched, by weights file.
  var trainingLosses: [String: Double] = [:]
  /// What can be reached on the examples of the surfaces without a net, once it is known.
  var baseline: GuessingBaseline?

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
    let pairs = extras.connects ? settings.seeds * (settings.seeds - 1) : 0
    // A copy is trained, and the line to it measured.
    return 2 * settings.seeds * (1 + windows.count + looks + 2 * extras.reorderedAfter.count)
      + pairs
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
  mutating func net(_ name: NetName) throws -> Net {
    let (arm, seed) = (name.arm, name.seed)
    try OutputPath.prepareFolder(files.path(files.net(arm, seed: seed)))
    let workers = context.workers
    let checkpoint = try weights(name)
    func total(_ dataset: Dataset) -> LossTotal {
      checkpoint.evaluate(
        settings.training.loss, inputs: dataset.inputs,
        targets: Targets(labels: dataset.labels, values: dataset.values), workers: workers)
    }
    func known(_ accuracy: Double) -> Double? { accuracy.isNaN ? nil : accuracy }
    let train = total(data.train)
    let test = data.test.map(total)
    let centre = total(data.surface)
    var net = Net(
      result: ComparisonReport.Net(seed: seed, measures: [.trainLoss: train.mean], surfaces: []))
    net.result.measures[.trainAccuracy] = known(train.accuracy)
    net.result.measures[.testAccuracy] = test.flatMap { known($0.accuracy) }
    let counting = MinimaCounting(scale: extras.scale, share: settings.threshold)
    for window in windows {
      let surface = try self.surface(checkpoint, arm, seed: seed, window)
      try extras.scale.checkFit(
        of: [(path: files.path(path(arm, seed: seed, window)), surface: surface)])
      let analysis = counting.analysis(of: surface)
      var result = ComparisonReport.Surface(
        of: surface, analysis: analysis, classes: data.classes, plane: window.plane,
        halfWidth: window.halfWidth ?? settings.halfWidth, centreLoss: centre.mean,
        centreError: centre.standardError.isFinite ? centre.standardError : nil,
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
}
