import Kernels

/// Convolution and its gradients as their definition says, one product at a time, over the same
/// layout: feature f of example e of n examples is element f · n + e.
struct NaiveConvolution<S: KernelScalar> {
  let geometry: ConvolutionGeometry

  func forward(
    _ input: [S], weights: [S], bias: [S]? = nil, addend: [S]? = nil, rectifying: Bool = false
  ) -> [S] {
    var out = addend ?? Array(repeating: 0, count: geometry.outputCount)
    if let bias {
      let width = geometry.outputCount / geometry.output.channels
      for i in out.indices { out[i] += bias[i / width] }
    }
    forEachProduct { weight, from, to in out[to] += weights[weight] * input[from] }
    return rectifying ? out.map { $0 < 0 ? 0 : $0 } : out
  }

  func inputGradient(_ gradient: [S], weights: [S]) -> [S] {
    var out = Array(repeating: S(0), count: geometry.inputCount)
    forEachProduct { weight, from, to in out[from] += weights[weight] * gradient[to] }
    return out
  }

  func weightGradient(_ input: [S], gradient: [S]) -> [S] {
    var out = Array(repeating: S(0), count: geometry.weightCount)
    forEachProduct { weight, from, to in out[weight] += input[from] * gradient[to] }
    return out
  }

  /// Calls `body` with the positions of each weight and the input and output element it joins.
  private func forEachProduct(_ body: (_ weight: Int, _ from: Int, _ to: Int) -> Void) {
    let (input, output, kernel) = (geometry.input, geometry.output, geometry.kernel)
    for o in 0..<output.channels {
      for i in 0..<input.channels {
        for (ky, kx) in pairs(kernel, kernel) {
          let weight = ((o * input.channels + i) * kernel + ky) * kernel + kx
          for (y, x) in pairs(output.height, output.width) {
            let row = y * geometry.stride + ky - geometry.padding
            let column = x * geometry.stride + kx - geometry.padding
            guard (0..<input.height).contains(row), (0..<input.width).contains(column) else {
              continue
            }
            let from = ((i * input.height + row) * input.width + column) * geometry.examples
            let to = ((o * output.height + y) * output.width + x) * geometry.examples
            for e in 0..<geometry.examples { body(weight, from + e, to + e) }
          }
        }
      }
    }
  }

  private func pairs(_ rows: Int, _ columns: Int) -> [(Int, Int)] {
    (0..<rows).flatMap { row in (0..<columns).map { (row, $0) } }
  }
}
