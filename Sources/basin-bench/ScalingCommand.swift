internal import Archives
internal import ArgumentParser
internal import Foundation
internal import Grids
internal import Kernels
internal import Landscapes
internal import Runs
internal import Synchronization
internal import Tensors

/// `basin-bench scaling`
struct ScalingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaling",
    abstract: "What it costs to share a surface between processes, and what many would reach.",
    discussion: """
      Runs the tool that lies beside this program in 1, 2, 4 and 8 processes of one thread each on one \
      surface, and gives wall and processor time. Then simulates 10 to 1,000 processes on a surface of \
      51 × 51 points over 50,000 examples (Li et al. 2018) with what was measured: the start, the time of a \
      point and its spread, joining.
      """)

  @Option(help: "The workload, as of `surface`.") var workload = "resnet56-14"
  @Option(help: "Examples per point.") var samples = 1000
  @Option(help: "Points per axis.") var edge = 15
  @Option(help: "Examples per point of the simulated surface.") var simulatedSamples = 50_000
  @Option(help: "text, markdown or json.") var format = ReportFormat.text

  private static let simulatedEdge = 51
  private static let joinedParts = 256

  func validate() throws {
    guard samples >= 1, edge >= 3, simulatedSamples >= 1 else {
      throw ValidationError("At least 1 example and 3 points per axis are needed.")
    }
  }

  func run() throws {
    let folder = try TemporaryFolder()
    let problem = try Problem(try Workload.surface(named: workload), samples: samples)
    try problem.write(to: folder.url)
    let tool = try BuiltTool()
    func arguments(_ part: String, edge: Int, _ output: String) -> [String] {
      func path(_ name: String) -> String { folder.url.appending(path: name).path }
      return [
        "sample", path("weights.safetensors"),
        "--data", "arrays:\(path("inputs.npy")),\(path("labels.npy"))", "--samples", "\(samples)",
        "--grid", "\(edge)", "--threads", "1", "--part", part, "--output", path(output),
      ]
    }
    let runs = try [1, 2, 4, 8].map { count in
      let parts = count == 1 ? ["none"] : (0..<count).map { "\($0)/\(count)" }
      let cost = try tool.cost(of: parts.map { arguments($0, edge: edge, "of-\(count).h5") })
      return ScalingResult.Run(
        processes: count, seconds: cost.seconds, processorSeconds: cost.processor)
    }
    let points = Self.simulatedEdge * Self.simulatedEdge
    // A share of one point: the start is what it takes beyond the point.
    let single = try tool.cost(
      of: [arguments("0/\(points)", edge: Self.simulatedEdge, "start.h5")]
    ).seconds
    let times = try pointTimes(problem)
    let mean = times.reduce(0, +) / Double(times.count)
    let variance = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(times.count - 1)
    let model = ScalingModel(
      points: points, point: mean * Double(simulatedSamples) / Double(samples),
      spread: variance.squareRoot() / mean, start: max(0, single - mean),
      joinOfPart: try joining() / Double(Self.joinedParts))
    print(
      try ScalingResult(
        net: problem.workload.title, samples: samples, points: edge * edge, runs: runs,
        simulatedSamples: simulatedSamples, model: model
      ).rendered(format))
  }

  /// The seconds of some points, one after the other in one thread.
  private func pointTimes(_ problem: Problem) throws -> [Double] {
    let axis = Grid.axis(from: -1, to: 1, count: 5)
    let sampler = try problem.sampler(over: try Problem.grid(axis, axis))
    let ends = Mutex<[ContinuousClock.Instant]>([])
    var surface = LossSurface(grid: sampler.grid, split: sampler.split, manifest: nil)
    try sampler.run(&surface, in: RunContext(workers: Workers(count: 1))) { _, _ in
      ends.withLock { $0.append(.now) }
    }
    return ends.withLock { ends in
      // The first warms up.
      zip(ends, ends.dropFirst()).map { $0.duration(to: $1).seconds }
    }
  }

  /// The seconds that joining many parts of the simulated surface takes.
  private func joining() throws -> Double {
    let folder = try TemporaryFolder()
    let axis = Grid.axis(from: -1, to: 1, count: Self.simulatedEdge)
    let problem = try Problem(try Workload.surface(named: "mlp-small"), samples: 1)
    let run = SamplingRun(
      try problem.sampler(over: try Problem.grid(axis, axis)),
      output: folder.url.appending(path: "surface.h5").path)
    func share(_ index: Int) throws {
      let share = Share(index, of: Self.joinedParts)
      _ = try run.run(in: RunContext(workers: Workers(count: 1), share: share))
    }
    try (0..<Self.joinedParts - 1).forEach(share)
    let start = ContinuousClock.now
    try share(Self.joinedParts - 1)
    return start.duration(to: .now).seconds
  }
}
