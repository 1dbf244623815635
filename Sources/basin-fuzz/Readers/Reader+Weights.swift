internal import Archives
internal import Networks
internal import Tensors

extension Reader {
  /// Of weights, whichever program wrote them.
  static let weights = [
    Reader(
      "safetensors", longest: 1 << 13,
      seeds: [
        .files("Tests/ArchivesTests/Fixtures", endings: [".safetensors"]),
        .files("Tests/ArchivesTests/Fixtures/torch", endings: [".safetensors"]),
        .files("Tests/LandscapesTests/Fixtures", endings: [".safetensors"]),
        .files("Tests/BasinTests/Fixtures/mlp", endings: [".safetensors"]),
      ]
    ) { input in
      let path = try input.file("weights.safetensors")
      try survives { _ = try SafetensorsFile.Outline(path: path) }
      try survives { _ = try SafetensorsFile(parsing: input.bytes, from: "input") }
      let file = try WeightsFile(path: path)
      try survives { _ = try Checkpoint(file, path: path) }
      _ = ModelCatalogue.recognised(in: file)
    },
    Reader(
      "shards", seeds: [.files("Tests/ArchivesTests/Fixtures/torch", endings: [".index.json"])]
    ) {
      input in
      for (index, name) in ["a", "b.c"].enumerated() {
        let tensor = Tensor<Float>(shape: [2], elements: [Float(index), 1])
        let shard = SafetensorsFile(entries: [.init(name: name, tensor: tensor)], metadata: [:])
        _ = try input.folder.file("shard-\(index + 1).safetensors", try shard.bytes())
      }
      _ = try WeightsFile(path: try input.file("model.safetensors.index.json"))
    },
    Reader(
      "torch", longest: 1 << 13,
      seeds: [
        .files("Tests/ArchivesTests/Fixtures/torch", endings: [".pt"]),
        .files("Tests/BasinTests/Fixtures/checkpoints", endings: [".pt", ".pth", ".t7", ".ckpt"]),
      ]
    ) { input in
      let path = try input.file("weights.pt")
      try survives { _ = try WeightsFile(path: path, key: "model.net") }
      let file = try WeightsFile(path: path)
      _ = (file.unwrapped, ModelCatalogue.recognised(in: file))
    },
    Reader(
      "pickle", longest: 1 << 13,
      seeds: [
        .made("Tests/ArchivesTests/Fixtures/torch", endings: [".pt"], pickle),
        .made("Tests/BasinTests/Fixtures/checkpoints", endings: [".pt", ".pth", ".ckpt"], pickle),
        .files("Tests/DatasetsTests/Fixtures/pickles", endings: [""]),
      ]
    ) { input in
      try survives {
        var machine = PickleMachine(
          input.bytes, of: "input", allowing: { !$0.hasPrefix("os.") })
        let pickle = try machine.read()
        _ = (pickle.pairs(pickle.value), pickle.elements(pickle.value))
        _ = (pickle.bytes(pickle.value), pickle.byteArray(pickle.value))
      }
      // As torch.save packs it: the checksums of the archive are right.
      let storages = (0..<8).map {
        ZipFile.Entry("archive/data/\($0)", Array(repeating: UInt8($0), count: 64))
      }
      let archive = try ZipFile.bytes(
        of: [ZipFile.Entry("archive/data.pkl", input.bytes)] + storages, for: "input")
      _ = try WeightsFile(path: try input.folder.file("weights.pt", archive))
    },
    Reader("network", longest: 1 << 14, seeds: [.generated(NetworkInput.examples)]) { input in
      let json = try JSONValue(parsing: input.bytes, from: "input")
      try NetworkInput.run(try json.decoded(as: Network.self, from: "input"))
    },
  ]

  /// The pickle in an archive of `torch.save`.
  private static let pickle: @Sendable (String) throws -> [UInt8]? = { path in
    guard let archive = try? ZipFile(path: path),
      let name = archive.names.first(where: { $0.hasSuffix("data.pkl") })
    else { return nil }
    return try archive.bytes(of: name, atMost: 1 << 16)
  }
}
