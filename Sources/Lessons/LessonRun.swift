internal import Archives
public import Catalogues
public import Comparisons
internal import Datasets
internal import Documents
internal import Failures
internal import Figures
internal import Kernels
internal import Networks
internal import Pictures
internal import Provenance
public import Reports
public import Runs
internal import Studies

/// The lecture, reproduced: the gradients of its own net, what depth and the strength of shortcuts do
/// to them, and the landscapes of a net with and without shortcuts, on one page.
///
/// The landscapes are a comparison in a folder of its own, which is continued and not redone. The
/// rest takes seconds and is computed each time, to the same bits.
public struct LessonRun: Sendable {
  /// Where the files lie.
  public let files: LessonFiles
  private let comparison: ComparisonSettings
  private let dataOptions: OptionValues
  private let overwrites: Bool
  private let command: String

  /// The lecture's net, its input and its seed.
  static let lectureSizes = [3, 3, 3, 3, 3, 1]
  static let lectureInput: [Float] = [1, 0, -1]
  static let lectureSeed: UInt64 = 123
  /// The nets of the sweeps: layers of 16, as many as the sweep says, and one output.
  static let width = 16
  static let depths = [2, 4, 8, 16, 32]
  static let seedsPerDepth = 20
  static let strengths = [0, 0.25, 0.5, 0.75, 1]
  static let strengthDepth = 16
  /// The nets that people use, and the examples their gradients are taken over.
  static let resnetDepths = [20, 56]
  static let batch = 128
  static let transformerDepths = [2, 6, 12]
  static let windows = 8

  /// Describes a lesson.
  ///
  /// - Parameters:
  ///   - comparison: how the landscapes are made.
  ///   - folder: the folder of the lesson.
  ///   - dataOptions: what is chosen of the data besides the settings, such as where they lie.
  ///   - overwrites: whether a lesson of other settings in the folder is replaced.
  ///   - command: the command that repeats the run, for the page.
  public init(
    _ comparison: ComparisonSettings, folder: String, dataOptions: OptionValues = [:],
    overwrites: Bool = false, command: String
  ) {
    self.comparison = comparison
    files = LessonFiles(folder: folder)
    self.dataOptions = dataOptions
    self.overwrites = overwrites
    self.command = command
  }

  /// Computes what is missing and writes the page.
  ///
  /// - Throws: `Failure`, among them `.interrupted` when stopped (what was done of the landscapes is
  ///   kept).
  public func run(in context: RunContext) throws -> Lesson {
    // What is missing is found before any work.
    let studies = try modelStudies()
    try OutputPath.prepareFolder(files.folder)
    let lock = try FileLock(for: files.manifest)
    defer { extendLifetime(lock) }
    try claimFolder()
    func stage<T>(_ name: String, _ body: () throws -> T) rethrows -> T {
      let clock = StageClock()
      let result = try body()
      context.report(.stage(name, seconds: clock.seconds))
      return result
    }
    func measure(
      _ study: GradientStudy, _ sweep: GradientStudy.Sweep = .none, picture: String? = nil
    ) throws -> GradientReport {
      let report = try study.run(
        seed: Self.lectureSeed, sweep: sweep, in: context.part())
      if let picture {
        try PictureFile.write(
          report.figure(), manifest: study.manifest(seed: Self.lectureSeed, sweep: sweep),
          to: files.path(picture))
      }
      return report
    }
    let lecture = try stage("gradients of the lecture's net") {
      try measure(lectureStudy(), picture: files.links.gradients)
    }
    let depth = try stage("gradients by depth") {
      try measure(
        sweepStudy(layers: 4),
        GradientStudy.Sweep(depths: Self.depths, seeds: Self.seedsPerDepth, strengths: []),
        picture: files.links.depth)
    }
    let strength = try stage("gradients by strength of the shortcuts") {
      try measure(
        sweepStudy(layers: Self.strengthDepth),
        GradientStudy.Sweep(depths: nil, seeds: 1, strengths: Self.strengths),
        picture: files.links.strength)
    }
    let models = try stage("gradients of residual networks and transformers") {
      try studies.map { try measure($0) }
    }
    let outcome = try ComparisonRun(
      comparison, folder: files.landscapes.folder, dataOptions: dataOptions,
      overwrites: overwrites, command: command
    ).run(in: context.taking(.whole))
    let report: ComparisonReport
    switch outcome {
    case .finished(let finished): report = finished
    case .shareDone: preconditionFailure("a lesson is not shared")
    case .outOfTime(let stage, let done, let stages):
      throw Failure(
        .interrupted, "the time budget ended in \(stage), after \(done) of \(stages) stages",
        remedy: "Run the same command again to resume.")
    }
    let lesson = Lesson(
      lecture: lecture, depth: depth, strength: strength, models: models, comparison: report,
      links: files.links, command: command)
    try lesson.json.write(to: files.data)
    try AtomicFile.write(lesson.document.markdown, to: files.page)
    return lesson
  }

  // MARK: What is measured

  private func lectureStudy() throws -> GradientStudy {
    try GradientStudy(
      lecture: Self.lectureSizes, activation: .geluTanh, input: Self.lectureInput, target: [0],
      strength: 1)
  }

  private func sweepStudy(layers: Int) throws -> GradientStudy {
    // 1, 0, −1, ½, over and over.
    let input = (0..<Self.width).map { [1, 0, -1, 0.5][$0 % 4] as Float }
    return try GradientStudy(
      lecture: Array(repeating: Self.width, count: layers) + [1], activation: .geluTanh,
      input: input,
      target: [0], strength: 1)
  }

  private func modelStudies() throws -> [GradientStudy] {
    guard let resnet = comparison.model.model as? ResNet else { return [] }
    let images = try comparison.source(dataOptions).load(
      split: .train, samples: .atMost(Self.batch))
    // Only Debian and its descendants have the texts; elsewhere the table goes without transformers.
    let text = try? DatasetSource(parsing: "text").load(
      split: .train, samples: .atMost(Self.windows), context: GPTSizes().context)
    let models: [(any Model, Dataset)] =
      Self.resnetDepths.map { (resnet.ofDepth($0), images) }
      + (text.map { text in Self.transformerDepths.map { (GPT().ofDepth($0), text) } } ?? [])
    return try models.map { model, batch in
      try GradientStudy(
        model: ModelSpecification(model), initialization: nil, strength: 1, dataset: batch)
    }
  }

  // MARK: The folder

  /// Writes the manifest, or refuses a folder that holds another lesson.
  private func claimFolder() throws {
    let manifest = Manifest(
      .lesson(LessonRecord(comparison: try JSONValue(encoding: comparison))))
    try RunFolder(path: files.folder, manifestPath: files.manifest).claim(
      manifest, names: LessonFiles.namesOfOwn, overwrites: overwrites,
      orRefuse: "something other than this lesson")
  }
}

extension GradientStudy.Sweep {
  /// No sweep.
  static let none = GradientStudy.Sweep(depths: nil, seeds: 1, strengths: [])
}
