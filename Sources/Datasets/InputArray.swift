internal import Archives
internal import Failures
internal import Kernels
internal import Tensors

/// An array file taken as the inputs of examples.
struct InputArray {
  let file: NPYFile
  let path: String

  /// The examples, N×….
  ///
  /// - Throws: `Failure` (data) for another type than floats, numbers that are not finite in single
  ///   precision, and shapes that hold no examples or not those of the layout.
  func examples(_ layout: ArrayFiles.Layout) throws -> Tensor<Float> {
    guard let elements = file.elements.floats else {
      throw Failure(
        .data, "has elements of type \(file.elements.typeName), inputs must be float32", at: path,
        remedy: "\(PythonAdvice.conversion(of: path, to: "float32", "a.astype(\"float32\")"))")
    }
    guard file.shape.rank >= 2, !elements.isEmpty else {
      throw Failure(
        .data, "has shape \(file.shape); inputs are N×features or N×C×H×W, every size at least 1",
        at: path)
    }
    try checkFinite(elements)
    let examples = Tensor(shape: file.shape, elements: elements)
    guard layout == .channelsLast else { return examples }
    guard file.shape.rank == 4 else {
      throw Failure(
        .data, "has shape \(file.shape), not N×H×W×C", at: path,
        remedy: "Leave out \(setting: "layout").")
    }
    return examples.channelsFirst
  }

  private func checkFinite(_ elements: [Float]) throws(Failure) {
    guard let wrong = elements.firstIndex(where: { !$0.isFinite }) else { return }
    let example = wrong / (elements.count / file.shape[0])
    if case .float64(let numbers) = file.elements, numbers[wrong].isFinite {
      throw Failure(
        .data, "holds \(numbers[wrong]) in example \(example), beyond the range of float32",
        at: path,
        remedy: "Scale the inputs: networks compute in single precision, up to 3.4e38.")
    }
    throw Failure(.data, "holds \(elements[wrong]) in example \(example)", at: path)
  }
}

extension Tensor<Float> {
  /// N×C×H×W from N×H×W×C.
  fileprivate var channelsFirst: Tensor<Float> {
    let (count, pixels, channels) = (shape[0], shape[1] * shape[2], shape[3])
    var moved: [Float] = []
    moved.reserveCapacity(elements.count)
    for example in 0..<count {
      let start = example * pixels * channels
      for channel in 0..<channels {
        for pixel in 0..<pixels { moved.append(elements[start + pixel * channels + channel]) }
      }
    }
    return Tensor(shape: [count, channels, shape[1], shape[2]], elements: moved)
  }
}
