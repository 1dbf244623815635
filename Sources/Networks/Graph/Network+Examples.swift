public import Failures
public import Kernels
public import Tensors

extension Network {
  /// Checks examples for the network: their shape must be the one it takes, or mean the same for
  /// certain.
  ///
  /// Flat examples are taken as they are, H×W as one channel. Another shape of as many numbers is not:
  /// channels last, read as if they came first, would give a loss of other images.
  ///
  /// - Parameters:
  ///   - shape: the shape of an example.
  ///   - classes: the number of classes that labels may stand for.
  ///   - name: where the examples come from.
  /// - Throws: `Failure` (`.data`) with both shapes and what helps.
  public func checkExamples(_ shape: Shape, classes: Int, of name: String) throws(Failure) {
    guard takes(shape) else { throw misfit(shape, classes, name, remedy: remedy(for: shape)) }
    guard classes <= outputCount else {
      throw misfit(
        shape, classes, name,
        remedy: "Use data like those that the network was trained on, with at most "
          + "\(outputCount) classes.")
    }
  }

  private func misfit(_ shape: Shape, _ classes: Int, _ name: String, remedy: Phrase) -> Failure {
    Failure(
      .data,
      "the data (\(shape), \(classes) classes) do not match the network (\(inputShape), "
        + "\(outputShape) outputs)", at: name, remedy: remedy)
  }

  private func takes(_ shape: Shape) -> Bool {
    guard shape != inputShape else { return true }
    guard shape.count == inputShape.count else { return false }
    if shape.rank == 1 || shape.withoutLeadingOnes == inputShape.withoutLeadingOnes { return true }
    // A network that takes a row of numbers takes images whose order is beyond doubt.
    return inputShape.rank == 1 && !shape.looksChannelsLast
  }

  private func remedy(for shape: Shape) -> Phrase {
    let wanted = inputShape
    if shape.count == wanted.count, shape.rank == 3,
      wanted.rank == 1 || wanted.dimensions == [shape[2], shape[0], shape[1]]
    {
      return Shape.channelsLastRemedy
    }
    if shape.rank == 3, wanted.rank == 3, shape[0] == wanted[0], wanted[1] == wanted[2],
      shape[1] == shape[2]
    {
      return
        "Load the images in the size that the network was trained on: \(setting: "image size", "\(wanted[1])")."
    }
    return "Use data like those that the network was trained on, of shape \(wanted)."
  }

  /// Checks examples for a network that reads tokens: all of them must be ones that it knows, and
  /// there must be a target for each.
  ///
  /// - Parameters:
  ///   - inputs: examples of the network's input shape.
  ///   - labelsPerExample: how many targets each example has.
  ///   - name: where the examples come from.
  /// - Throws: `Failure` (`.data`) that names the first token which does not fit.
  public func checkTokens(_ inputs: Tensor<Float>, labelsPerExample: Int, of name: String)
    throws(Failure)
  {
    guard labelsPerExample == positions else {
      throw Failure(
        .data,
        "the network makes \(positions) predictions per example, the data have "
          + "\(labelsPerExample) targets", at: name,
        remedy: positions > 1
          ? "Use \(setting: "data", "text:FILE")." : "Use \(setting: "model", "gpt") for text.")
    }
    guard let vocabulary else { return }
    let limit = Float(vocabulary)
    if let wrong = inputs.elements.firstIndex(where: {
      !($0 >= 0 && $0 < limit && $0 == $0.rounded())
    }) {
      throw Failure(
        .data,
        "token \(inputs.elements[wrong]) of example \(wrong / inputShape.count) is not a whole number "
          + "from 0 to \(vocabulary - 1)", at: name,
        remedy: "The network reads \(vocabulary) different tokens.")
    }
  }
}

extension Shape {
  /// Whether it is one of images with their channels last, H×W×C: the last dimension is a usual number
  /// of channels and the first is not.
  var looksChannelsLast: Bool {
    let channels = [1, 3, 4]
    return rank == 3 && channels.contains(self[2]) && !channels.contains(self[0])
  }

  /// What is said of such images.
  ///
  /// - Parameter taker: what does not take them.
  func channelsLastFailure(_ taker: String) -> Failure {
    Failure(
      .data,
      "\(taker) takes images as channels × height × width; an example of shape \(self) has its "
        + "channels last", at: .setting("data"), remedy: Self.channelsLastRemedy)
  }

  /// What helps.
  static let channelsLastRemedy: Phrase =
    "Channels last? Add \(setting: "layout", "channels-last"), or save them in Python: numpy.save(file, x.transpose(0,3,1,2))."

  fileprivate var withoutLeadingOnes: ArraySlice<Int> { dimensions.drop { $0 == 1 } }
}
