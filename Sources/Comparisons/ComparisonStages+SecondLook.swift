internal import Analysis
internal import Archives
internal import Failures
internal import Kernels
internal import Landscapes
internal import Networks
internal import Provenance
internal import Reports
internal import Runs
internal import Studies
internal import Synchronization
internal import Training

/// What is looked at beyond the surfaces, where it is asked for: each look makes one file, or reads it
/// where it is there and of the same surface or weights.
extension ComparisonStages {
  /// What one product with the Hessian costs, in evaluations of as many examples (measured once:
  /// 53,700 evaluated images/s of ResNet-56, width 8, at 14×14, and 1,470 in products).
  private static let productCost = 36
  /// Products for the curvature of a net.
  private static let usualProducts = 100
  /// Random directions for the trace.
  private static let traceProbes = 32

  /// The work of looking again at the minima of a surface, before it is known how many there are: half
  /// of what sampling it takes.
  static func confirmationWork(_ settings: ComparisonSettings) -> Int {
    settings.gridColumns * settings.gridRows * settings.samples / 2
  }

  /// The work of measuring the curvature of a net.
  static func curvatureWork(_ settings: ComparisonSettings) -> Int {
    usualProducts * productCost * settings.samples
  }

  /// The work of all second looks that are missing.
  static func looksWork(_ missing: MissingWork, _ settings: ComparisonSettings) -> Int {
    missing.confirmations * confirmationWork(settings)
      + missing.curvatures * curvatureWork(settings)
      + missing.linePoints * linePointWork(settings)
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

  /// Looks again at the minima of a surface.
  mutating func confirmation(
    of surface: LossSurface, _ analysis: MinimaAnalysis, _ checkpoint: Checkpoint,
    _ arm: ComparisonFiles.Arm, seed: Int, plane: Int
  ) throws -> MinimaConfirmation {
    let path = files.path(files.confirmation(arm, seed: seed, plane: plane))
    let surfacePath = files.path(files.surface(arm, seed: seed, plane: plane))
    let manifest = Self.manifest(of: surface, analysis)
    let name = "confirming minima \(arm.title.lowercased()), seed \(seed), plane \(plane)"
    let samples = settings.samples
    return try look(
      name, work: Self.confirmationWork(settings), scale: { _ in samples }
    ) { stages, context in
      // A file that does not hold what it should is made anew, and so is one whose maker was killed before
      // its unfinished work was removed: all of that is known.
      if !SurfaceConfirmation.isUnfinished(of: surface, path: surfacePath),
        let known = try Self.file(at: path, of: manifest)?["confirmation"],
        let confirmation = try? known.decoded(as: MinimaConfirmation.self, from: path),
        confirmation.findings.count == analysis.minima.count
      {
        return (confirmation, false)
      }
      let second = try SurfaceConfirmation(
        surface, path: surfacePath, checkpoint: checkpoint, dataset: stages.data.surface,
        workers: context.workers)
      let confirmation = try second.run(analysis, in: context)
      let file: JSONValue = [
        "manifest": manifest.json, "confirmation": try JSONValue(encoding: confirmation),
      ]
      try SurfaceConfirmation.finish([second]) { try file.write(to: path) }
      return (confirmation, true)
    }
  }

  /// Whether there is a look at the minima of a surface, on the scale of this comparison.
  func hasConfirmation(_ arm: ComparisonFiles.Arm, seed: Int, plane: Int) -> Bool {
    let path = files.path(files.confirmation(arm, seed: seed, plane: plane))
    guard InputFile.exists(at: path), let file = try? JSONValue(path: path) else { return false }
    return file["manifest"]?["scale"] == Self.name(of: extras.scale)
  }

  /// How a look names its scale: not at all for the standard one, as earlier versions had no other.
  private static func name(of scale: HeightScale) -> JSONValue? {
    scale == .standard ? nil : .string("\(scale)")
  }

  /// What a look at the minima of a surface was made from.
  private static func manifest(of surface: LossSurface, _ analysis: MinimaAnalysis) -> Manifest {
    var json = Manifest(
      .confirmation(
        ConfirmationRecord(surface: surface.manifest, threshold: analysis.threshold))
    ).json
    json["scale"] = name(of: analysis.scale)
    return Manifest(json: json)
  }

  /// Measures the curvature of a net: the extreme eigenvalues of its Hessian and the trace.
  mutating func curvature(
    _ checkpoint: Checkpoint, _ arm: ComparisonFiles.Arm, seed: Int
  ) throws -> [Measure: Double] {
    let path = files.path(files.curvature(arm, seed: seed))
    let study = CurvatureStudy(
      checkpoint: checkpoint, file: files.weights(arm, seed: seed),
      title: nil, dataset: data.surface, loss: settings.training.loss)
    var wanted = CurvatureStudy.Settings(traceProbes: Self.traceProbes)
    (wanted.eigenpairs.top, wanted.eigenpairs.bottom) = (1, 1)
    let manifest = try study.manifest(of: wanted)
    let name = "curvature \(arm.title.lowercased()), seed \(seed)"
    let samples = settings.samples
    let file = try look(
      name, work: Self.curvatureWork(settings),
      scale: { Self.productCost * samples / ($0.unit?.pieces ?? 1) }
    ) { stages, context in
      let weights = stages.files.path(stages.files.weights(arm, seed: seed))
      if try !study.isUnfinished(besides: weights),
        let file = try Self.file(at: path, of: manifest),
        Self.measures(file).count == Self.curvatureKeys.count
      {
        return (file, false)
      }
      let ledger = try study.ledger(besides: weights)
      let result = try study.run(wanted, in: context, ledger: ledger)
      try ledger.finish { try result.json.write(to: path) }
      return (result.json, true)
    }
    return Self.measures(file)
  }

  /// Where the measures of curvature stand in the file of a look.
  private static let curvatureKeys: [(Measure, @Sendable (JSONValue) -> JSONValue?)] = [
    (.topEigenvalue, { $0["top"]?[0]?["value"] }),
    (.topResidual, { $0["top"]?[0]?["residual_norm"] }),
    (.bottomEigenvalue, { $0["bottom"]?[0]?["value"] }),
    (.bottomResidual, { $0["bottom"]?[0]?["residual_norm"] }),
    (.trace, { $0["trace"]?["value"] }),
    (.traceError, { $0["trace"]?["standard_error"] }),
  ]

  private static func measures(_ file: JSONValue) -> [Measure: Double] {
    Dictionary(
      uniqueKeysWithValues: curvatureKeys.compactMap { measure, value in
        value(file)?.double.map { (measure, $0) }
      })
  }

  /// The file of an earlier look, if it is there and was of the same.
  static func file(at path: String, of manifest: Manifest) throws -> JSONValue? {
    guard InputFile.exists(at: path) else { return nil }
    let file = try JSONValue(path: path)
    guard let other = file["manifest"].map({ Manifest(json: $0) }) else { return nil }
    return manifest.differences(from: other).isEmpty ? file : nil
  }
}
