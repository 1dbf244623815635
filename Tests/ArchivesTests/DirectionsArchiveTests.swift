import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Kernels
import Tensors
import Testing

struct DirectionsArchiveTests {
  @Test func filesOfTheReferenceCodeLoad() throws {
    let directions = try DirectionsArchive(path: try fixture("directions.h5"))
    #expect(directions.x.count == 12)
    for (index, tensor) in directions.x.enumerated() {
      #expect(tensor == Tensor(shape: [1, index + 1], repeating: Float(index)))
    }
    #expect(
      directions.y == [
        Tensor(shape: [2, 3], elements: [-0.25, -0.125, 0, 0.125, 0.25, 0.375]),
        Tensor(shape: [], elements: [0.5]), Tensor(shape: [3], repeating: 0),
      ])
    #expect(directions.manifest == nil)
  }

  @Test func whatIsWrittenReadsBack() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("directions.h5")
    let tensors = (0..<20).map { Tensor<Float>(shape: [$0 % 3 + 1, 2], repeating: Float($0) / 3) }
    let directions = DirectionsArchive(
      x: tensors, y: tensors.reversed(), manifest: #"{"seed":1}"#)
    try directions.write(to: path)
    #expect(try DirectionsArchive(path: path) == directions)
    #expect(try directions.bytes() == InputFile.bytes(at: path))
  }

  @Test func namesOfParametersAreAttributes() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("directions.h5")
    let tensor = Tensor<Float>(shape: [2], repeating: 1)
    let directions = DirectionsArchive(
      x: [tensor, tensor], y: [tensor, tensor], names: ["conv.weight", "größe"])
    try directions.write(to: path)
    #expect(try DirectionsArchive(path: path) == directions)
    #expect(try HDF5File(path: path).string("name", of: "/xdirection/1") == "größe")
  }

  @Test func aMissingDirectionIsNamed() throws {
    let path = try fixture("kinds.h5")
    let found = try failure { _ = try DirectionsArchive(path: path) }
    #expect(found.code == .data && found.what == "lacks the group /xdirection")
  }

  @Test func gapsInTheNumbersAreNamed() throws {
    let scratch = try TemporaryFolder()
    var image = HDF5Image()
    for axis in ["/xdirection", "/ydirection"] {
      image.addGroup(axis)
      image.addDataset("\(axis)/0", shape: [1], [1] as [Float])
      image.addDataset("\(axis)/2", shape: [1], [1] as [Float])
    }
    try image.write(to: scratch.path("x.h5"))
    let found = try failure { _ = try DirectionsArchive(path: scratch.path("x.h5")) }
    #expect(found.code == .data && found.what == "has no dataset /xdirection/1")
  }
}
