internal import Failures

extension WeightsFile {
  /// The index of a sharded model: a JSON object whose `weight_map` names the file of each tensor.
  ///
  /// - Throws: `Failure` (data) if it is none, or a tensor is not where it should be; only files beside the
  ///   index are opened.
  init(index path: String, key: String?) throws {
    guard let map = try JSONValue(path: path)["weight_map"]?.object else {
      throw Failure(.data, "is JSON text, not a file of weights", at: path)
    }
    func wrong(_ what: String) -> Failure { Failure(.data, what, at: path) }
    guard key == nil else {
      throw Failure(
        .usage, "is an index of safetensors files, whose tensors stand at the top", at: path,
        remedy: "Leave out \(setting: "key").")
    }
    let folder = splitPath(path).folder
    var shards: [String: Set<String>] = [:]
    for (name, value) in map {
      guard let shard = value.string, splitPath(shard) == (".", shard),
        ![".", ".."].contains(shard)
      else { throw wrong("does not name a file beside it for \(name)") }
      shards[shard, default: []].insert(name)
    }
    var entries: [SafetensorsFile.Entry] = []
    var ignored: [SafetensorsFile.Ignored] = []
    for (shard, names) in shards.sorted(by: { $0.key < $1.key }) {
      let file = try SafetensorsFile(path: "\(folder)/\(shard)")
      let found = Set(file.entries.map(\.name)).union(file.ignored.map(\.name))
      if let missing = names.subtracting(found).min() {
        throw wrong("says that \(missing) is in \(shard), where it is not")
      }
      entries += file.entries.filter { names.contains($0.name) }
      ignored += file.ignored.filter { names.contains($0.name) }
    }
    self.init(entries: entries, ignored: ignored)
  }
}
