import Archives
import Failures
import FolderTestSupport
import Landscapes
import Networks
import Provenance
import Tensors
import Testing

struct ConnectionFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var connection: Connection {
    let ts = Connection.places(5)
    let courses = Connection.Path.allCases.enumerated().map { index, path in
      Connection.Course(
        path,
        values: ts.map {
          PointValue(
            loss: Double(index) + $0, error: 0.25 * $0, accuracy: index == 2 ? .nan : 90 - $0)
        }, barrier: LossBarrier(height: 0.5, error: .nan, place: 0.25))
    }
    return Connection(
      ts: ts, courses: courses, manifest: Manifest(json: ["kind": "connection", "x": 1]))
  }

  @Test func aConnectionSurvivesItsFile() throws {
    let network = try Scenes.mlp()
    let bend = Scenes.checkpoint(network).parameters
    let path = folder.path("path.h5")
    try connection.write(to: path, bends: [bend, bend])
    #expect(try Connection(path: path) == connection)
    #expect(try Connection.isConnection(path: path))
    #expect(
      try Connection(path: path)
        != Connection(
          ts: connection.ts, courses: Array(connection.courses.dropLast()),
          manifest: connection.manifest))
    // Bends are there for other programs, under the names of their tensors.
    let file = try HDF5File(path: path)
    for (number, specification) in network.parameters.specifications.enumerated() {
      let dataset = "/bend-2/\(number)"
      #expect(try file.string("name", of: dataset) == specification.name)
      #expect(try file.floats(dataset).elements == bend.tensor(at: number).elements)
    }
  }

  @Test func theSameContentsGiveTheSameBytes() throws {
    #expect(try connection.bytes(bends: []) == connection.bytes(bends: []))
  }

  @Test func filesThatDoNotFitAreRefusedByTheirDataset() throws {
    func write(_ change: (inout [(String, [Double])]) -> Void) throws -> String {
      var datasets: [(String, [Double])] = [
        ("/line/t", [0, 0.5, 1]), ("/line/loss", [1, 2, 3]), ("/line/error", [1, 1, 1]),
        ("/line/accuracy", [1, 1, 1]), ("/line/barrier", [0, 0, 0]),
      ]
      change(&datasets)
      var image = HDF5Image()
      image.addGroup("/line")
      for (name, numbers) in datasets {
        image.addDataset(name, shape: [numbers.count], numbers)
      }
      let path = folder.path("broken.h5")
      try image.write(to: path)
      return path
    }
    func place(_ path: String) -> Place? {
      do {
        _ = try Connection(path: path)
        return nil
      } catch { return (error as? Failure)?.place }
    }
    #expect(try place(write { _ in }) == nil)
    let path = folder.path("broken.h5")
    for ts in [[0.0, 0.5], [0, 0.5, 0.5, 1], [0.1, 1], [0, .nan, 1], [0]] {
      #expect(try place(write { $0[0].1 = ts }) == .file(path, .item("/line/t")))
    }
    #expect(try place(write { $0[1].1 = [1, 2] }) == .file(path, .item("/line/loss")))
    #expect(try place(write { $0[4].1 = [1] }) == .file(path, .item("/line/barrier")))
    #expect(try place(write { $0.remove(at: 2) }) != nil)
  }
}
