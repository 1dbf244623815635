internal import Archives
internal import Landscapes
internal import Runs
internal import Training

/// What of a comparison is not there yet.
struct MissingWork {
  /// Steps of training.
  var steps = 0
  /// Points of surfaces.
  var points = 0
  /// Surfaces whose minima are to be looked at again.
  var confirmations = 0
  /// Nets whose curvature is to be measured.
  var curvatures = 0
  /// Points of lines between nets.
  var linePoints = 0

  /// Whether there is a second look among it.
  var hasLooks: Bool { confirmations + curvatures > 0 }

  /// Whether there is work on trained nets among it.
  var needsNets: Bool { points + linePoints > 0 || hasLooks }

  static func + (a: MissingWork, b: MissingWork) -> MissingWork {
    MissingWork(
      steps: a.steps + b.steps, points: a.points + b.points,
      confirmations: a.confirmations + b.confirmations, curvatures: a.curvatures + b.curvatures,
      linePoints: a.linePoints + b.linePoints)
  }
}

extension ComparisonStages {
  /// What is missing of this process's share of all nets of a kind.
  func missing(_ arm: ComparisonFiles.Arm) throws -> MissingWork {
    try seeds.map { try missing(arm, seed: $0) }.reduce(MissingWork(), +)
  }

  /// The seeds of the nets of each kind.
  var seeds: [Int] { (0..<settings.seeds).map { Int(settings.training.seed) + $0 } }

  /// What is missing of this process's share of one net.
  func missing(_ arm: ComparisonFiles.Arm, seed: Int) throws -> MissingWork {
    try missing(arm, seed: seed, of: context.share)
  }

  /// What is missing of a share of one net. A file that is not what it should be is the business of the
  /// stage that takes it.
  func missing(_ arm: ComparisonFiles.Arm, seed: Int, of share: Share) throws -> MissingWork {
    let net = NetName(arm: arm, seed: seed)
    var missing = MissingWork()
    let trainings = trainings(of: share)
    missing.steps = try ([net] + copies(of: net)).filter(trainings.contains).map(missingSteps)
      .reduce(0, +)
    // The last process to finish measures the lines.
    if share.isWhole { missing.linePoints = try missingLinePoints(net) }
    missing.points = windows.map { window in
      missingPoints(at: files.path(path(arm, seed: seed, window)), of: share)
    }.reduce(0, +)
    let looks = share.of(looks).filter { $0.net == net }
    missing.confirmations = looks.count {
      guard let plane = $0.plane else { return false }
      return !hasConfirmation(arm, seed: seed, plane: plane)
    }
    missing.curvatures = looks.count {
      $0.plane == nil && !InputFile.exists(at: files.path(files.curvature(arm, seed: seed)))
    }
    return missing
  }

  private func missingPoints(at path: String, of share: Share) -> Int {
    func done(_ path: String) -> Int {
      (InputFile.exists(at: path) ? (try? LossSurface(path: path))?.computedCount : nil) ?? 0
    }
    let total = settings.gridColumns * settings.gridRows
    let whole = total - done(path)
    guard !share.isWhole, whole > 0 else { return whole }
    return max(0, share.of(0..<total).count - done(PartFile(share, of: path).path))
  }
}
