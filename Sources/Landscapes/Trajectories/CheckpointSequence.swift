internal import Networks

/// The checkpoints of a trajectory, which are read one at a time: so a trajectory may be larger than memory.
public struct CheckpointSequence: Sendable {
  /// The weights at the centre of the plane, whose net all checkpoints must be of.
  public let center: NamedWeights
  /// Their file, for messages.
  public let centerPath: String
  /// The files of the checkpoints, in order.
  public let paths: [String]
  /// The name in a checkpoint under which its weights are; nil to look for them.
  public let key: String?

  /// Names checkpoints.
  public init(center: NamedWeights, at centerPath: String, paths: [String], key: String? = nil) {
    self.center = center
    self.centerPath = centerPath
    self.paths = paths
    self.key = key
  }

  /// The bytes of one checkpoint's trainable parameters.
  var parameterBytes: Int { center.parameters.values.count * MemoryLayout<Float>.stride }

  /// Reads a checkpoint.
  ///
  /// - Throws: `Failure` as `MatchedWeights` does.
  func read(_ index: Int) throws -> MatchedWeights {
    try MatchedWeights(path: paths[index], key: key, like: center, at: centerPath)
  }

  /// The difference of a checkpoint's trainable parameters to the centre, in single precision.
  func difference(_ index: Int) throws -> [Float] {
    try (read(index).parameters - center.parameters).values
  }
}
