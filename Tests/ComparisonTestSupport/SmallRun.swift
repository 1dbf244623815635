public import Comparisons
internal import Networks
internal import RunTestSupport
internal import Runs
internal import Training

/// A comparison of perceptrons on spirals that takes a second.
public enum SmallRun {
  /// Its settings: one training seed, one plane.
  ///
  /// - Parameters:
  ///   - layers: the sizes of the perceptron, inputs first.
  ///   - grid: grid points per axis.
  public static func settings(layers: [Int] = [2, 12, 12, 2], grid: Int = 9) -> ComparisonSettings {
    var settings = ComparisonSettings(.quick)
    settings.model = ModelSpecification(MLP(sizes: layers))
    settings.data = "spirals"
    settings.imageSize = nil
    settings.trainSamples = nil
    settings.training = TrainingSettings(epochs: 1)
    (settings.gridColumns, settings.gridRows) = (grid, grid)
    (settings.lower, settings.upper) = (-4, 4)
    settings.samples = 40
    return settings
  }

  /// Runs it in a folder.
  ///
  /// - Parameter command: what the report says repeats it.
  public static func make(
    in folder: String, seeds: Int, planes: Int, command: String = "basin compare"
  ) throws {
    var settings = settings()
    (settings.seeds, settings.planes) = (seeds, planes)
    _ = try ComparisonRun(settings, folder: folder, command: command).run(in: .threads(2))
  }
}
