import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import Kernels
import SanitizerTestSupport
import Tensors
import Testing

/// Checkpoints that PyTorch and NumPy wrote (Fixtures/torch/make_torch_fixtures.py): element k of every
/// tensor is k/8.
struct WeightsFileTests {
  private func path(_ name: String) throws -> String {
    let url = Bundle.module.url(forResource: "Fixtures/torch", withExtension: nil)
    return try #require(url).appending(path: name).path
  }

  private func tensor(_ shape: Int...) -> Tensor<Float> {
    let count = shape.reduce(1, *)
    return Tensor(shape: Shape(shape), elements: (0..<count).map { Float($0) / 8 })
  }

  @Test("all element types of both formats", arguments: ["types.pt", "types-old.pt"])
  func types(name: String) throws {
    let file = try WeightsFile(path: try path(name))
    for name in ["single", "double", "half", "brain"] { #expect(file[name] == tensor(2, 3)) }
    #expect(file["scalar"] == tensor() && file["parameter"] == tensor(4))
    #expect(file["empty"]?.shape == [0, 3])
    #expect(file.entries.map(\.name).prefix(2) == ["single", "double"])
    #expect(file.ignored.map(\.name) == ["counter"] && file.ignored[0].elementType == "I64")
    #expect(file.notes == [])
  }

  @Test("views of storages, shared ones too", arguments: ["views.pt", "views-old.pt"])
  func views(name: String) throws {
    let file = try WeightsFile(path: try path(name))
    #expect(file["transposed"] == tensor(6, 4))
    #expect(file["tied"] == tensor(4, 6) && file["also"] == tensor(4, 6))
    #expect(file["channels_last"] == tensor(1, 2, 3, 4))
    let part = [8, 9, 10, 14, 15, 16].map { Float($0) / 8 }
    #expect(file["part"] == Tensor(shape: [2, 3], elements: part))
  }

  @Test(
    "the weights of a checkpoint are found under its usual names",
    arguments: [
      "state_dict", "model_state_dict", "model", "net", "ema", "weights", "net-old",
    ])
  func checkpoints(name: String) throws {
    let file = try WeightsFile(path: try path("\(name).pt"))
    #expect(
      file.entries.map(\.name) == [
        "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var",
      ])
    #expect(file["0.weight"] == tensor(3, 2))
    #expect(file.ignored.map(\.name) == ["1.num_batches_tracked"])
    let key = name.replacing("-old", with: "")
    #expect(file.notes == ["the weights are those under \"\(key)\""])
    #expect(try WeightsFile(path: try path("\(name).pt"), key: key).entries == file.entries)
  }

  @Test("nested dictionaries give names with points; a key chooses among several")
  func nested() throws {
    let nested = try WeightsFile(path: try path("nested.pt"))
    #expect(nested.entries.map(\.name) == ["encoder.w", "head.w"])
    let head = try WeightsFile(path: try path("nested.pt"), key: "state_dict.head")
    #expect(head.entries.map(\.name) == ["w"])
    let two = try failure { _ = try WeightsFile(path: try path("two.pt")) }
    #expect(two.code == .data && two.what.contains("generator, critic"))
    #expect(two.remedy?.description.contains("key") == true)
    #expect(try WeightsFile(path: try path("two.pt"), key: "critic").entries.count == 6)
    let wrong = try failure { _ = try WeightsFile(path: try path("two.pt"), key: "critics") }
    #expect(
      wrong.what.contains("critics was not found") && wrong.what.contains("generator, critic"))
  }

  @Test(
    "programs and what is not read are refused by name",
    arguments: [
      ("whole-model.pt", "torch.nn.modules.container.Sequential"), ("script.pt", "TorchScript"),
      ("quantised.pt", "_rebuild_qtensor"), ("expanded.pt", "do not fit its storage of 1"),
      ("nothing.pt", "other things than tensors: epoch"),
    ])
  func refused(name: String, what: String) throws {
    let path = try path(name)
    let found = try failure { _ = try WeightsFile(path: path) }
    #expect(found.code == .data && found.place?.path == path)
    #expect(found.what.contains(what), "\(found.what)")
  }

  @Test("sharded safetensors are joined by their index, and NumPy's archives read")
  func others() throws {
    for name in ["shards.safetensors.index.json", "weights.npz"] {
      let file = try WeightsFile(path: try path(name))
      #expect(file["a.weight"] == tensor(2, 3) && file["b.weight"] == tensor(4))
      #expect(file.ignored.map(\.name) == ["n"])
      let keyed = try failure { _ = try WeightsFile(path: try path(name), key: "model") }
      #expect(keyed.code == .usage)
    }
  }

  @Test(
    "an index leads to files beside it alone, and to tensors that are there",
    arguments: [
      (#"{"weight_map": {"a": "../shard.safetensors"}}"#, "does not name a file beside it"),
      (#"{"weight_map": {"a": "/etc/passwd"}}"#, "does not name a file beside it"),
      (#"{"weight_map": {"a": ".."}}"#, "does not name a file beside it"),
      (#"{"weight_map": {"a": 1}}"#, "does not name a file beside it"),
      (#"{"weight_map": {"a": "shard.safetensors"}}"#, "says that a is in shard.safetensors"),
      (#"{"weight_map": []}"#, "is JSON text"),
    ])
  func index(text: String, what: String) throws {
    let folder = try TemporaryFolder()
    try SafetensorsFile(entries: [.init(name: "b", tensor: tensor(1))])
      .write(to: folder.path("shard.safetensors"))
    let path = try folder.write(Array(text.utf8), to: "i.json")
    let found = try failure { _ = try WeightsFile(path: path) }
    #expect(found.code == .data && found.what.hasPrefix(what), "\(found.what)")
  }

  @Test(
    "files of other kinds are named",
    arguments: [
      ([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0], "is an HDF5 file"),
      (Array("{\"a\": 1}\n".utf8), "is JSON text"),
      ([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 0], "is one NumPy array"),
      ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0], "is a PNG picture"),
      (Array("hello, world".utf8), "is not a safetensors file"), ([], "is 0 bytes long"),
    ] as [([UInt8], String)])
  func kinds(bytes: [UInt8], what: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "x")
    let found = try failure { _ = try WeightsFile(path: path) }
    #expect(found.code == .data && found.what.hasPrefix(what), "\(found.what)")
  }

  @Test("no single damaged byte traps; what is read fits", arguments: ["types.pt", "net-old.pt"])
  func damage(name: String) throws {
    let whole = Array(try Data(contentsOf: URL(filePath: try path(name))))
    let folder = try TemporaryFolder()
    for index in stride(from: 0, to: whole.count, by: Sanitizer.thinning) {
      for value in [0, 0xff, whole[index] ^ 1] where value != whole[index] {
        var damaged = whole
        damaged[index] = value
        let path = try folder.write(damaged, to: "d.pt")
        guard let file = try? WeightsFile(path: path) else { continue }
        #expect(file.entries.allSatisfy { $0.tensor.count <= 24 })
      }
    }
    for length in stride(from: 0, to: whole.count, by: 7 * Sanitizer.thinning) {
      let path = try folder.write(Array(whole.prefix(length)), to: "t.pt")
      #expect(throws: Failure.self) { try WeightsFile(path: path) }
    }
  }
}
