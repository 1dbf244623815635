import Archives
import Failures
import FolderTestSupport
import Kernels
import Landscapes
import Networks
import Provenance
import Tensors
import Testing

@Suite("Weights of any net")
struct NamedWeightsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func entry(_ name: String, _ shape: Shape) -> SafetensorsFile.Entry {
    SafetensorsFile.Entry(
      name: name,
      tensor: Tensor(shape: shape, elements: (0..<shape.count).map { Float($0) / 7 - 0.4 }))
  }

  private func weights(_ entries: [SafetensorsFile.Entry]) throws -> NamedWeights {
    try NamedWeights(WeightsFile(SafetensorsFile(entries: entries)), path: "w")
  }

  @Test("a net that is known has the same directions by its names and shapes alone")
  func knownNet() throws {
    let checkpoint = Scenes.checkpoint(try Scenes.resnet())
    let path = folder.path("w.safetensors")
    try checkpoint.write(to: path)
    let weights = try NamedWeights(WeightsFile(path: path), path: path)
    #expect(
      weights.parameters.layout.specifications.map(\.name).sorted()
        == checkpoint.network.parameters.specifications.map(\.name).sorted())
    #expect(weights.buffers.layout.count == checkpoint.buffers.layout.count)
    let (known, named) = (
      try Plane.random(around: checkpoint, RandomDirections(seed: 5)),
      try Plane.random(around: weights, RandomDirections(seed: 5))
    )
    for specification in checkpoint.network.parameters.specifications {
      #expect(known.x[specification.name] == named.x[specification.name])
      #expect(known.y[specification.name] == named.y[specification.name])
    }
    let same = NamedWeights(checkpoint, file: try WeightsFile(path: path))
    #expect(try same.digest() == checkpoint.digest() && same.prefix == "")
    #expect(try Plane.random(around: same, RandomDirections(seed: 5)) == known)
  }

  @Test("the order is the file's; statistics stay; wrappers' prefixes are taken off")
  func tensors() throws {
    let weights = try weights([
      entry("module.b.weight", [3, 2]), entry("module.norm.running_mean", [3]),
      entry("module.norm.running_var", [3]), entry("module.a.bias", [3]),
      entry("module.scale", []),
    ])
    #expect(
      weights.parameters.layout.specifications.map(\.name) == ["b.weight", "a.bias", "scale"])
    #expect(
      weights.buffers.layout.specifications.map(\.name) == [
        "norm.running_mean", "norm.running_var",
      ])
    #expect(weights.prefix == "module." && weights.tensors.count == 5)
    #expect(weights.notes.contains { $0.contains("not moved: norm.running_mean and 1 more") })
    let plane = try Plane.random(around: weights, RandomDirections())
    #expect(plane.x["a.bias"]?.elements == [0, 0, 0] && plane.x["scale"]?.elements == [0])
    #expect(plane.x["b.weight"]?.elements.allSatisfy { $0 != 0 } == true)
  }

  @Test("what cannot be moved is refused")
  func refusals() throws {
    #expect(throws: Failure.self) { try weights([entry("norm.running_mean", [3])]) }
    #expect(throws: Failure.self) { try weights([entry("a", [3]), entry("a", [3])]) }
    #expect(throws: Failure.self) { try weights([entry("a\0b", [3, 3])]) }
    let flat = try weights([entry("a", [3]), entry("b", [])])
    #expect(throws: Failure.self) { try flat.check(RandomDirections()) }
    try flat.check(RandomDirections(ignored: .none))
  }

  @Test("directions are matched by name where the file has names, and by place where not")
  func files() throws {
    let weights = try weights([entry("a", [2, 2]), entry("b", [2, 2])])
    let plane = try Plane.random(around: weights, RandomDirections())
    let path = folder.path("d.h5")
    try plane.write(to: path)
    #expect(try DirectionsArchive(path: path).names == ["a", "b"])
    #expect(try HDF5File(path: path).string("name", of: "/ydirection/1") == "b")
    #expect(try Plane(path: path, weights: weights) == plane)
    let turned = try self.weights([entry("b", [2, 2]), entry("a", [2, 2])])
    let read = try Plane(path: path, weights: turned)
    #expect(read.x["a"] == plane.x["a"] && read.y["b"] == plane.y["b"])
    let others = try self.weights([entry("a", [2, 2]), entry("c", [2, 2])])
    let failure = #expect(throws: Failure.self) { try Plane(path: path, weights: others) }
    #expect(failure?.what == "has no direction for c")
    var archive = try DirectionsArchive(path: path)
    archive.names = nil
    try archive.write(to: path)
    #expect(try Plane(path: path, weights: others).x.values == plane.x.values)
  }
}
