import Landscapes
import Testing

@Suite("Spectral densities")
struct SpectralDensityTests {
  private let density = SpectralDensity(
    nodes: [.init(value: 3, weight: 0.25), .init(value: -1, weight: 0.75)], probes: 1, steps: 2)

  @Test("moments and shares by hand")
  func moments() {
    #expect(density.nodes.map(\.value) == [-1, 3])
    #expect(density.moment(0) == 1 && density.moment(1) == 0 && density.moment(2) == 3)
    #expect(density.share(below: 0) == 0.75 && density.share(below: -1) == 0)
  }

  @Test("broadened, it still integrates to 1")
  func integral() {
    let step = 0.01
    let sum = stride(from: -6.0, to: 8, by: step).reduce(0) {
      $0 + step * density.density(at: $1, width: 0.4)
    }
    #expect(abs(sum - 1) < 1e-9)
    #expect(
      abs(density.density(at: -1, width: 0.1) - 0.75 * SpectralDensity.peak(width: 0.1)) < 1e-12)
  }
}
