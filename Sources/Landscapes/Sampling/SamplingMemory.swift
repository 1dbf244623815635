public import Datasets
internal import Kernels
public import Networks
internal import Tensors

/// The memory that sampling in threads of this process takes, in bytes.
public struct SamplingMemory: Hashable, Sendable {
  /// The net's parameters and running statistics.
  public let weights: Int
  /// What is held once: the weights, two directions, the examples, the surface and the program itself.
  public let shared: Int
  /// What each thread takes.
  public let perWorker: Int
  /// What of `shared` is there before the directions are made.
  private let early: Int
  /// The addresses that each thread takes beside what it writes to.
  private let idlePerWorker: Int

  /// The program, its libraries and their tables.
  private static let program = 48 << 20
  /// OpenBLAS's packed parts of matrices.
  private static let packing = 8 << 20

  /// Estimates it.
  ///
  /// - Parameters:
  ///   - network: the net.
  ///   - dataset: the examples.
  ///   - points: the points of the grid.
  ///   - precision: how the points are computed.
  ///   - statistics: where batch normalisations have their means and variances from.
  public init(
    of network: Network, dataset: Dataset, points: Int, precision: SamplingPrecision,
    statistics: InferencePlan.Statistics = .running
  ) {
    let single = MemoryLayout<Float>.stride
    weights = (network.parameters.count + network.buffers.count) * single
    let directions = 2 * network.parameters.count * single
    let examples =
      dataset.inputs.count * single + dataset.labels.count * MemoryLayout<Int32>.stride
      + (dataset.values?.count ?? 0) * single
    // Loss, error, accuracy, whether they are known; the run's own copy, that on its way to the disk, the file.
    let surface = 4 * points * 25
    let own: Int
    switch precision {
    case .fast:
      let plan = InferencePlan.alongPlane(
        network, examples: dataset.count, statistics: statistics)
      own = plan.evaluationSetBytes(examples: dataset.count, Float.self)
      perWorker = plan.workspaceBytes(Float.self) + Self.packing
      idlePerWorker = plan.workspaceAddresses(Float.self) - plan.workspaceBytes(Float.self)
    case .reference:
      let plan = InferencePlan.unfused(
        network, examples: dataset.count, statistics: statistics)
      own = 3 * network.parameters.count * MemoryLayout<Double>.stride
      perWorker = plan.workspaceBytes(Double.self) + Self.packing
      idlePerWorker = plan.workspaceAddresses(Double.self) - plan.workspaceBytes(Double.self)
    }
    early = Self.program + weights + examples
    shared = early + directions + surface + own
  }

  /// All memory, with a number of threads.
  public func total(workers: Int) -> Int { shared + workers * perWorker }

  /// What is still to be taken, with a number of threads, when the weights and the examples are there.
  public func ahead(workers: Int) -> Int { total(workers: workers) - early }

  /// The addresses that are still to be taken then.
  public func addressesAhead(workers: Int) -> Int {
    ahead(workers: workers) + workers * idlePerWorker + (workers - 1) * Workers.addressesPerThread
      + Self.program
  }
}
