public import Kernels
public import Networks
public import Reports
public import Training

/// A network at some weights, with and without its shortcuts, and the batch whose gradient is looked
/// at.
public struct GradientSubject: Sendable {
  /// Where the weights come from.
  public enum Weights: Sendable {
    /// Drawn anew, each net for itself.
    case drawn(Initialization, seed: UInt64)
    /// From a file, for the one net that it describes.
    case loaded(Checkpoint)
  }

  /// The network with its shortcuts; for loaded weights of a network without any, that network.
  public let network: Network
  /// The weights.
  public let weights: Weights
  /// The blocks of a loaded network without shortcuts, where they are known.
  public let loadedBlocks: [ResidualBlock]
  /// The examples.
  public let batch: GradientBatch
  /// Whether norms take the statistics of the batch or the running ones.
  public let mode: ExecutionMode
  /// Whether to compute in Double; in Float otherwise.
  public let isDouble: Bool

  /// Describes a subject.
  public init(
    network: Network, weights: Weights, loadedBlocks: [ResidualBlock] = [], batch: GradientBatch,
    mode: ExecutionMode = .training, isDouble: Bool
  ) {
    self.network = network
    self.weights = weights
    self.loadedBlocks = loadedBlocks
    self.batch = batch
    self.mode = mode
    self.isDouble = isDouble
  }

  /// Measures both nets; of loaded weights only the one there is.
  ///
  /// - Parameters:
  ///   - strength: what the shortcuts are multiplied by.
  ///   - workers: number of threads; results do not depend on it.
  public func measure(strength: Double = 1, workers: Workers) -> GradientPair {
    switch weights {
    case .drawn:
      return GradientPair(
        plain: measurePlain(workers: workers),
        shortcuts: measureShortcuts(strength: strength, workers: workers))
    case .loaded(let checkpoint):
      guard checkpoint.network.shortcutCount > 0 else {
        return GradientPair(plain: measurePlain(workers: workers), shortcuts: nil)
      }
      return GradientPair(
        plain: nil, shortcuts: measureShortcuts(strength: strength, workers: workers))
    }
  }

  /// Measures the net with its shortcuts multiplied by a number.
  public func measureShortcuts(strength: Double = 1, workers: Workers) -> GradientProfile {
    profile(
      of: strength == 1 ? network : network.scalingShortcuts(by: strength), blocks: [], workers)
  }

  private func measurePlain(workers: Workers) -> GradientProfile {
    switch weights {
    case .drawn:
      profile(
        of: network.withoutShortcuts(), blocks: network.residualBlocksWithoutShortcuts, workers)
    case .loaded: profile(of: network, blocks: loadedBlocks, workers)
    }
  }

  private func profile(of network: Network, blocks: [ResidualBlock], _ workers: Workers)
    -> GradientProfile
  {
    let (parameters, buffers) =
      switch weights {
      case .drawn(let initialization, let seed):
        (network.initialParameters(initialization, seed: seed), network.initialBuffers())
      case .loaded(let checkpoint): (checkpoint.parameters, checkpoint.buffers)
      }
    return isDouble
      ? GradientProfile(
        of: network, plainBlocks: blocks, parameters: parameters, buffers: buffers, batch: batch,
        mode: mode, as: Double.self, workers: workers)
      : GradientProfile(
        of: network, plainBlocks: blocks, parameters: parameters, buffers: buffers, batch: batch,
        mode: mode, as: Float.self, workers: workers)
  }
}
