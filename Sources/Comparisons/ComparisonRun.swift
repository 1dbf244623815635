internal import Analysis
internal import Archives
public import Catalogues
internal import Datasets
internal import Failures
internal import Figures
internal import Grids
internal import Kernels
internal import Landscapes
internal import Networks
internal import Pictures
internal import Provenance
internal import Reports
public import Runs
internal import Training

/// The main job: trains nets with and without shortcuts, samples planes around them, counts minima,
/// draws the comparison and writes the report.
///
/// Everything lies in one folder. What is there already is continued, not redone: a run that was
/// interrupted goes on when it is started again with the same settings, and ends in the same bits.
public struct ComparisonRun: Sendable {
  /// The settings.
  public let settings: ComparisonSettings
  /// What is looked at beyond the surfaces.
  public let extras: ComparisonExtras
  /// Where the files lie.
  public let files: ComparisonFiles
  /// The command that repeats the run, for the report.
  public let command: String
  private let dataOptions: OptionValues
  private let counts: Set<ComparisonSettings.ExampleCount>
  private let overwrites: Bool

  /// Describes a comparison.
  ///
  /// - Parameters:
  ///   - settings: what determines the numbers.
  ///   - extras: what is looked at beyond the surfaces.
  ///   - folder: where everything is written.
  ///   - dataOptions: what is chosen of the data besides the settings, such as where they lie.
  ///   - counts: the numbers of examples of the settings that must be there in full; of the others
  ///     they are the most.
  ///   - overwrites: whether a comparison of other settings in the folder is replaced.
  ///   - command: the command that repeats the run, for the report.
  public init(
    _ settings: ComparisonSettings, extras: ComparisonExtras = ComparisonExtras(),
    folder: String, dataOptions: OptionValues = [:],
    exactly counts: Set<ComparisonSettings.ExampleCount> = [], overwrites: Bool = false,
    command: String
  ) {
    self.settings = settings
    self.extras = extras
    files = ComparisonFiles(folder: folder)
    self.dataOptions = dataOptions
    self.counts = counts
    self.overwrites = overwrites
    self.command = command
  }

  /// Runs what is missing, and writes the report once all is there.
  ///
  /// After the deadline of the run no step of training, no point and no second look is begun. Of several
  /// processes each does its share, and the last to finish writes the report.
  ///
  /// - Throws: `Failure`, among them `.interrupted` when stopped (all that was done is kept).
  public func run(in context: RunContext) throws -> ComparisonOutcome {
    try OutputPath.prepareFolder(files.folder)
    guard context.share.isWhole else { return try runShare(in: context) }
    let lock = try FileLock(for: files.manifest)
    defer { extendLifetime(lock) }
    return try run(on: try prepare(in: context), in: context)
  }

  /// Loads the data and makes the folder that of this comparison.
  func prepare(in context: RunContext) throws -> ComparisonData {
    try extras.check(for: settings)
    let data = try ComparisonData(settings, options: dataOptions, exactly: counts)
    try checkShortcuts(data)
    try claimFolder(data)
    for note in data.train.notes {
      context.report(.note(DataNote(data: data.train.name, text: note)))
    }
    return data
  }

  func stages(_ data: ComparisonData, in context: RunContext) -> ComparisonStages {
    ComparisonStages(
      settings: settings.limited(to: data), extras: extras, files: files, data: data, in: context)
  }

  /// Runs what is missing in this process.
  func run(
    on data: ComparisonData, in context: RunContext
  ) throws -> ComparisonOutcome {
    var stages = stages(data, in: context)
    var arms: [ComparisonFiles.Arm: [ComparisonStages.Net]] = [:]
    var connections: [ComparisonFiles.Arm: [SeedConnection]] = [:]
    do {
      try stages.tellForecast()
      for net in stages.nets {
        arms[net.arm, default: []].append(try stages.net(net))
      }
      if extras.connects || !extras.reorderedAfter.isEmpty {
        for arm in ComparisonFiles.Arm.allCases {
          connections[arm] = try stages.connections(arm)
        }
      }
    } catch let failure as Failure where failure.code == .interrupted && !context.isStopped {
      return .outOfTime(stage: stages.latest, done: stages.done, stages: stages.count)
    }
    var random = Self.resampling
    var report = ComparisonReport(
      model: settings.model.title, data: data.description,
      method: method(data) + matchedLosses(arms, stages),
      command: command, samples: data.surface.count,
      classes: data.classes, trainingExamples: data.train.count,
      scale: extras.scale, threshold: settings.threshold,
      plain: .init(
        nets: (arms[.plain] ?? []).map(\.result), epochs: epochs(.plain),
        connections: connections[.plain] ?? []),
      residual: .init(
        nets: (arms[.residual] ?? []).map(\.result), epochs: epochs(.residual),
        connections: connections[.residual] ?? []),
      figures: .init(gradients: try drawGradients()), using: &random)
    try drawLandscapes(arms, data, &report.figures)
    try drawCounts(&report)
    try AtomicFile.write(minima(arms).formatted(as: .csv), to: files.minima)
    try files.report.write(
      Report(runs: [.init(name: settings.model.title, comparison: report)]))
    return .finished(report)
  }

  /// The random numbers behind the intervals of a report, the same for everyone who reads it.
  static var resampling: RandomStream { RandomStream(seed: 1, purpose: "report.resampling") }

  /// The minima of all surfaces, as `minima.csv` holds them.
  private func minima(
    _ arms: [ComparisonFiles.Arm: [ComparisonStages.Net]]
  ) -> MinimaTable {
    MinimaTable(
      entries: ComparisonFiles.Arm.allCases.flatMap { arms[$0] ?? [] }.flatMap { net in
        zip(net.surfaces, net.result.surfaces).map {
          MinimaTable.Entry(
            surface: $1.path, analysis: $0.analysis, confirmation: $0.confirmation)
        }
      })
  }

  var folder: RunFolder {
    RunFolder(path: files.folder, manifestPath: files.manifest)
  }

  /// Refuses a net that is the same with and without shortcuts.
  private func checkShortcuts(_ data: ComparisonData) throws(Failure) {
    let network = try settings.model.network(
      inputShape: data.train.inputShape, classes: data.train.classes, plain: false)
    guard network.shortcutCount == 0 else { return }
    throw Failure(
      .usage, "\(settings.model.title) has no shortcuts: both nets would be the same",
      at: .setting("model"),
      remedy: "Choose a net with shortcuts, such as \(setting: "model", "resnet56").")
  }

  /// Writes the manifest, or refuses a folder that holds another comparison.
  private func claimFolder(_ data: ComparisonData) throws {
    let manifest = Manifest(
      .comparison(
        ComparisonRecord(
          settings: try JSONValue(encoding: settings), trainDigest: data.train.digest,
          testDigest: data.test?.digest)))
    try folder.claim(
      manifest, names: ComparisonFiles.namesOfOwn, overwrites: overwrites,
      orRefuse: "a comparison with other settings",
      removeOthers: files.removeAll)
  }

  /// Draws what the count depends on, and notes where.
  private func drawCounts(_ report: inout ComparisonReport) throws {
    let manifest = try folder.manifest()
    try PictureFile.write(
      report.thresholdFigure(), manifest: manifest,
      to: files.path(ComparisonFiles.thresholdFigure))
    report.figures.thresholds = ComparisonFiles.thresholdFigure
    if let figure = report.windowFigure() {
      try PictureFile.write(
        figure, manifest: manifest, to: files.path(ComparisonFiles.windowFigure))
      report.figures.windows = ComparisonFiles.windowFigure
    }
  }

  /// Draws the gradients of the first net of each kind while it was trained, and says where; nil
  /// where they were not recorded, as by earlier versions.
  private func drawGradients() throws -> String? {
    let paths = ComparisonFiles.Arm.allCases.map {
      files.path(files.gradients($0, seed: Int(settings.training.seed)))
    }
    guard paths.allSatisfy(InputFile.exists) else { return nil }
    let figure = FlowFigure(flows: try paths.map { try GradientFlow(path: $0) })
    try PictureFile.write(figure, manifest: try folder.manifest(), to: files.gradients)
    return ComparisonFiles.gradientFigure
  }

  /// What differs in the training of the plain nets; empty where nothing does.
  private var plainTraining: String {
    settings.plainEpochs.map { " (the plain nets: \($0) epochs)" } ?? ""
  }

  /// The epochs of a kind of net; nil where a loss ends its training before.
  private func epochs(_ arm: ComparisonFiles.Arm) -> Int? {
    settings.matching == nil ? settings.training(arm).epochs : nil
  }

  /// What became of matching the losses; empty where they were not.
  private func matchedLosses(
    _ arms: [ComparisonFiles.Arm: [ComparisonStages.Net]], _ stages: ComparisonStages
  ) -> [ComparisonReport.Method] {
    guard let matching = settings.matching else { return [] }
    let pairs = zip(arms[.plain] ?? [], arms[.residual] ?? []).map { plain, residual in
      (
        seed: plain.result.seed, plain: plain.result.trainLoss,
        residual: residual.result.trainLoss
      )
    }
    return [
      .init(
        "Matched losses",
        "the net of each seed whose loss would be lower at the end stops as soon as it is that of the "
          + "other (measured \(matching.checksPerEpoch == 1 ? "once" : "\(matching.checksPerEpoch) times") "
          + "per epoch over all training examples); \(stages.matchedLosses(pairs))")
    ]
  }

  private func method(_ data: ComparisonData) -> [ComparisonReport.Method] {
    let training = settings.training
    return [
      .init("Nets", "\(settings.model.title); the plain ones are the same without any shortcut"),
      .init("Data", data.description),
      .init(
        "Training",
        "\(training.summary)\(plainTraining), \(settings.seeds) \(settings.seeds == 1 ? "seed" : "seeds") each"
      ),
      .init(
        "Planes",
        "\(settings.planes) per net, two random Gaussian directions each, "
          + "\(settings.directions.normalization.rawValue)-normalised (Li et al. 2018), biases and "
          + "norm parameters \(settings.directions.ignored == .biasbn ? "held fixed" : "moved along their own values"); "
          + "before normalisation, plane n has the same directions for both kinds of nets"),
      .init(
        "Surfaces",
        "\(settings.gridColumns) × \(settings.gridRows) points on "
          + "[\(settings.lower), \(settings.upper)]², \(settings.training.loss.inMean) over the first "
          + "\(data.surface.count) training examples, evaluation mode, running statistics of the centre"
      ),
      .counting(on: extras.scale, threshold: settings.threshold),
      .init("Software", "Basin \(Software.version), OpenBLAS core \(LinearAlgebra.coreName)"),
    ]
  }
}
