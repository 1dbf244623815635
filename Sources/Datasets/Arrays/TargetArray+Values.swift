internal import Archives
internal import Failures
internal import Kernels
internal import Tensors

extension TargetArray {
  /// The numbers that a network should compute, N×outputs; N means one output.
  ///
  /// - Throws: `Failure` (data) for numbers that single precision does not hold, and for other shapes.
  func values() throws(Failure) -> Tensor<Float> {
    let shape = file.shape
    guard shape.rank == 1 || shape.rank == 2, shape.count > 0 else {
      throw Failure(.data, "has shape \(shape); targets are N or N×outputs", at: path)
    }
    let width = shape.rank == 1 ? 1 : shape[1]
    let numbers = file.elements.doubles
    let floats = file.elements.floats ?? numbers.map { Float($0) }
    let isWhole = file.elements.floats == nil
    if let wrong = floats.firstIndex(where: {
      !$0.isFinite || (isWhole && $0.magnitude > 0x1p24)
    }) {
      throw Failure(
        .data,
        numbers[wrong].isFinite
          ? "holds \(numbers[wrong]) for example \(wrong / width), which float32 does not hold"
          : "holds \(numbers[wrong]) for example \(wrong / width)", at: path,
        remedy: numbers[wrong].isFinite
          ? "Scale the targets: networks compute in single precision." : nil)
    }
    return Tensor(shape: [shape[0], width], elements: floats)
  }

  /// Numbers of 0…1, N×outputs; N means one output.
  ///
  /// - Throws: `Failure` (data) for other numbers and shapes.
  func probabilities() throws(Failure) -> Tensor<Float> {
    let values = try values()
    if let wrong = values.elements.firstIndex(where: { !(0...1).contains($0) }) {
      throw Failure(
        .data,
        "holds \(values.elements[wrong]) for example \(wrong / values.shape[1]); the binary "
          + "cross-entropy takes numbers of 0…1", at: path,
        remedy: "Give 0 or 1 for each output, or probabilities.")
    }
    return values
  }
}
