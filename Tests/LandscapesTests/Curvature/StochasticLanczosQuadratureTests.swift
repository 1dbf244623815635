import Landscapes
import Testing

@Suite("Spectral density by stochastic Lanczos quadrature")
struct StochasticLanczosQuadratureTests {
  private let map = DenseOperator(spectrum: (0..<90).map { $0 < 4 ? 20 : Double($0 % 7) - 1 })

  @Test("the mass is 1, whatever the operator")
  func mass() throws {
    for map in [map, DenseOperator([[3]]), DenseOperator(spectrum: [0, 0, 0, 0])] {
      let density = try StochasticLanczosQuadrature.density(of: map, .init(probes: 3, steps: 12))
      #expect(abs(density.moment(0) - 1) < 1e-12)
      #expect(density.nodes.allSatisfy { $0.weight >= 0 })
    }
  }

  @Test("moments are those of the spectrum: the first is the trace over the dimension")
  func moments() throws {
    let density = try StochasticLanczosQuadrature.density(of: map, .init(probes: 400, steps: 6))
    let values = map.rows.indices.map { $0 < 4 ? 20 : Double($0 % 7) - 1 }
    // 400 directions on a sphere of 90 dimensions: about √(2/(400·90)) of each moment's own spread.
    for (power, tolerance) in [(1, 0.15), (2, 3.0), (3, 60)] {
      let wanted = values.reduce(0) { sum, value in
        sum + (0..<power).reduce(1) { product, _ in product * value } / 90
      }
      #expect(abs(density.moment(power) - wanted) < tolerance, "moment \(power)")
    }
    #expect(abs(map.trace / 90 - values.reduce(0, +) / 90) < 1e-12)
  }

  @Test("of one direction v, the moments up to 2·steps − 1 are vᵀAᵏv: Gauss quadrature is exact")
  func quadrature() throws {
    let spectrum: [Double] = (0..<50).map { index in
      let place = Double(index) / 49
      return 1.3 - 2.1 * place * place
    }
    for steps in [1, 2, 6] {
      let map = RecordingOperator(DenseOperator(spectrum: spectrum))
      let density = try StochasticLanczosQuadrature.density(
        of: map, .init(probes: 1, steps: steps, seed: 7))
      let direction = try #require(map.first)
      #expect(density.nodes.count == steps)
      var power = direction
      for k in 0..<2 * steps {
        let found = density.nodes.reduce(0) { sum, node in
          sum + node.weight * (0..<k).reduce(1) { product, _ in product * node.value }
        }
        #expect(abs(found - dot(direction, power)) < 1e-10, "moment \(k) of \(steps) steps")
        power = map.base.product(with: power)
      }
    }
  }

  /// Remembers the first vector that it multiplies.
  private final class RecordingOperator: SymmetricOperator {
    let base: DenseOperator
    private(set) var first: [Double]?

    init(_ base: DenseOperator) { self.base = base }

    var dimension: Int { base.dimension }

    func product(with vector: [Double]) -> [Double] {
      first = first ?? vector
      return base.product(with: vector)
    }
  }

  @Test("few different eigenvalues are found exactly, with their shares")
  func fewValues() throws {
    let map = DenseOperator(spectrum: (0..<100).map { $0 < 30 ? -1 : 4 })
    let density = try StochasticLanczosQuadrature.density(of: map, .init(probes: 300, steps: 40))
    #expect(density.nodes.allSatisfy { abs($0.value + 1) < 1e-10 || abs($0.value - 4) < 1e-10 })
    #expect(abs(density.share(below: 0) - 0.3) < 0.02)
  }

  @Test("the same seed, the same nodes")
  func seeds() throws {
    func density(_ seed: UInt64) throws -> SpectralDensity {
      try StochasticLanczosQuadrature.density(of: map, .init(probes: 2, steps: 5, seed: seed))
    }
    #expect(try density(1) == density(1))
    #expect(try density(1) != density(2))
  }
}
