internal import Archives
internal import Networks
internal import Numerals
internal import Provenance
internal import Tensors

extension FileDescription {
  /// Weights, or the state of an unfinished training run.
  init(weights path: String) throws {
    if SafetensorsFile.begins(try InputFile.bytes(at: path, upTo: 16)) {
      let outline = try SafetensorsFile.Outline(path: path)
      let describesItself = ["basin.training", "basin.connection", "basin.architecture"].contains {
        outline.metadata[$0] != nil
      }
      // The numbers are needed only to recognise a net, and not for one that is too large.
      if describesItself || outline.numbers > Self.mostRecognised {
        try self.init(
          outline.metadata, tensors: outline.tensors, numbers: outline.numbers, at: path)
        return
      }
    }
    if let outline = try WeightsFile.TorchOutline(path: path),
      outline.numbers > Self.mostRecognised
    {
      try self.init(
        [:], notes: outline.notes, tensors: outline.tensors, numbers: outline.numbers, at: path)
      return
    }
    let file = try WeightsFile(path: path)
    try self.init(
      file.metadata, notes: file.notes, tensors: file.entries.count,
      numbers: file.entries.reduce(0) { $0 + $1.tensor.count },
      recognised: ModelCatalogue.recognised(in: file)?.title, at: path)
  }

  /// The most numbers of a net that is recognised by its weights.
  private static let mostRecognised = 1 << 29

  private init(
    _ metadata: [String: String], notes: [String] = [], tensors: Int, numbers: Int,
    recognised: String? = nil, at path: String
  ) throws {
    let unfinished =
      metadata["basin.training"] != nil
      ? "unfinished training run"
      : metadata["basin.connection"] != nil ? "unfinished connection between two nets" : nil
    kind = unfinished ?? "weights"
    let network =
      metadata["basin.architecture"] != nil
      ? "describes its network"
      : unfinished != nil ? Self.goesOn : recognised.map { "recognised as \($0)" }
    facts =
      notes + [
        "\(counted(tensors, "tensor")), \(counted(numbers, "number"))",
        network ?? "does not describe its network: give it with --model",
      ]
    manifest = try metadata["basin.manifest"].map { try Manifest(parsing: $0, from: path) }
  }
}
