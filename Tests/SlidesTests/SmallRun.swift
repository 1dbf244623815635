import Comparisons
import Networks
import RunTestSupport
import Runs
import Training

/// A comparison of perceptrons on spirals that takes a second.
enum SmallRun {
  static func make(in folder: String, seeds: Int, planes: Int) throws {
    var settings = ComparisonSettings(.quick)
    settings.model = ModelSpecification(MLP(sizes: [2, 12, 12, 2]))
    settings.data = "spirals"
    settings.imageSize = nil
    settings.trainSamples = nil
    settings.training = TrainingSettings(epochs: 1)
    (settings.seeds, settings.planes) = (seeds, planes)
    (settings.gridColumns, settings.gridRows) = (9, 9)
    (settings.lower, settings.upper) = (-4, 4)
    settings.samples = 40
    _ = try ComparisonRun(settings, folder: folder, command: "basin compare").run(in: .threads(2))
  }
}
