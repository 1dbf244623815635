internal import Kernels
internal import Tensors

extension Loss {
  /// The loss of one example.
  ///
  /// - Parameters:
  ///   - output: the network's outputs, outputs × columns of the block.
  ///   - outputs: outputs per column.
  ///   - columns: those of the example, one for each of its positions.
  ///   - targets: those of all examples, of the kind that the loss takes.
  ///   - example: its position in the targets.
  func value<S>(
    of output: Region<S>, outputs: Int, columns: Range<Int>, targets: Targets, example: Int
  ) -> Double {
    switch targets {
    case .labels(let labels):
      let own = labels[example * columns.count..<(example + 1) * columns.count]
      return CrossEntropy.evaluate(output, outputs: outputs, first: columns.lowerBound, labels: own)
        .losses / Double(columns.count)
    case .values(let values):
      let loss: ValueLoss = self == .meanSquaredError ? .squaredError : .binaryCrossEntropy
      let width = output.count / outputs
      let sum = (0..<outputs).reduce(0.0) { sum, row in
        sum
          + loss.loss(
            Double(output[row * width + columns.lowerBound]),
            Double(values.elements[example * outputs + row]))
      }
      return sum / Double(outputs)
    }
  }
}
