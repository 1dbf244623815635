import Archives
import Datasets
import Foundation
import Grids
import Landscapes
import Networks
import Tensors
import Testing

/// What make_states.py has written: three small ResNets of PyTorch, directions between their states, and
/// PyTorch's losses along them.
struct StatesFixture {
  struct Point {
    let at: PlanePoint
    let loss: Double
    let accuracy: Double
  }

  let network: Network
  let dataset: Dataset
  let points: [Point]

  init() throws {
    network = try Scenes.resnet()
    let json = try JSONValue(path: Self.path("states", "json"))
    func numbers(_ value: JSONValue?) throws -> [Double] {
      try #require(value?.array).compactMap(\.double)
    }
    let inputs = try numbers(json["inputs"])
    let labels = try numbers(json["labels"])
    dataset = try Dataset(
      name: "states",
      inputs: Tensor(shape: [labels.count, 1, 8, 8], elements: inputs.map { Float($0) }),
      labels: labels.map { Int32($0) }, classes: 3)
    points = try #require(json["points"]?.array).map { point in
      func number(_ name: String) throws -> Double { try #require(point[name]?.double) }
      return Point(
        at: PlanePoint(x: try number("x"), y: try number("y")), loss: try number("loss"),
        accuracy: try number("accuracy"))
    }
  }

  static func path(_ name: String, _ type: String) throws -> String {
    try #require(
      Bundle.module.url(forResource: name, withExtension: type, subdirectory: "Fixtures")
    ).path
  }

  /// One of the nets.
  func checkpoint(_ letter: String) throws -> Checkpoint {
    try Checkpoint(path: Self.path("states-\(letter)", "safetensors"), network: network)
  }

  /// One of the nets by names and shapes.
  func named(_ letter: String) throws -> NamedWeights {
    let file = try WeightsFile(path: Self.path("states-\(letter)", "safetensors"))
    return NamedWeights(try checkpoint(letter), file: file)
  }

  func end(_ letter: String) throws -> PlaneEnd {
    let path = try Self.path("states-\(letter)", "safetensors")
    return PlaneEnd(try MatchedWeights(path: path, like: named("a"), at: "a"), path: letter)
  }

  /// The losses at PyTorch's points.
  func surface(_ plane: Plane, precision: SamplingPrecision = .reference) throws -> [PointValue] {
    try points.map { point in
      let grid = try #require(Grid(xs: [point.at.x], ys: [point.at.y]))
      let surface = try Scenes.sampled(
        SurfaceSampler(
          checkpoint: checkpoint("a"), plane: plane, dataset: dataset, grid: grid,
          precision: precision))
      return PointValue(loss: surface.loss[0], accuracy: surface.accuracy[0])
    }
  }
}
