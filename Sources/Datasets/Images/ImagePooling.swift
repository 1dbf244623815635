internal import Kernels
internal import Tensors

/// Square images of half the edge: means of 2×2 pixels, (((a + b) + c) + d) / 4 in `Float` (the bits of
/// PyTorch's `avg_pool2d`).
enum ImagePooling {
  /// The halved images.
  ///
  /// - Parameters:
  ///   - images: images of one channel, one below the other.
  ///   - edge: their edge, even.
  static func halved(_ images: [Float], edge: Int) -> [Float] {
    let half = edge / 2
    let count = images.count / (edge * edge)
    var result: [Float] = []
    result.reserveCapacity(count * half * half)
    // Images lie one below the other, so that they are one image of many rows.
    for row in 0..<count * half {
      let upper = 2 * row * edge
      let lower = upper + edge
      for column in stride(from: 0, to: edge, by: 2) {
        let above = images[upper + column] + images[upper + column + 1]
        result.append((above + images[lower + column] + images[lower + column + 1]) / 4)
      }
    }
    return result
  }
}

extension Examples {
  /// Square images of one channel, halved.
  var halved: Examples {
    let (count, edge) = (inputs.shape[0], inputs.shape[2])
    return Examples(
      Tensor(
        shape: [count, 1, edge / 2, edge / 2],
        elements: ImagePooling.halved(inputs.elements, edge: edge)),
      preparation: preparation.map { "\($0), then means of 2×2 pixels" }, notes: notes)
  }
}
