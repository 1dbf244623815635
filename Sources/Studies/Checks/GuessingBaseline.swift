public import Datasets
internal import Kernels
public import Networks
internal import RealModule
internal import Tensors

/// What can be reached on some examples without a net: the bounds that a trained net should beat.
public struct GuessingBaseline: Hashable, Sendable {
  /// The loss of the best answer that is the same for every example; nil where the loss and the kind of
  /// targets give none.
  public let loss: Double?
  /// The accuracy of that answer in per cent: the share of the most frequent class; nil for numbers.
  public let accuracy: Double?
  /// The accuracy of naming the class whose mean is nearest (Euclidean distance, each example left out of
  /// its own class's mean) in per cent, over at most ``mostExamples``; nil for text and numbers.
  public let nearestMeanAccuracy: Double?
  /// The examples behind ``nearestMeanAccuracy``.
  public let nearestMeanExamples: Int

  /// More examples than these are not compared with the means.
  public static let mostExamples = 2000

  /// Finds the bounds for examples, once.
  public init(of dataset: Dataset, loss: Loss) {
    if let values = dataset.values {
      accuracy = nil
      nearestMeanAccuracy = nil
      nearestMeanExamples = 0
      self.loss = loss == .meanSquaredError ? Self.variance(of: values) : nil
      return
    }
    var counts = Array(repeating: 0, count: dataset.classes)
    for label in dataset.labels { counts[Int(label)] += 1 }
    let total = Double(dataset.labels.count)
    accuracy = 100 * Double(counts.max() ?? 0) / total
    self.loss =
      loss == .crossEntropy
      ? counts.reduce(0.0) { sum, count in
        let share = Double(count) / total
        return share > 0 ? sum - share * Double.log(share) : sum
      } : nil
    guard dataset.labelsPerExample == 1 else {
      nearestMeanAccuracy = nil
      nearestMeanExamples = 0
      return
    }
    nearestMeanExamples = min(dataset.count, Self.mostExamples)
    nearestMeanAccuracy = Self.nearestMean(dataset, examples: nearestMeanExamples)
  }

  /// The mean over outputs of the variance over examples.
  private static func variance(of values: Tensor<Float>) -> Double {
    let examples = values.shape[0]
    let outputs = values.count / examples
    var sum = 0.0
    for output in 0..<outputs {
      var mean = 0.0
      for example in 0..<examples { mean += Double(values.elements[example * outputs + output]) }
      mean /= Double(examples)
      for example in 0..<examples {
        let distance = Double(values.elements[example * outputs + output]) - mean
        sum += distance * distance
      }
    }
    return sum / Double(examples * outputs)
  }

  private static func nearestMean(_ dataset: Dataset, examples: Int) -> Double? {
    let features = dataset.inputs.count / dataset.count
    let inputs = dataset.inputs.elements
    var counts = Array(repeating: 0, count: dataset.classes)
    var sums = Array(repeating: [Double](), count: dataset.classes)
    for example in 0..<examples {
      let label = Int(dataset.labels[example])
      if counts[label] == 0 { sums[label] = Array(repeating: 0, count: features) }
      counts[label] += 1
      for i in 0..<features { sums[label][i] += Double(inputs[example * features + i]) }
    }
    let present = counts.indices.filter { counts[$0] > 0 }
    guard present.count > 1 else { return nil }
    var hits = 0
    for example in 0..<examples {
      let label = Int(dataset.labels[example])
      let distances = present.map { candidate -> (label: Int, distance: Double) in
        // The example itself is no part of the mean that it is compared with.
        let isOwn = candidate == label
        let count = Double(counts[candidate] - (isOwn ? 1 : 0))
        guard count > 0 else { return (candidate, .infinity) }
        var distance = 0.0
        for i in 0..<features {
          let value = Double(inputs[example * features + i])
          let gap = value - (sums[candidate][i] - (isOwn ? value : 0)) / count
          distance += gap * gap
        }
        return (candidate, distance)
      }
      if distances.min(by: { $0.distance < $1.distance })?.label == label { hits += 1 }
    }
    return 100 * Double(hits) / Double(examples)
  }
}
