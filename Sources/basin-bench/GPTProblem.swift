internal import Archives
internal import Datasets
internal import Foundation
internal import Kernels
internal import Networks
internal import Tensors

/// A GPT with its numbers: initial weights and random tokens, the same on every machine. Speed does
/// not depend on either.
struct GPTProblem {
  let sizes: GPTSizes
  let checkpoint: Checkpoint
  let dataset: Dataset

  init(_ sizes: GPTSizes, vocabulary: Int, windows: Int) throws {
    self.sizes = sizes
    let network = try GPT(sizes, vocabulary: vocabulary).network()
    checkpoint = Checkpoint(
      network: network, parameters: network.initialParameters(.uniform, seed: 1),
      buffers: network.initialBuffers(), manifest: nil)
    var random = RandomStream(seed: 1, purpose: "bench.tokens")
    let tokens = (0..<windows * (sizes.context + 1)).map { _ in
      Int32(random.next() % UInt64(vocabulary))
    }
    let starts = (0..<windows).map { $0 * (sizes.context + 1) }
    dataset = try Dataset(
      name: "synthetic",
      inputs: Tensor(
        shape: [windows, sizes.context],
        elements: starts.flatMap { tokens[$0..<$0 + sizes.context].map { Float($0) } }),
      labels: starts.flatMap { tokens[$0 + 1...$0 + sizes.context] }, classes: vocabulary,
      labelsPerExample: sizes.context)
  }

  /// Writes what the peers read: `weights.safetensors`, `inputs.npy`, `labels.npy`, `net.json`.
  func write(to folder: URL) throws {
    func path(_ name: String) -> String { folder.appending(path: name).path }
    try checkpoint.write(to: path("weights.safetensors"))
    try AtomicFile.write(NPYFile(dataset.inputs).bytes(), to: path("inputs.npy"))
    let labels = NPYFile(shape: [dataset.labels.count], dataset.labels.map(Int64.init))
    try AtomicFile.write(labels.bytes(), to: path("labels.npy"))
    try JSONEncoder().encode(["gpt": sizes]).write(to: folder.appending(path: "net.json"))
  }
}
