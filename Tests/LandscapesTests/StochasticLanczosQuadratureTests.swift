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
