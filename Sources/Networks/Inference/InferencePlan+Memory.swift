public import Kernels
internal import Tensors

extension InferencePlan {
  /// The parameters that a workspace with a plane never writes.
  var idleRanges: [Range<Int>] {
    let filters = steps.compactMap {
      if case .convolution(let fused) = $0 {
        network.parameterRanges(at: fused.node)[0]
      } else {
        nil
      }
    }
    return (planeNode.map { network.parameterRanges(at: $0) } ?? []) + filters + panelRanges
  }

  /// The bytes that one worker's `InferenceWorkspace` writes to.
  ///
  /// Parameters that products take the place of, and filters and panels of weights that are summed where
  /// kernels read them, are left out. So is what a worker takes once a result overflows and is computed again directly.
  public func workspaceBytes<Scalar: KernelScalar>(_: Scalar.Type) -> Int {
    let idle = idleRanges.reduce(0) { $0 + $1.count }
    return (WorkspaceLayout(self).count - idle) * MemoryLayout<Scalar>.stride
  }

  /// The bytes of addresses that one worker's `InferenceWorkspace` takes, written to or not.
  public func workspaceAddresses<Scalar: KernelScalar>(_: Scalar.Type) -> Int {
    let own = WorkspaceLayout(self).count * MemoryLayout<Scalar>.stride
    return own + (usesWinograd ? direct.workspaceAddresses(Scalar.self) : 0)
  }

  /// The bytes that an `EvaluationSet` takes beside its examples.
  ///
  /// - Parameters:
  ///   - examples: how many there are.
  ///   - scalar: the type that is computed in.
  public func evaluationSetBytes<Scalar: KernelScalar>(examples: Int, _ scalar: Scalar.Type) -> Int
  {
    guard let planeNode else { return 0 }
    let outputs = network.shapes[planeNode].count
    let blocks = Block.count(holding: examples, size: blockSize)
    return (3 * blocks * outputs + network.inputShape.count) * blockSize
      * MemoryLayout<Scalar>.stride
  }
}
