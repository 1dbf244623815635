internal import Archives
internal import Failures
internal import Kernels
internal import Tensors

/// An array file taken as the inputs of examples.
struct InputArray {
  let file: NPYFile
  let path: String

  /// The examples, N×…: images N×C×H×W, of one channel where the file has N×H×W.
  ///
  /// - Throws: `Failure`: data for numbers that single precision does not hold, and shapes that hold no
  ///   examples or not those of the layout; usage for a normalisation of other channels.
  func examples(
    _ layout: ArrayFiles.Layout, _ normalization: Normalization, of name: String
  ) throws -> Examples {
    let shape = file.shape
    guard shape.rank >= 2, shape.count > 0 else {
      throw Failure(
        .data, "has shape \(shape); inputs are N×features, N×H×W or N×C×H×W, every size at least 1",
        at: path)
    }
    if layout == .channelsLast, shape.rank != 4 {
      throw Failure(
        .data, "has shape \(shape), not N×H×W×C", at: path,
        remedy: "Leave out \(setting: "layout").")
    }
    if case .uint8(let bytes) = file.elements, (3...4).contains(shape.rank) {
      return try images(bytes, layout).examples(normalization, of: name).noting(
        ["uint8 images are divided by 255"])
    }
    let inputs = try placed(Tensor(shape: shape, elements: floats()), layout)
    let isBytes = if case .uint8 = file.elements { true } else { false }
    return Examples(
      try normalized(inputs, normalization, of: name), preparation: normalization.description,
      notes: isBytes ? ["uint8 features are taken as they are, 0…255"] : [],
      lacksChannel: shape.rank == 3)
  }

  private func images(_ bytes: [UInt8], _ layout: ArrayFiles.Layout) -> PixelImages {
    let sizes = file.shape.dimensions
    let (channels, height, width) =
      sizes.count == 3
      ? (1, sizes[1], sizes[2])
      : layout == .channelsLast ? (sizes[3], sizes[1], sizes[2]) : (sizes[1], sizes[2], sizes[3])
    return PixelImages(
      count: sizes[0], channels: channels, height: height, width: width,
      order: layout == .channelsLast ? .channelsLast : .channelsFirst, bytes: bytes[...])
  }

  private func placed(_ inputs: Tensor<Float>, _ layout: ArrayFiles.Layout) -> Tensor<Float> {
    if layout == .channelsLast { return inputs.channelsFirst }
    guard inputs.shape.rank == 3 else { return inputs }
    return Tensor(
      shape: [inputs.shape[0], 1, inputs.shape[1], inputs.shape[2]], elements: inputs.elements)
  }

  private func normalized(
    _ inputs: Tensor<Float>, _ normalization: Normalization, of name: String
  ) throws(Failure) -> Tensor<Float> {
    guard normalization != .none else { return inputs }
    let channels = inputs.shape[1]
    try normalization.check(channels: channels, of: name)
    let area = inputs.shape.count / (inputs.shape[0] * channels)
    let numbers = (0..<channels).map(normalization.numbers)
    var elements = inputs.elements
    for index in elements.indices {
      let (mean, deviation) = numbers[index / area % channels]
      elements[index] = (elements[index] - mean) / deviation
    }
    guard elements.allSatisfy(\.isFinite) else {
      throw Failure(
        .usage, "a number of \(path) divided by it is beyond the range of float32",
        at: .setting("std"))
    }
    return Tensor(shape: inputs.shape, elements: elements)
  }

  /// The numbers in single precision.
  private func floats() throws(Failure) -> [Float] {
    let rowSize = file.shape.count / file.shape[0]
    if let floats = file.elements.floats {
      try checkFinite(floats, rowSize)
      return floats
    }
    let floats = (file.elements.integers ?? []).map { Float($0) }
    // Float holds every whole number up to 2²⁴.
    if let wrong = floats.firstIndex(where: { $0.magnitude > 0x1p24 }) {
      throw Failure(
        .data,
        "holds \(file.elements.integers?[wrong] ?? 0) in example \(wrong / rowSize), which float32 "
          + "does not hold exactly", at: path,
        remedy: "Scale the inputs: networks compute in single precision.")
    }
    return floats
  }

  private func checkFinite(_ elements: [Float], _ rowSize: Int) throws(Failure) {
    guard let wrong = elements.firstIndex(where: { !$0.isFinite }) else { return }
    let example = wrong / rowSize
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
