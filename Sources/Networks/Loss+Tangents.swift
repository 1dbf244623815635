internal import Kernels

extension Loss {
  /// The tangent of the gradient that `evaluate` gives for one block, along a tangent of the
  /// outputs. The targets do not enter it.
  ///
  /// - Parameters:
  ///   - output: the network's outputs, outputs × columns of the block.
  ///   - tangent: their tangent.
  ///   - outputs: outputs per column.
  ///   - positions: columns per example.
  ///   - counting: how many examples of the block count, the first ones.
  ///   - gradientScale: what the gradient is multiplied by, 1/N for that of a mean over N.
  ///   - gradient: where it goes; zero for examples that do not count.
  func tangent<S>(
    _ output: Region<S>, tangent: Region<S>, outputs: Int, positions: Int, counting: Int,
    gradientScale: Double, into gradient: Region<S>
  ) {
    gradient.fill(0)
    switch self {
    case .crossEntropy:
      CrossEntropy.tangent(
        output, tangent: tangent, outputs: outputs, count: counting * positions,
        gradientScale: gradientScale / Double(positions), into: gradient)
    case .meanSquaredError:
      let columns = output.count / outputs
      let factor = S(2 / Double(outputs) * gradientScale)
      for row in 0..<outputs {
        let places = row * columns..<row * columns + counting
        Elementwise.scale(tangent[places], by: factor, into: gradient[places])
      }
    case .binaryCrossEntropy:
      let columns = output.count / outputs
      let factor = gradientScale / Double(outputs)
      for row in 0..<outputs {
        for place in row * columns..<row * columns + counting {
          let curvature = ValueLoss.binaryCurvature(Double(output[place]))
          gradient[place] = S(factor * curvature * Double(tangent[place]))
        }
      }
    }
  }
}
