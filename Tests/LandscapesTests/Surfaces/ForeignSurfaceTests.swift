import Archives
import Datasets
import Failures
import FolderTestSupport
import Grids
import Landscapes
import Provenance
import Tensors
import Testing

/// HDF5 files of other programs.
struct ForeignSurfaceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(
    x: [Double]? = [-1, 0, 1], y: [Double]? = [5, 6],
    _ arrays: [(name: String, shape: Shape, values: [Double])]
  ) throws -> String {
    var image = HDF5Image()
    if let x { image.addDataset("/xcoordinates", shape: [x.count], x) }
    if let y { image.addDataset("/ycoordinates", shape: [y.count], y) }
    for array in arrays { image.addDataset("/\(array.name)", shape: array.shape, array.values) }
    let path = folder.path("foreign.h5")
    try image.write(to: path)
    return path
  }

  @Test func nonfiniteValuesAreResultsAndMinusOneIsMissing() throws {
    let surface = try LossSurface(
      path: try file([("train_loss", [2, 3], [1, .nan, .infinity, -.infinity, -1, 2])]))
    #expect(
      (0..<6).map(surface.loss.state(at:))
        == [.finite, .nonfinite, .nonfinite, .nonfinite, .missing, .finite])
    #expect(surface.computedCount == 5 && surface.assumptions.isEmpty)
  }

  /// x² + y² − 1 has its minimum, −1, in the middle.
  @Test func minusOneAmongOtherNegativeValuesIsAValue() throws {
    let surface = try LossSurface(
      path: try file([("train_loss", [2, 3], [0, -1, 0, 0.5, -0.5, 0.5])]))
    #expect(surface.isComplete && surface.loss[1] == -1)
    #expect(surface.assumptions.count == 1)
  }

  /// Li et al. declare len(x) × len(y), and number the points of `numpy.meshgrid` (y by x).
  @Test func nonSquareArraysOfLiEtAlAreReadRowByRow() throws {
    let values: [Double] = [1, 2, 3, 4, 5, 6]
    let accuracies = values.map { $0 * 10 }
    let surface = try LossSurface(
      path: try file([("train_loss", [3, 2], values), ("train_acc", [3, 2], accuracies)]))
    #expect(surface.grid == Grid(xs: [-1, 0, 1], ys: [5, 6]))
    #expect(surface.loss.values == values && surface.accuracy.values == accuracies)
    #expect(surface.loss[column: 2, row: 0] == 3)
    #expect(surface.assumptions.count == 1 && surface.assumptions[0].contains("3×2"))
  }

  @Test func anArrayThatFitsNeitherWayIsRefused() throws {
    let path = try file([("train_loss", [6, 1], [1, 2, 3, 4, 5, 6])])
    #expect(
      throws: Failure(
        .data, "has shape 6×1; the coordinates need 2×3 (ny × nx)",
        at: .file(path, .item("/train_loss")))
    ) { try LossSurface(path: path) }
  }

  @Test(arguments: [[3] as Shape, [3, 1], [1, 3]])
  func aLineIsOneRow(_ shape: Shape) throws {
    let surface = try LossSurface(path: try file(y: nil, [("train_loss", shape, [3, 1, 2])]))
    #expect(surface.grid == Grid(xs: [-1, 0, 1], ys: [0]) && surface.loss.values == [3, 1, 2])
    #expect(surface.assumptions.isEmpty)
  }

  @Test(arguments: [[2] as Shape, [2, 1]])
  func aLineMayRunAlongY(_ shape: Shape) throws {
    let surface = try LossSurface(path: try file(x: [0.5], [("train_loss", shape, [3, 1])]))
    #expect(surface.grid == Grid(xs: [0.5], ys: [5, 6]) && surface.loss.values == [3, 1])
  }

  @Test func descendingAxesAreTurned() throws {
    let values: [Double] = [1, 2, 3, 4, 5, 6]
    let both = try LossSurface(
      path: try file(x: [1, 0, -1], y: [6, 5], [("train_loss", [2, 3], values)]))
    #expect(both.grid == Grid(xs: [-1, 0, 1], ys: [5, 6]))
    #expect(both.loss.values == [6, 5, 4, 3, 2, 1] && both.assumptions.count == 2)
    // As images are stored: the first row on top.
    let image = try LossSurface(path: try file(y: [6, 5], [("train_loss", [2, 3], values)]))
    #expect(image.loss.values == [4, 5, 6, 1, 2, 3] && image.assumptions.count == 1)
    #expect(image.loss[column: 0, row: 1] == 1, "the value at x = −1, y = 6")
  }

  // MARK: Several quantities

  private func several() throws -> String {
    func numbers(_ first: Double) -> [Double] { (0..<6).map { first + Double($0) } }
    return try file([
      ("train_loss", [2, 3], numbers(0)), ("train_acc", [2, 3], numbers(10)),
      ("test_loss", [2, 3], numbers(20)), ("test_acc", [2, 3], numbers(30)),
      ("sharpness", [2, 3], numbers(40)), ("epochs", [], [7]), ("volume", [1, 1, 2], [1, 2]),
    ])
  }

  @Test func theTrainingLossIsReadUnlessAnotherIsAskedFor() throws {
    let path = try several()
    let training = try LossSurface(path: path)
    #expect(training.quantity == "train_loss" && training.loss[0] == 0)
    #expect(training.accuracy[0] == 10 && training.split == .train)
    let test = try LossSurface(path: path, quantity: "test_loss")
    #expect(test.quantity == "test_loss" && test.loss[0] == 20 && test.accuracy[0] == 30)
    #expect(test.split == .test)
    let other = try LossSurface(path: path, quantity: "sharpness")
    #expect(other.quantity == "sharpness" && other.loss[0] == 40 && other.split == nil)
    #expect(other.accuracy.state(at: 0) == .missing)
    #expect(try LossSurface(path: path, quantity: "/test_acc").loss[0] == 30)
  }

  @Test func aQuantityThatIsNotThereIsAnsweredWithThoseThatAre() throws {
    let path = try several()
    #expect(
      throws: Failure(
        .usage,
        "has no dataset /loss; it has sharpness (2×3), test_acc (2×3), test_loss (2×3), "
          + "train_acc (2×3), train_loss (2×3)", at: path,
        remedy: "Choose with \(setting: "quantity", "sharpness").")
    ) { try LossSurface(path: path, quantity: "loss") }
  }

  @Test func filesWithoutALossSayWhatTheyHoldAndHowToWriteOne() throws {
    let path = try file([("loss", [2, 3], [1, 2, 3, 4, 5, 6])])
    let failure = #expect(throws: Failure.self) { try LossSurface(path: path) }
    #expect(failure?.what == "has neither /train_loss nor /test_loss; it has loss (2×3)")
    let remedy = failure?.remedy?.description ?? ""
    #expect(remedy.hasPrefix("Choose with quantity loss."))
    #expect(remedy.contains("file[\"train_loss\"] = loss"))
    #expect(try LossSurface(path: path, quantity: "loss").loss[5] == 6)
    let scalars = try file(x: nil, y: nil, [("loss_0_0", [], [1]), ("loss_0_1", [], [2])])
    let none = #expect(throws: Failure.self) { try LossSurface(path: scalars) }
    #expect(
      none?.what == "has neither /train_loss nor /test_loss, nor any other array of losses")
    #expect(none?.remedy?.description.contains("h5py.File") == true)
  }

  @Test func directionsAreNamed() throws {
    var image = HDF5Image()
    image.addGroup("/xdirection")
    try image.write(to: folder.path("d.h5"))
    let failure = #expect(throws: Failure.self) { try LossSurface(path: folder.path("d.h5")) }
    #expect(failure?.what == "holds directions, not a surface")
  }

  // MARK: Words

  @Test func titlesSayWhatTheFileSays() throws {
    let path = try several()
    func title(_ quantity: String) throws -> String {
      try LossSurface(path: path, quantity: quantity).quantityTitle
    }
    #expect(try title("train_loss") == "loss")
    #expect(try title("test_loss") == "test loss")
    #expect(try title("train_acc") == "training accuracy (%)")
    #expect(try title("sharpness") == "sharpness")
    let ours = try LossSurface(path: Scenes.fixture("version-0.1"))
    #expect(ours.quantityTitle == "training loss (cross-entropy)")
    #expect(ours.plane.axisUnit == "units of filter norm")
    let foreign = try LossSurface(path: path)
    #expect(foreign.plane.axisUnit == nil)
    #expect(LossSurface.quantityTitle(of: [ours]) == "training loss (cross-entropy)")
    #expect(LossSurface.quantityTitle(of: [ours, foreign]) == "loss")
    #expect(
      LossSurface.quantityTitle(of: [ours, try LossSurface(path: path, quantity: "test_loss")])
        == nil)
  }
}
