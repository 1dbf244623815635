import Archives
import Datasets
import Foundation
import Grids
import Kernels
import Landscapes
import RunTestSupport
import Runs
import Tensors
import Testing

struct SubsetErrorFileTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "basin-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "surface.h5").path)
  }

  @Test func errorsComeBackFromTheFile() throws {
    let sampler = try smallSampler()
    var surface = LossSurface(grid: sampler.grid, split: .train, manifest: sampler.manifest)
    let workers = Workers(count: 1)
    try sampler.run(&surface, in: RunContext(workers: workers))
    try inFolder { path in
      try surface.write(to: path)
      #expect(try LossSurface(path: path) == surface)
      let errors = try HDF5File(path: path).doubles("/train_loss_error", rank: 2)
      #expect(errors.shape == [4, 5] && errors.elements == surface.error.values)
    }
  }

  @Test func aFileWithoutErrorsIsReadAsBefore() throws {
    try inFolder { path in
      var image = HDF5Image()
      image.addDataset("/xcoordinates", shape: [2], [-1.0, 1])
      image.addDataset("/ycoordinates", shape: [1], [0.0])
      image.addDataset("/train_loss", shape: [1, 2], [0.5, -1.0])
      try image.write(to: path)
      let surface = try LossSurface(path: path)
      #expect(surface.loss.isComputed == [true, false] && surface.loss[0] == 0.5)
      #expect(surface.error.values.allSatisfy(\.isNaN) && surface.centerError == nil)
    }
  }

  @Test func thereIsNoCentreOutsideTheWindow() throws {
    try inFolder { path in
      var image = HDF5Image()
      image.addDataset("/xcoordinates", shape: [2], [0.5, 1])
      image.addDataset("/ycoordinates", shape: [1], [0.0])
      image.addDataset("/test_loss", shape: [1, 2], [0.5, 1.0])
      image.addDataset("/test_loss_error", shape: [1, 2], [0.1, 0.2])
      try image.write(to: path)
      let surface = try LossSurface(path: path)
      #expect(surface.error.values == [0.1, 0.2] && surface.centerError == nil)
    }
  }
}
