import Datasets
import Grids
import Kernels
import Landscapes
import Networks
import Tensors

/// Loss and hits at every point of a sampler's grid, by the execution that training uses, in
/// Double: another implementation than the plans that surfaces are sampled with.
func plainLosses(_ sampler: SurfaceSampler) -> [LossTotal] {
  let network = sampler.checkpoint.network
  let count = sampler.dataset.count
  let execution = Execution<Double>(
    network: network, mode: .evaluation, capacity: count, workers: Workers(count: 2))
  let (origin, x, y) = (
    sampler.checkpoint.parameters.values, sampler.plane.x.values, sampler.plane.y.values
  )
  let buffers = sampler.checkpoint.buffers.converted(to: Double.self)
  return (0..<sampler.grid.count).map { point in
    let alpha = sampler.grid.xs[sampler.grid.column(of: point)]
    let beta = sampler.grid.ys[sampler.grid.row(of: point)]
    let values = origin.indices.map {
      Double(origin[$0]) + alpha * Double(x[$0]) + beta * Double(y[$0])
    }
    execution.load(Parameters(layout: network.parameters, values: values), buffers: buffers)
    execution.forward(sampler.dataset.inputs, indices: Array(0..<count))
    return execution.loss(.crossEntropy, targets: .labels(sampler.dataset.labels))
  }
}
