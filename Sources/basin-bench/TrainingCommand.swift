internal import ArgumentParser
internal import Networks
internal import Tensors

/// `basin-bench training`
struct TrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    abstract: "Train a residual network for some steps: Basin beside PyTorch.")

  @Option(help: "Depth of the residual network (6n + 2).") var depth = 56
  @Option(help: "Channels of its first stage.") var width = 8
  @Option(help: "Side of the images, which have one channel.") var imageSize = 14
  @Option(help: "Images per step.") var batchSize = 128
  @OptionGroup var peers: PeerOptions
  @Flag(help: "Shorter and less exact.") var quick = false
  @Option(help: "text, markdown or json.") var format = ReportFormat.text

  func validate() throws {
    guard batchSize >= 1, imageSize >= 4 else {
      throw ValidationError("Batches need 1 image, images 4 pixels a side, at least.")
    }
  }

  func run() throws {
    let workload = Workload.images(
      "training", depth: depth, width: width, [1, imageSize, imageSize])
    let problem = try Problem(workload, samples: 8 * batchSize)
    let process = peers.start(script: "training.py")
    let folder = try TemporaryFolder()
    if process != nil { try problem.write(to: folder.url) }
    let names = try process?.loadTraining(folder.url, batch: batchSize).peers ?? []
    let ours = TrainingSpeed(
      network: problem.checkpoint.network, dataset: problem.dataset,
      initialization: .residualNetwork, batchSize: batchSize, threads: peers.threads)
    var rates = Array(repeating: [Double](), count: 1 + names.count)
    for _ in 0..<(quick ? 2 : 5) {
      rates[0].append(try ours.measure(seconds: quick ? 0.5 : 1.5).perSecond)
      for (index, name) in names.enumerated() {
        if let rate = try process?.measure(name, seconds: quick ? 0.5 : 1.5) {
          rates[index + 1].append(rate.perSecond)
        }
      }
    }
    let seconds = quick ? 0.5 : 1.5
    let phases =
      try [ours.phases(seconds: seconds)]
      + names.compactMap { try process?.phases($0, seconds: seconds) }
    let result = TrainingResult(
      title: workload.title, batchSize: batchSize, threads: peers.threads,
      torch: process?.version,
      imagesPerSecond: zip(["Basin"] + names, zip(rates, phases)).map {
        .init(name: $0, rate: $1.0.median, phases: $1.1)
      })
    print(try result.rendered(format))
  }
}
