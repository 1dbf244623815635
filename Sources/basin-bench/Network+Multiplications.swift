internal import Networks
internal import Tensors

extension Network {
  /// Multiplications (each with an addition) for one example, convolutions counted as direct ones
  /// linear layers as dense, and of attention what is not masked. Norms, activations and sums are
  /// not counted.
  var multiplications: Int {
    nodes.enumerated().reduce(0) { total, entry in
      let (position, node) = entry
      switch node.operation {
      case .convolution(let convolution):
        let inputs = shapes[node.inputs[0]][0]
        return total + shapes[position].count * inputs * convolution.kernel * convolution.kernel
      case .linear(let linear):
        return total + linear.outputs * shapes[node.inputs[0]].count
      case .attention:
        let (channels, length) = (shapes[position][0], shapes[position][1])
        return total + channels * length * (3 * channels + length + 1)
      default:
        return total
      }
    }
  }
}
