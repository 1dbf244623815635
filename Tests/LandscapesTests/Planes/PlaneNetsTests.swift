import Archives
import Failures
import FolderTestSupport
import Kernels
import Landscapes
import Networks
import Tensors
import Testing

@Suite("Nets that span a plane")
struct PlaneNetsTests {
  private let folder: TemporaryFolder
  private let network: Network

  init() throws {
    folder = try TemporaryFolder()
    network = try Scenes.mlp()
  }

  private func write(_ name: String, seed: UInt64 = 1, _ change: (inout [Float]) -> Void = { _ in })
    throws -> String
  {
    let checkpoint = Scenes.checkpoint(network, seed: seed)
    var values = checkpoint.parameters.values
    change(&values)
    let path = folder.path(name)
    try Checkpoint(
      network: network, parameters: Parameters(layout: network.parameters, values: values),
      buffers: checkpoint.buffers, manifest: nil
    ).write(to: path)
    return path
  }

  private func named(_ path: String) throws -> NamedWeights {
    NamedWeights(try Checkpoint(path: path), file: try WeightsFile(path: path))
  }

  private func through(_ a: String, _ b: String, _ c: String? = nil) throws -> Plane {
    let center = try named(a)
    func end(_ path: String) throws -> PlaneEnd {
      PlaneEnd(try MatchedWeights(path: path, like: center, at: a), path: path)
    }
    return try Plane.through(center, at: a, to: end(b), and: c.map { try end($0) })
  }

  private func failure(_ a: String, _ b: String, _ c: String? = nil) throws -> Failure {
    try #require(throws: Failure.self) { try through(a, b, c) }
  }

  @Test("axes are the differences, element by element")
  func differences() throws {
    let (a, b, c) = (
      try write("a.safetensors"), try write("b.safetensors", seed: 2),
      try write("c.safetensors", seed: 3)
    )
    let plane = try through(a, b, c)
    let values = try [a, b, c].map { try Checkpoint(path: $0).parameters.values }
    #expect(plane.x.values == zip(values[1], values[0]).map { $0 - $1 })
    #expect(plane.y.values == zip(values[2], values[0]).map { $0 - $1 })
    #expect(plane.statistics == nil && !plane.isLine)
    #expect(try through(a, b).isLine)
  }

  @Test("nets that span nothing are named")
  func degenerate() throws {
    let a = try write("a.safetensors")
    let same = try write("same.safetensors")
    let b = try write("b.safetensors", seed: 2)
    let twin = try write("twin.safetensors", seed: 2)
    let values = try [a, b].map { try Checkpoint(path: $0).parameters.values }
    let middle = try write("middle.safetensors") { values0 in
      for i in values0.indices { values0[i] = (values[0][i] + values[1][i]) / 2 }
    }
    #expect(try failure(a, same).what.contains("has the same trainable weights as \(a)"))
    #expect(try failure(a, b, same).what.contains("has the same trainable weights as \(a)"))
    #expect(try failure(a, b, twin).what.contains("has the same trainable weights as \(b)"))
    #expect(try failure(a, b, middle).what.contains("lies on one line with \(a) and \(b)"))
    #expect(try [failure(a, same), failure(a, b, middle)].allSatisfy { $0.code == .data })
  }

  @Test("a number that is not finite is named with its tensor", arguments: [Float.nan, .infinity])
  func nonfinite(value: Float) throws {
    let a = try write("a.safetensors")
    let b = try write("b.safetensors", seed: 2) { $0[30] = value }
    for found in [try failure(a, b), try failure(b, a)] {
      #expect(found.code == .data && found.what.contains(value.isNaN ? "NaN" : "infinite"))
      #expect(found.place == .file(b, .item("layers.0.0.bias")))
    }
  }

  @Test("other nets are refused with what differs")
  func others() throws {
    let a = try write("a.safetensors")
    let wide = folder.path("wide.safetensors")
    let other = try MLP(sizes: [4, 7, 8, 3]).network(inputShape: [4])
    try Scenes.checkpoint(other).write(to: wide)
    #expect(
      try failure(a, wide).what.contains("layers.1.0.weight is 8×7 instead of 7×7"))
    let plain = folder.path("plain.safetensors")
    let withoutShortcuts = network.withoutShortcuts()
    try Scenes.checkpoint(withoutShortcuts).write(to: plain)
    #expect(try failure(a, plain).what.contains("describes another network"))
  }

  @Test("wrapped names and counters are read as those of the same net")
  func wrapped() throws {
    let fixture = try StatesFixture()
    let checkpoint = try fixture.checkpoint("b")
    let entries = [checkpoint.parameters, checkpoint.buffers].flatMap { part in
      zip(part.layout.specifications, part.tensors).map {
        SafetensorsFile.Entry(name: "module.\($0.name)", tensor: $1)
      }
    }
    let path = folder.path("wrapped.safetensors")
    try SafetensorsFile(entries: entries).write(to: path)
    let matched = try MatchedWeights(path: path, like: fixture.named("a"), at: "a")
    #expect(matched.parameters == checkpoint.parameters && matched.buffers == checkpoint.buffers)
    #expect(try matched.digest() == checkpoint.digest())
  }
}
