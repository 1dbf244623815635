import Failures
import FolderTestSupport
import Grids
import Landscapes
import Testing

/// Surfaces as text.
struct CSVSurfaceTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("surface.csv") }

  init() throws { folder = try TemporaryFolder() }

  private func surface(_ text: String, quantity: String? = nil) throws -> LossSurface {
    _ = try folder.write(Array(text.utf8), to: "surface.csv")
    return try LossSurface(path: path, quantity: quantity)
  }

  @Test(
    arguments: [
      "0,0,1\n1,0,2\n0,2,3\n1,2,4\n",
      "x,y,loss\n0,0,1\n1,0,2\n0,2,3\n1,2,4",
      "1,2,4\n0,0,1\n0,2,3\n1,0,2\n",
      "\u{feff}x,y,loss\r\n0,0,1\r\n1,0,2\r\n0,2,3\r\n1,2,4\r\n\r\n",
      "loss, y, x\n1.0, -0.0, 0\n2e0, 0, 1\n3, 2, 0\n4, 2, 1\n",
      "\"X\",\"Y\",\"loss\"\n\"0\",\"0\",\"1\"\n\"1\",\"0\",\"2\"\n\"0\",\"2\",\"3\"\n\"1\",\"2\",\"4\"",
    ])
  func pointsMayComeInAnyOrder(_ text: String) throws {
    let surface = try surface(text)
    #expect(surface.grid == Grid(xs: [0, 1], ys: [0, 2]))
    #expect(surface.loss.values == [1, 2, 3, 4] && surface.isComplete)
    #expect(surface.quantity == "loss" && surface.assumptions.isEmpty)
  }

  @Test func nonfiniteLossesAreResultsAndEmptyOnesMissing() throws {
    let surface = try surface("0,0,nan\n1,0,inf\n2,0,\n3,0,-1\n4,0,-Infinity\n5,0,7\n")
    #expect(
      (0..<6).map(surface.loss.state(at:))
        == [.nonfinite, .nonfinite, .missing, .missing, .nonfinite, .finite])
  }

  @Test func pointsMayBeMissing() throws {
    let surface = try surface("0,0,1\n1,0,2\n0,2,3\n")
    #expect(surface.computedCount == 3 && surface.loss.state(at: 3) == .missing)
  }

  @Test func furtherColumnsAreQuantities() throws {
    let text = "alpha,beta,test_loss,train_loss\n0,0,1,2\n1,0,3,4\n"
    #expect(try surface(text).loss.values == [2, 4])
    #expect(try surface(text, quantity: "test_loss").loss.values == [1, 3])
    let failure = #expect(throws: Failure.self) { try surface(text, quantity: "loss") }
    #expect(failure?.what == "has no column loss; it has test_loss, train_loss")
    #expect(try surface("x,y,error\n0,0,1\n").quantity == "error")
  }

  @Test(
    arguments: [
      ("0,0,1\n1,0\n", 2, "has 2 columns where 3 are expected: x, y and loss, separated by commas"),
      ("0;0;1\n", 1, "has 1 column where 3 are expected: x, y and loss, separated by commas"),
      ("0,0,1\n1,0,two\n", 2, "\"two\" is not a number"),
      ("x,y,loss\n0,0,1\n0,nan,1\n", 3, "x and y must be finite numbers"),
      ("0,0,1\n\n0,0,2\n", 3, "repeats the point (0.0, 0.0)"),
    ])
  func damageIsNamedByTheLine(_ text: String, line: Int, what: String) {
    #expect(throws: Failure(.data, what, at: .file(path, .line(line)))) { try surface(text) }
  }

  @Test func pointsThatAreNoGridAreRefused() throws {
    let scattered = (0..<40).map { "\($0),\($0 * $0),1\n" }.joined()
    let failure = #expect(throws: Failure.self) { try surface(scattered) }
    #expect(
      failure?.what
        == "its 40 points are not a grid: they have 40 different x and 40 different y")
    #expect(throws: Failure(.data, "has no points", at: path)) { try surface("x,y,loss\n") }
    #expect(throws: Failure.self) { try surface("") }
  }

  @Test func otherTextIsNoSurface() throws {
    _ = try folder.write(Array("0,0,1\n".utf8), to: "surface.txt")
    let failure = #expect(throws: Failure.self) {
      try LossSurface(path: folder.path("surface.txt"))
    }
    #expect(
      failure?.what == "is not a surface: it is neither HDF5, NumPy nor a .csv file")
  }
}
