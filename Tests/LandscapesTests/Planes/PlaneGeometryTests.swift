import Landscapes
import Networks
import Provenance
import Tensors
import Testing

struct PlaneGeometryTests {
  private let checkpoint: Checkpoint

  init() throws { checkpoint = Scenes.checkpoint(try Scenes.resnet()) }

  private func geometry(_ settings: RandomDirections, around other: Checkpoint? = nil) throws
    -> PlaneGeometry
  {
    PlaneGeometry(
      of: try Plane.random(around: checkpoint, settings),
      around: (other ?? checkpoint).parameters)
  }

  @Test func filterNormalisedDirectionsHaveTheLengthsOfFilters() throws {
    let geometry = try geometry(RandomDirections(normalization: .filter))
    #expect(try #require(geometry.filterDeviation) < 1e-5)
    // Filters of the right length make tensors of the right length.
    #expect(try #require(geometry.layerDeviation) < 1e-5)
    #expect(abs(try #require(geometry.angle) - 90) < 15)
  }

  @Test func layerNormalisedDirectionsHaveThoseOfTensorsOnly() throws {
    let geometry = try geometry(RandomDirections(normalization: .layer))
    #expect(try #require(geometry.layerDeviation) < 1e-5)
    #expect(try #require(geometry.filterDeviation) > 0.01)
  }

  @Test func directionsOfOtherWeightsDiffer() throws {
    var values = checkpoint.parameters.values
    for i in values.indices { values[i] *= 2 }
    let other = Checkpoint(
      network: checkpoint.network,
      parameters: Parameters(layout: checkpoint.parameters.layout, values: values),
      buffers: checkpoint.buffers, manifest: nil)
    let geometry = try geometry(RandomDirections(normalization: .filter), around: other)
    #expect(abs(try #require(geometry.filterDeviation) - 0.5) < 1e-3)
  }

  @Test func lengthsAndAnglesAreThoseOfTheVectors() throws {
    let network = try MLP(sizes: [1, 2]).network(inputShape: [1])
    func vector(_ values: [Float]) -> Parameters<Float> {
      Parameters(layout: network.parameters, values: values)
    }
    // Weight 2 × 1, bias 2.
    let weights = vector([3, 4, 0, 0])
    let plane = Plane(
      x: vector([3, 0, 0, 0]), y: vector([2, 2, 0, 0]),
      manifest: Manifest(.directions(DirectionsRecord(.unknown))))
    let geometry = PlaneGeometry(of: plane, around: weights)
    #expect(geometry.weightsLength == 5)
    #expect(geometry.lengths[0] == 3 && abs(geometry.lengths[1] - 8.0.squareRoot()) < 1e-12)
    #expect(abs(try #require(geometry.angle) - 45) < 1e-9)
    // The second filter, 4, has a direction of length 0 along x.
    #expect(geometry.filterDeviation == 1)
    #expect(abs(try #require(geometry.layerDeviation) - (1 - 8.0.squareRoot() / 5)) < 1e-6)
    let line = Plane(
      x: vector([3, 0, 0, 0]), y: vector([0, 0, 0, 0]),
      manifest: Manifest(.directions(DirectionsRecord(.unknown))))
    #expect(PlaneGeometry(of: line, around: weights).angle == nil)
  }
}
