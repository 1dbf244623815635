internal import Archives
internal import Tensors

extension WeightsFile {
  /// The layers of a plain perceptron of PyTorch, in the order of their numbers: all tensors of the
  /// file are weights and biases of one name with numbers behind it, such as `0.weight`, `2.weight` of
  /// `nn.Sequential`, or `fc1.weight`, `fc2.weight`. Nil where there is anything else.
  var numberedLayers: [String]? {
    var layers: [String: Int] = [:]
    var stems: Set<Substring> = []
    for entry in entries {
      let isWeight = entry.name.hasSuffix(".weight")
      guard isWeight || entry.name.hasSuffix(".bias"),
        entry.tensor.shape.rank == (isWeight ? 2 : 1)
      else { return nil }
      let name = entry.name.dropLast(isWeight ? ".weight".count : ".bias".count)
      let digits = name.reversed().prefix { $0.isNumber }.count
      let stem = name.dropLast(digits)
      guard let number = Int(name.suffix(digits)) else { return nil }
      stems.insert(stem)
      layers[String(name)] = number
    }
    let names = layers.keys.sorted { (layers[$0] ?? 0) < (layers[$1] ?? 0) }
    guard ignored.isEmpty, stems.count == 1, Set(layers.values).count == names.count,
      entries.count == 2 * names.count
    else { return nil }
    return names
  }
}
