internal import Analysis
package import Catalogues
package import Datasets
internal import Failures
public import Networks
public import Provenance
public import Training

/// Everything that determines a comparison, besides the data's own bytes.
public struct ComparisonSettings: Hashable, Codable, Sendable {
  /// Which nets; each is made with and without its shortcuts.
  public var model: ModelSpecification
  /// The data, as `--data` names them.
  public var data: String
  /// Edge of the images in pixels; nil for data that are no images.
  public var imageSize: Int?
  /// The training examples, the first of the file; nil for all.
  public var trainSamples: Int?
  /// How each net is trained; the seed is that of the first net, the others follow it.
  public var training: TrainingSettings
  /// Passes over the examples for the plain nets, where they are to be trained for longer or shorter
  /// than the others, such as until the losses agree; nil for as many.
  public var plainEpochs: Int?
  /// That both nets of a seed are trained to the same training loss; nil where each is trained to the
  /// end.
  public var matching: LossMatching?
  /// Training seeds per kind of net.
  public var seeds: Int
  /// Planes per net.
  public var planes: Int
  /// How the planes' directions are drawn; the seed is that of the first plane.
  public var directions: RandomDirections
  /// Points along x and y.
  public var gridColumns: Int
  /// Points along y.
  public var gridRows: Int
  /// The window's lower and upper end along both axes.
  public var lower: Double
  /// The window's upper end.
  public var upper: Double
  /// The training examples behind each surface, the first of the file.
  public var samples: Int
  /// The persistence from which a minimum counts, as a share of the reference of the scale of heights:
  /// in decades, or as a part of the range of each surface's losses.
  public var threshold: Double

  /// How two nets are trained to the same training loss: the plain one to the end, the residual one
  /// until it is as low. Where that is never, the plain one is trained once more, until it is as low
  /// as the residual one at its end.
  public struct LossMatching: Hashable, Codable, Sendable {
    /// How often the training loss is measured in each epoch, see `LossTarget`.
    public var checksPerEpoch: Int

    /// Describes how often the loss is measured, at least once per epoch.
    public init(checksPerEpoch: Int = 4) { self.checksPerEpoch = checksPerEpoch }
  }

  /// A number of examples in the settings.
  public enum ExampleCount: Hashable, Sendable {
    /// `trainSamples`.
    case training
    /// `samples`.
    case surface
  }

  /// Where the data come from.
  ///
  /// - Parameter options: what is chosen of them besides the settings.
  /// - Throws: `Failure` (usage) if there are no such data, or something is chosen that they do not
  ///   have.
  package func source(_ options: OptionValues) throws -> DatasetSource {
    var options = options
    options["image size"] = imageSize.map { "\($0)" }
    return try DatasetSource(parsing: data, options: options)
  }

  /// How nets of a kind are trained.
  func training(_ arm: ComparisonFiles.Arm) -> TrainingSettings {
    var training = training
    if arm == .plain, let plainEpochs { training.epochs = plainEpochs }
    return training
  }

  /// The half-width of the window; nil where it does not lie evenly about the centre.
  var halfWidth: Double? { lower == -upper ? upper : nil }

  /// What one example is called.
  var examples: String {
    model.context != nil ? "windows" : imageSize != nil ? "images" : "examples"
  }

  /// A named choice of all settings.
  public enum Preset: String, CaseIterable, Sendable {
    /// A few minutes on two cores: one net of each kind, one plane each.
    case quick
    /// About twenty minutes on two cores: two seeds, two planes each, all training images.
    case lecture
    /// Hours: full-size images and nets, long training, enough seeds for a test.
    case paper
  }

  /// The settings of a preset.
  public init(_ preset: Preset) {
    model = ModelSpecification(ResNet(depth: 56, width: preset == .paper ? 16 : 8))
    data = "fashion-mnist"
    imageSize = preset == .paper ? 28 : 14
    trainSamples = preset == .quick ? 20_000 : nil
    switch preset {
    case .quick: training = TrainingSettings(epochs: 4)
    case .lecture: training = TrainingSettings(epochs: 4)
    case .paper: training = TrainingSettings(epochs: 30)
    }
    seeds = preset == .quick ? 1 : preset == .lecture ? 2 : 5
    planes = preset == .quick ? 1 : preset == .lecture ? 2 : 3
    directions = RandomDirections()
    gridColumns = 51
    gridRows = gridColumns
    lower = -1
    upper = 1
    samples = preset == .quick ? 256 : preset == .lecture ? 512 : 1000
    threshold = HeightScale.defaultShare
  }

  /// Takes another model, and what a preset for images says of data and training for it.
  ///
  /// A transformer reads text: the licence texts of Debian unless told otherwise, in batches of 16
  /// windows, with AdamW; a surface is over so many windows that it takes about as long as one of
  /// the preset's images.
  public mutating func use(_ model: ModelSpecification, like preset: Preset) {
    self.model = model
    guard model.context != nil else { return }
    data = "text"
    imageSize = nil
    trainSamples = nil
    training = TrainingSettings(
      epochs: preset == .quick ? 4 : preset == .lecture ? 8 : 30, batchSize: 16, optimizer: .adamw)
    samples = preset == .quick ? 16 : preset == .lecture ? 32 : 128
  }
}
