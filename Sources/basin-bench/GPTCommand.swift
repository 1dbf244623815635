internal import ArgumentParser
internal import Datasets
internal import Kernels
internal import Networks
internal import Tensors
internal import Training

/// `basin-bench gpt`
struct GPTCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gpt",
    abstract: "Run a GPT forward and train it: Basin beside PyTorch, in tokens per second.")

  @Option(help: "Blocks.") var blocks = 6
  @Option(help: "Channels.") var width = 128
  @Option(help: "Attention heads.") var heads = 4
  @Option(help: "Tokens per window.") var context = 128
  @Option(help: "Different tokens.") var vocabulary = 96
  @Option(help: "Windows per step.") var batchSize = 16
  @OptionGroup var peers: PeerOptions
  @Flag(help: "Shorter and less exact.") var quick = false
  @Option(help: "text, markdown or json.") var format = ReportFormat.text

  func validate() throws {
    guard batchSize >= 1, vocabulary >= 2 else {
      throw ValidationError("Batches need 1 window, a vocabulary 2 tokens, at least.")
    }
  }

  func run() throws {
    let sizes = GPTSizes(blocks: blocks, width: width, heads: heads, context: context)
    let problem = try GPTProblem(sizes, vocabulary: vocabulary, windows: 4 * batchSize)
    let process = peers.start(script: "gpt.py")
    let folder = try TemporaryFolder()
    if process != nil { try problem.write(to: folder.url) }
    let names = try process?.loadTraining(folder.url, batch: batchSize).peers ?? []
    let ours = GPTSpeed(problem, batchSize: batchSize, threads: peers.threads)
    let seconds = quick ? 0.5 : 1.5
    var forward = Array(repeating: [Double](), count: 1 + names.count)
    var training = forward
    for _ in 0..<(quick ? 2 : 5) {
      forward[0].append(try ours.forward(seconds: seconds).perSecond)
      training[0].append(try ours.training(seconds: seconds).perSecond)
      for (index, name) in names.enumerated() {
        if let process {
          forward[index + 1].append(
            try process.measure("\(name) forward", seconds: seconds).perSecond)
          training[index + 1].append(
            try process.measure("\(name) training", seconds: seconds).perSecond)
        }
      }
    }
    let loss = problem.checkpoint.evaluate(
      inputs: problem.dataset.inputs, labels: problem.dataset.labels,
      workers: Workers(count: peers.threads)
    ).mean
    let theirs = try names.first.flatMap { try process?.losses($0, at: []) } ?? []
    let result = GPTResult(
      title: "GPT, \(blocks) blocks, width \(width), \(heads) heads, context \(context), "
        + "vocabulary \(vocabulary)", batchSize: batchSize, threads: peers.threads,
      torch: process?.version, loss: loss, lossDifference: theirs.first.map { abs(loss - $0) / $0 },
      tokensPerSecond: zip(["Basin"] + names, zip(forward, training)).map {
        .init(name: $0, forward: $1.0.median, training: $1.1.median)
      })
    print(try result.rendered(format))
  }
}
