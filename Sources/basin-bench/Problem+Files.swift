internal import Archives
internal import Datasets
internal import Foundation
internal import Grids
internal import Landscapes
internal import Networks
internal import Tensors

extension Problem {
  /// Writes what the peers read: `weights`, `x` and `y` (.safetensors), `inputs`, `labels` and
  /// `points` (.npy; the points N×2 in the order in which Basin visits them), `net.json`.
  func write(to folder: URL) throws {
    func path(_ name: String) -> String { folder.appending(path: name).path }
    try checkpoint.write(to: path("weights.safetensors"))
    for (name, direction) in [("x", plane.x), ("y", plane.y)] {
      try Checkpoint(
        network: checkpoint.network, parameters: direction, buffers: checkpoint.buffers,
        manifest: nil
      ).write(to: path("\(name).safetensors"))
    }
    try AtomicFile.write(NPYFile(dataset.inputs).bytes(), to: path("inputs.npy"))
    let labels = NPYFile(shape: [dataset.labels.count], dataset.labels.map(Int64.init))
    try AtomicFile.write(labels.bytes(), to: path("labels.npy"))
    let points = Tensor(
      shape: [grid.count, 2],
      elements: grid.points.flatMap { [Float($0.x), Float($0.y)] })
    try AtomicFile.write(NPYFile(points).bytes(), to: path("points.npy"))
    try JSONEncoder().encode(NetDescription(workload)).write(
      to: folder.appending(path: "net.json"))
  }
}

/// The net as the peers build it: its name in the catalogue; depth, width and channels, the sizes of layers, or those of a
/// gpt.
private struct NetDescription: Encodable {
  var name: String?
  var depth: Int?
  var width: Int?
  var sizes: [Int]?
  var gpt: GPTSizes?

  init(_ workload: Workload) {
    let model = workload.model
    name = workload.catalogueName
    if let resnet = model.model as? ResNet {
      depth = resnet.depth
      width = resnet.width
    }
    sizes = (model.model as? MLP)?.sizes
    gpt = (model.model as? GPT)?.sizes
  }
}

extension Grid {
  /// The points, row by row.
  var points: [(x: Double, y: Double)] {
    (0..<count).map { (xs[column(of: $0)], ys[row(of: $0)]) }
  }
}

/// A folder that is removed with all it holds when it is not needed any more.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "basin-bench-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
