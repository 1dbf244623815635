internal import Archives
internal import Landscapes
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

  /// Whether there is a second look among it.
  var hasLooks: Bool { confirmations + curvatures > 0 }

  static func + (a: MissingWork, b: MissingWork) -> MissingWork {
    MissingWork(
      steps: a.steps + b.steps, points: a.points + b.points,
      confirmations: a.confirmations + b.confirmations, curvatures: a.curvatures + b.curvatures)
  }
}

extension ComparisonStages {
  /// What is missing of all nets of a kind.
  func missing(_ arm: ComparisonFiles.Arm) throws -> MissingWork {
    try seeds.map { try missing(arm, seed: $0) }.reduce(MissingWork(), +)
  }

  /// The seeds of the nets of each kind.
  var seeds: [Int] { (0..<settings.seeds).map { Int(settings.training.seed) + $0 } }

  /// What is missing of one net. A file that is not what it should be is the business of the stage that
  /// takes it.
  func missing(_ arm: ComparisonFiles.Arm, seed: Int) throws -> MissingWork {
    let run = try trainingRun(arm, seed: seed)
    var missing = MissingWork()
    missing.steps =
      InputFile.exists(at: run.output) ? 0 : run.trainer.steps - (try run.stepsDone())
    missing.points = windows.map { window in
      let path = files.path(path(arm, seed: seed, window))
      let done = InputFile.exists(at: path) ? (try? LossSurface(path: path))?.computedCount : nil
      return settings.gridColumns * settings.gridRows - (done ?? 0)
    }.reduce(0, +)
    if extras.confirms {
      missing.confirmations = (1...settings.planes).count {
        !hasConfirmation(arm, seed: seed, plane: $0)
      }
    }
    if extras.measuresCurvature {
      missing.curvatures =
        InputFile.exists(at: files.path(files.curvature(arm, seed: seed))) ? 0 : 1
    }
    return missing
  }
}
