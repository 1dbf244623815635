import Archives
import Failures
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Tensors
import Testing

/// Surfaces as NumPy stores arrays. The `.npz` files were written by NumPy 2.4.6 (make_arrays.py).
struct NumPySurfaceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func fixture(_ name: String) throws -> String {
    try #require(
      Bundle.module.url(forResource: name, withExtension: "npz", subdirectory: "Fixtures")
    ).path
  }

  private func array(_ shape: Shape, _ values: [Float]) throws -> String {
    let path = folder.path("array.npy")
    try AtomicFile.write(NPYFile(Tensor(shape: shape, elements: values)).bytes(), to: path)
    return path
  }

  @Test func anArraySpansMinusOneToOneAndSaysSo() throws {
    let surface = try LossSurface(path: try array([2, 3], [1, 2, 3, 4, 5, 6]))
    #expect(surface.grid == Grid(xs: [-1, 0, 1], ys: [-1, 1]))
    #expect(surface.loss.values == [1, 2, 3, 4, 5, 6] && surface.quantity == "loss")
    #expect(
      surface.assumptions == ["the file has no axes; x and y are assumed to span −1 to 1"])
    #expect(surface.manifest == nil && surface.quantityTitle == "loss")
  }

  @Test func otherDimensionsAreRefused() throws {
    #expect(try LossSurface(path: try array([3], [1, 2, 3])).grid.rows == 1)
    for (shape, count) in [([1, 2, 3] as Shape, 6), ([], 1)] {
      let path = try array(shape, Array(repeating: 1, count: count))
      #expect(throws: Failure.self) { try LossSurface(path: path) }
    }
    #expect(throws: Failure.self) { try LossSurface(path: try array([0, 3], [])) }
  }

  @Test func anArrayHasNoQuantities() throws {
    let path = try array([1, 2], [1, 2])
    #expect(try LossSurface(path: path, quantity: "loss").loss[1] == 2)
    #expect(throws: Failure.self) { try LossSurface(path: path, quantity: "train_loss") }
  }

  @Test(arguments: ["stored", "deflated", "mesh"])
  func lossAndAxesAreFound(_ name: String) throws {
    let surface = try LossSurface(path: try fixture("loss-\(name)"))
    #expect(surface.grid == Grid(xs: [-0.5, 0, 0.5], ys: [1, 3]))
    #expect(surface.loss.values == [1, 2, 3, 4, 5, 6] && surface.quantity == "loss")
    #expect(surface.assumptions.isEmpty)
  }

  @Test func theOnlyArrayIsTheSurface() throws {
    let surface = try LossSurface(path: try fixture("one"))
    #expect(surface.quantity == "err" && surface.grid.columns == 3)
    #expect(surface.assumptions.count == 1)
  }

  @Test func ofSeveralArraysOneIsChosen() throws {
    let path = try fixture("several")
    #expect(try LossSurface(path: path, quantity: "b").loss.values == [10, 20, 30, 40, 50, 60])
    let failure = #expect(throws: Failure.self) { try LossSurface(path: path) }
    #expect(failure?.what == "has no array loss; it has a (2×3), b (2×3), note (4)")
    #expect(failure?.remedy?.description.hasPrefix("Choose with quantity a.") == true)
  }

  @Test func anArrayOfXByYIsRefusedWithTheRemedy() throws {
    let failure = #expect(throws: Failure.self) {
      try LossSurface(path: try fixture("transposed"))
    }
    #expect(failure?.what == "has shape 3×2; the coordinates need 2×3 (ny × nx)")
    #expect(failure?.remedy == "Transpose it: rows are y, columns are x.")
  }

  @Test func anArrayInFortranOrderIsAnsweredWithLinesForItsArchive() throws {
    let path = try fixture("fortran")
    let failure = #expect(throws: Failure.self) { try LossSurface(path: path) }
    #expect(failure?.what == "is stored column by column (Fortran order)")
    #expect(failure?.remedy?.description.contains("dict(numpy.load(\"\(path)\"))") == true)
  }
}
