import Archives
import Datasets
import FolderTestSupport
import Grids
import Landscapes
import Tensors
import Testing

@Suite("Surfaces as arrays and text")
struct SurfaceArraysTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// 3 × 2 points with a number that is not short, one that is not finite, and one that is missing.
  private func surface() throws -> LossSurface {
    try LossSurface(
      path: folder.write(
        """
        x,y,train_loss
        -1,0,0.1
        0,0,0.30000000000000004
        0.5,0,nan
        -1,2,inf
        0,2,
        0.5,2,1e-20
        """, to: "in.csv"))
  }

  private func expectEqual(_ read: ScalarField, _ written: ScalarField) {
    #expect(read.grid == written.grid && read.isComputed == written.isComputed)
    #expect(
      zip(read.values, written.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
  }

  @Test("text is read back as it was")
  func text() throws {
    let surface = try surface()
    let text = surface.csv
    #expect(text.hasPrefix("x,y,train_loss\r\n-1.0,0.0,0.1\r\n"))
    #expect(text.contains("0.0,2.0,\r\n"))
    let read = try LossSurface(path: folder.write(text, to: "out.csv"))
    #expect(read.quantity == "train_loss")
    expectEqual(read.loss, surface.loss)
  }

  @Test("accuracies and errors follow where they are known")
  func columns() throws {
    var image = HDF5Image()
    image.addDataset("/xcoordinates", shape: [2], [0, 1] as [Double])
    image.addDataset("/ycoordinates", shape: [1], [0] as [Double])
    image.addDataset("/test_loss", shape: [1, 2], [1, 2] as [Double])
    image.addDataset("/test_acc", shape: [1, 2], [90, 80] as [Double])
    try image.write(to: folder.path("in.h5"))
    let surface = try LossSurface(path: folder.path("in.h5"))
    #expect(surface.csv.hasPrefix("x,y,test_loss,test_acc\r\n0.0,0.0,1.0,90.0\r\n"))
    let file = try NPZFile(
      path: folder.write(try surface.npz(for: "out.npz"), to: "out.npz"))
    #expect(file.names == ["accuracy", "loss", "x", "y"])
    #expect(try file.array("accuracy").elements.doubles == [90, 80])
  }

  @Test("NumPy's files are read back, missing points as NaN")
  func arrays() throws {
    let surface = try surface()
    let expected = ScalarField(grid: surface.grid, values: surface.loss.values)
    let archive = try LossSurface(
      path: folder.write(try surface.npz(for: "out.npz"), to: "out.npz"))
    expectEqual(archive.loss, expected)
    let array = try NPYFile(path: folder.write(surface.npy, to: "out.npy"))
    #expect(array.shape == [2, 3])
    #expect(array.elements.doubles[5] == 1e-20 && array.elements.doubles[4].isNaN)
  }
}
