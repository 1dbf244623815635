internal import Archives
public import Datasets
public import Failures
internal import Grids
public import Networks
public import Provenance

/// What the manifest of a complete surface says of how it was made, to make more of it.
public struct SurfaceOrigin: Sendable {
  /// The number of examples.
  public let samples: Int
  /// Which examples they are.
  public let split: DatasetSplit
  /// The process of the user's that computed its points; nil where Basin did.
  public var evaluator: EvaluatorRecord? { record.evaluator }
  /// The loss; of no meaning where a process of the user's computed it.
  public let loss: Loss
  /// Where batch normalisations had their means and variances from.
  public let statistics: InferencePlan.Statistics
  private let path: String
  private let manifest: Manifest
  private let record: SurfaceRecord

  /// Reads the manifest of a surface.
  ///
  /// - Throws: `Failure` (`.data`) if points are missing, or the file does not say how it was made.
  public init(of surface: LossSurface, path: String) throws(Failure) {
    guard surface.isComplete else {
      throw Failure(
        .data,
        "is incomplete: \(surface.grid.count - surface.computedCount) of \(surface.grid.count) "
          + "points are missing", at: path,
        remedy: "Complete it first: run the command that started it again.")
    }
    guard let manifest = surface.manifest, let record = manifest.surface,
      let samples = record.examples, let split = surface.split
    else {
      throw Failure(
        .data, "does not record what it was sampled from", at: path,
        remedy:
          "Sample the plane with basin sample, with \(setting: "directions") if you have them.")
    }
    guard surface.quantity == "\(split.rawValue)_loss" else {
      throw Failure(
        .usage, "only the loss can be sampled further, not \(surface.quantity)", at: path,
        remedy: "Leave \(setting: "quantity") out.")
    }
    (self.path, self.manifest, self.record) = (path, manifest, record)
    (self.samples, self.split) = (samples, split)
    loss = try Loss(recorded: record.loss, at: path)
    statistics = try InferencePlan.Statistics(recorded: record.batchNorm, at: path)
  }

  /// How its points were computed.
  ///
  /// - Throws: `Failure` (`.usage`) if a process of the user's computed them.
  func precision(of surface: LossSurface) throws(Failure) -> SamplingPrecision {
    if let precision = surface.precision { return precision }
    let command = evaluator?.command ?? ""
    throw Failure(
      .usage, "was computed by an evaluator", at: path,
      remedy: "Give it with \(setting: "evaluator"); it was: \(command)")
  }

  /// Checks the digest of the weights at the centre.
  ///
  /// - Throws: `Failure` (`.data`) if they are others.
  public func check(weights digest: String) throws(Failure) {
    guard record.weights.digest == digest else {
      let model = record.model.map { " (of a \($0))" } ?? ""
      throw Failure(
        .data, "was sampled around different weights\(model)", at: path,
        remedy: "Give the weights that it was sampled around.")
    }
  }

  /// How its random directions were drawn.
  ///
  /// - Throws: `Failure` (`.usage`) if they came from a file.
  public func randomDirections() throws(Failure) -> RandomDirections {
    guard case .random(let directions) = record.plane else {
      throw Failure(
        .usage, "was sampled along directions from a file", at: path,
        remedy: "Give them with \(setting: "directions").")
    }
    return directions
  }

  /// Compares the manifest of a sampler with that of the surface, in all that determines numbers.
  ///
  /// - Throws: `Failure` (`.data`) naming the first difference.
  func check(_ sampler: Manifest) throws(Failure) {
    let differences = sampler.withChoices.differences(from: manifest.withChoices).filter {
      // How the weights and directions came about, which version it was, and what command started an
      // evaluator decides no number that the digests and the points themselves do not show.
      !$0.path.hasPrefix("weights.made") && !$0.path.hasPrefix("directions.made")
        && $0.path != "basin" && $0.path != "evaluator.command"
    }
    guard let difference = differences.first else { return }
    switch difference.section {
    case "data":
      throw Failure(
        .data, "was sampled on different data: \(difference)", at: path,
        remedy:
          "Give the data that it was sampled on, in the same size: \(setting: "data"), \(setting: "image size")."
      )
    case "evaluator":
      throw Failure(
        .data, "was computed by another evaluator: \(difference)", at: path,
        remedy: "Give the command that it was computed with.")
    case "directions":
      throw Failure(
        .data, "was sampled along different directions", at: path,
        remedy: "Give the directions that it was sampled along with \(setting: "directions").")
    default:
      throw Failure(
        .data, "was sampled with different settings: \(difference)", at: path,
        remedy: difference.remedy(or: "Sample it again.", orElse: "sample it again"))
    }
  }
}
