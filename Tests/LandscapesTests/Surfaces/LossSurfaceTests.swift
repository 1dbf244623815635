import Archives
import Datasets
import Failures
import FolderTestSupport
import Grids
import Landscapes
import Provenance
import Tensors
import Testing

struct LossSurfaceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aNewSurfaceIsAllMissing() throws {
    let surface = LossSurface(
      grid: try Scenes.grid(3, 2), split: .test, manifest: Manifest(json: ["a": 1]))
    #expect(surface.computedCount == 0 && !surface.isComplete && surface.quantity == "test_loss")
    #expect((0..<6).allSatisfy { surface.loss.state(at: $0) == .missing })
    let path = folder.path("new.h5")
    try surface.write(to: path)
    let read = try LossSurface(path: path)
    #expect(
      sameNumbers(read, surface) && read.manifest == Manifest(json: ["a": 1])
        && read.sessions.isEmpty)
  }

  @Test func whatIsWrittenIsRead() throws {
    // Missing, NaN and infinite points are all in the fixture.
    let surface = try LossSurface(path: Scenes.fixture("li-surface"))
    let path = folder.path("again.h5")
    try surface.write(to: path)
    #expect(sameNumbers(try LossSurface(path: path), surface))
    #expect(try folder.contents == ["again.h5"])
  }

  @Test func filesOfLiEtAlAreReadAsTheyAre() throws {
    let surface = try LossSurface(path: Scenes.fixture("li-surface"))
    #expect(surface.grid == Grid(xs: [-1, 0, 1], ys: [-0.5, 0.5]))
    #expect(surface.split == .train && surface.quantity == "train_loss")
    #expect(surface.manifest == nil && surface.sessions.isEmpty)
    // −1 marks what was not computed; NaN and infinity are results.
    #expect(surface.loss.isComputed == [true, false, true, true, true, true])
    #expect(surface.loss[0] == 2.5 && surface.loss[2] == 0.25 && surface.loss[5] == 7)
    #expect(surface.loss[4] == .infinity && surface.loss[1].isNaN && surface.loss[3].isNaN)
    #expect(surface.accuracy[0] == 10 && surface.accuracy[2] == 90)
    #expect(surface.accuracy.state(at: 1) == .missing)
    let field = surface.loss
    #expect(
      (0..<6).map(field.state) == [.finite, .missing, .finite, .nonfinite, .nonfinite, .finite])
    #expect(surface.assumptions.isEmpty && surface.plane == .unknown)
  }

  @Test func aTestSurfaceNeedsNoAccuracy() throws {
    let surface = try LossSurface(path: Scenes.fixture("li-test"))
    #expect(surface.split == .test && surface.quantity == "test_loss")
    #expect(surface.loss[0] == 2.5 && surface.accuracy.values.allSatisfy { $0.isNaN })
  }

  /// Where a computed NaN and a missing point are told apart.
  @Test func whatIsComputedDecidesWhereTheFileSaysIt() throws {
    let surface = try read {
      $0.addDataset("/xcoordinates", shape: [2], [0.0, 1])
      $0.addDataset("/ycoordinates", shape: [2], [0.0, 1])
      $0.addDataset("/train_loss", shape: [2, 2], [-1.0, .nan, 3, 4])
      $0.addDataset("/computed", shape: [2, 2], [1, 1, 0, 1] as [UInt8])
    }
    #expect(surface.loss.isComputed == [true, true, false, true])
    #expect(surface.loss[0] == -1 && surface.loss[1].isNaN && surface.loss[2].isNaN)
    #expect(surface.loss.state(at: 1) == .nonfinite)
    #expect(surface.loss.state(at: 2) == .missing)
  }

  private func read(_ content: (inout HDF5Image) -> Void) throws -> LossSurface {
    var image = HDF5Image()
    content(&image)
    let path = folder.path("made.h5")
    try image.write(to: path)
    return try LossSurface(path: path)
  }

  private func failure(
    x: [Double]? = [0, 1, 2], y: [Double]? = [0, 1], loss: Shape? = [2, 3],
    accuracy: Shape? = [2, 3], computed: Shape? = [2, 3], manifest: String? = nil
  ) throws -> Failure? {
    do {
      _ = try read { image in
        if let x { image.addDataset("/xcoordinates", shape: [x.count], x) }
        if let y { image.addDataset("/ycoordinates", shape: [y.count], y) }
        func add(_ name: String, _ shape: Shape?) {
          guard let shape else { return }
          image.addDataset(name, shape: shape, Array(repeating: 1.0, count: shape.count))
        }
        add("/train_loss", loss)
        add("/train_acc", accuracy)
        if let computed {
          image.addDataset(
            "/computed", shape: computed, Array(repeating: UInt8(1), count: computed.count))
        }
        if let manifest { image.setAttribute("basin.manifest", to: manifest) }
      }
      return nil
    } catch let failure as Failure {
      return failure
    }
  }

  @Test func damagedFilesAreRefusedByTheNameOfTheDataset() throws {
    #expect(try failure() == nil)
    let path = folder.path("made.h5")
    #expect(
      try failure(x: nil)
        == Failure(
          .data, "there are coordinates for y but not for x",
          at: .file(path, .item("/xcoordinates"))))
    #expect(
      try failure(y: nil)
        == Failure(
          .data, "there are coordinates for x but not for y",
          at: .file(path, .item("/ycoordinates"))))
    let nothing = try #require(try failure(loss: nil))
    #expect(nothing.what == "has neither /train_loss nor /test_loss; it has train_acc (2×3)")
    #expect(nothing.remedy?.description.hasPrefix("Choose with quantity train_acc.") == true)
    #expect(nothing.remedy?.description.contains("h5py.File") == true)
    func refusal(_ what: String, _ name: String, remedy: Phrase? = nil) -> Failure {
      Failure(.data, what, at: .file(path, .item(name)), remedy: remedy)
    }
    #expect(
      try failure(loss: [3, 2])
        == refusal(
          "has shape 3×2; the coordinates need 2×3 (ny × nx)", "/train_loss",
          remedy: "Transpose it: rows are y, columns are x."))
    #expect(
      try failure(accuracy: [3, 2])
        == refusal("has shape 3×2; /train_loss has shape 2×3", "/train_acc"))
    #expect(
      try failure(computed: [3, 2])
        == refusal("has shape 3×2; /train_loss has shape 2×3", "/computed"))
    #expect(
      try failure(loss: [6])
        == refusal("has shape 6; the coordinates need 2×3 (ny × nx)", "/train_loss"))
    #expect(
      try failure(loss: [1, 2, 3])
        == refusal("has 3 dimensions; a surface has 2, a line 1", "/train_loss"))
    #expect(try failure(manifest: "{")?.place?.description.contains("basin.manifest") == true)
  }

  @Test(arguments: [[0, 0, 1], [0, 2, 1], [0, .nan, 1], [0, 1, .infinity]] as [[Double]])
  func coordinatesMustIncrease(_ axis: [Double]) throws {
    let path = folder.path("made.h5")
    for (name, found) in [
      ("/xcoordinates", try failure(x: axis)),
      ("/ycoordinates", try failure(y: axis, loss: [3, 3], accuracy: [3, 3], computed: [3, 3])),
    ] {
      #expect(
        found
          == Failure(
            .data,
            "the coordinates are neither strictly increasing nor strictly decreasing numbers",
            at: .file(path, .item(name))))
    }
  }

  @Test func aFileThatIsNoneIsRefused() throws {
    let path = try folder.write(Array("no surface".utf8), to: "text.h5")
    #expect(throws: Failure(.data, "is not an HDF5 file", at: path)) { try LossSurface(path: path) }
    let missing = folder.path("nothing.h5")
    #expect(throws: Failure(.missing, "there is no such file", at: missing)) {
      try LossSurface(path: missing)
    }
  }
}
