internal import Failures
internal import Tensors

extension WeightsFile {
  /// Where checkpoints keep the weights, in the order in which they are looked for.
  static let checkpointKeys = ["state_dict", "model_state_dict", "model", "net", "ema", "weights"]

  /// A checkpoint of `torch.save`.
  ///
  /// - Throws: `Failure` (data) as ``init(path:key:)``.
  init(torch path: String, key: String?) throws {
    let file = try TorchFile(path: path)
    let (found, place) = try TorchSearch(file).weights(key: key)
    try file.verifyStorages()
    // Tensors may share storages, so that their sizes together are not bounded by the file's.
    var budget = 16 * file.size + (1 << 26)
    var entries: [SafetensorsFile.Entry] = []
    var ignored: [SafetensorsFile.Ignored] = []
    for (name, tensor) in found {
      budget -= 4 * tensor.count
      guard budget >= 0 else {
        throw Failure(
          .data, "its tensors together are larger than 16 times the file", at: path)
      }
      if let floats = file.floats(of: tensor) {
        entries.append(
          .init(name: name, tensor: Tensor(shape: Shape(tensor.sizes), elements: floats)))
      } else {
        ignored.append(.init(name: name, elementType: tensor.storage.type.name))
      }
    }
    self.init(
      entries: entries, ignored: ignored,
      notes: Self.notes(ofKey: place))
  }

  fileprivate static func notes(ofKey key: String?) -> [String] {
    key.map { ["the weights are those under \"\($0)\""] } ?? []
  }

  /// What the list of tensors in a checkpoint of `torch.save` says. The tensors are not read.
  public struct TorchOutline: Equatable, Sendable {
    /// The number of tensors of floating-point numbers.
    public let tensors: Int
    /// The number of numbers in these.
    public let numbers: Int
    /// What a reader should know of how the file was read, a clause each.
    public let notes: [String]

    /// Reads the list of tensors of a file; nil where `torch.save` did not write it.
    ///
    /// - Throws: `Failure` (missing) if it cannot be read; `Failure` (data) if it is damaged, or holds no
    ///   weights.
    public init?(path: String) throws {
      guard try WeightsFile.isTorch(path) else { return nil }
      let (found, key) = try TorchSearch(TorchFile(path: path)).weights(key: nil)
      let floats = found.map(\.1).filter { $0.storage.type.isFloatingPoint }
      tensors = floats.count
      // Each has an element per byte of the file at most, but any number of them may share these.
      numbers = floats.reduce(0) { min($0 + $1.count, .max >> 1) }
      notes = WeightsFile.notes(ofKey: key)
    }
  }
}

/// Finds the named tensors in what a checkpoint holds.
private struct TorchSearch {
  private let file: TorchFile

  init(_ file: TorchFile) { self.file = file }

  private static let deepest = 32

  /// The tensors by name, and under which name of the checkpoint they were found; nil for the top.
  func weights(key: String?) throws(Failure) -> ([(String, TorchTensor)], String?) {
    let top = file.pickle.value
    if let key {
      var value = top
      for name in key.split(separator: ".") {
        guard let next = member(String(name), of: value) else {
          throw Failure(
            .data, "\(key) was not found; the top holds \(names(of: top))", at: file.path)
        }
        value = next
      }
      let found = try tensors(in: value)
      guard !found.isEmpty else {
        throw Failure(.data, "\(key) holds other things than tensors", at: file.path)
      }
      return (found, key)
    }
    // A checkpoint may keep single numbers, such as its accuracy, as tensors beside the weights.
    let pairs = file.pickle.pairs(top) ?? []
    for (name, value) in pairs {
      if let tensor = try file.tensor(value, named: name.text ?? "?"), !tensor.sizes.isEmpty {
        return (try tensors(in: top), nil)
      }
    }
    for name in WeightsFile.checkpointKeys {
      guard let value = member(name, of: top) else { continue }
      let found = try tensors(in: value)
      if !found.isEmpty { return (found, name) }
    }
    let nested = try tensors(in: top)
    guard nested.isEmpty else {
      throw Failure(
        .data, "keeps its tensors under other names than the usual ones: \(names(of: top))",
        at: file.path,
        remedy: "Choose with \(setting: "key", "NAME").")
    }
    throw Failure(.data, "holds other things than tensors: \(names(of: top))", at: file.path)
  }

  private func member(_ name: String, of value: PickleValue) -> PickleValue? {
    file.pickle.pairs(value)?.first { $0.key.text == name }?.value
  }

  private func names(of value: PickleValue) -> String {
    guard let pairs = file.pickle.pairs(value) else { return "a value that is not a dictionary" }
    let names = pairs.compactMap(\.key.text)
    let more = pairs.count - min(names.count, 12)
    return names.prefix(12).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  /// The tensors of a dictionary and of those in it, with points between their names.
  private func tensors(in value: PickleValue) throws(Failure) -> [(String, TorchTensor)] {
    var seen: Set<PickleValue> = []
    var found: [(String, TorchTensor)] = []
    try collect(value, under: "", depth: 0, &seen, &found)
    return found
  }

  /// - Parameter seen: the dictionaries visited so far. Each is visited once: dictionaries can contain
  ///   themselves, and nested ones that share parts multiply.
  private func collect(
    _ value: PickleValue, under prefix: String, depth: Int, _ seen: inout Set<PickleValue>,
    _ found: inout [(String, TorchTensor)]
  ) throws(Failure) {
    guard let pairs = file.pickle.pairs(value), depth < Self.deepest, seen.insert(value).inserted
    else { return }
    for (key, value) in pairs {
      guard let name = key.text.map({ prefix + $0 }) else { continue }
      if let tensor = try file.tensor(value, named: name) {
        found.append((name, tensor))
      } else {
        try collect(value, under: name + ".", depth: depth + 1, &seen, &found)
      }
    }
  }
}
