import Analysis
import Archives
import Datasets
import Failures
import FolderTestSupport
import Grids
import Kernels
import Landscapes
import Provenance
import RunTestSupport
import Runs
import Studies
import Tensors
import Testing

@Suite("A second look with an evaluator")
struct EvaluatorConfirmationTests {
  /// Two bowls joined by a pass, with errors as rounding makes them: they depend on the point alone, and
  /// points next to each other have others.
  private struct Wells: PointExecutor {
    var noise = 0.0
    var lift = 0.0

    func evaluate(
      _ points: [PlanePoint], while condition: @Sendable () -> Bool,
      onValue: @Sendable (_ index: Int, PointValue) -> Void
    ) {
      for (index, point) in points.enumerated() {
        guard condition() else { return }
        let well = point.x * point.x - 0.25
        var bits = point.x.bitPattern ^ (point.y.bitPattern &* 0x9E37_79B9_7F4A_7C15)
        for _ in 0..<3 { bits = (bits ^ (bits >> 29)) &* 0xBF58_476D_1CE4_E5B9 }
        let error = noise * (Double(bits >> 11) / 0x1p52 - 1)
        onValue(index, PointValue(loss: 0.1 + lift + well * well + point.y * point.y + error))
      }
    }
  }

  private let folder: TemporaryFolder
  private let description: SurfaceDescription

  init() throws {
    folder = try TemporaryFolder()
    let tensor = Tensor<Float>(shape: [2, 2], elements: [1, 2, 3, 4])
    let file = WeightsFile(SafetensorsFile(entries: [.init(name: "w", tensor: tensor)]))
    let weights = try NamedWeights(file, path: "w")
    let axis = Grid.axis(from: -1, to: 1, count: 17)
    description = try SurfaceDescription(
      command: "wells", examples: 3, weights: weights,
      plane: try Plane.random(around: weights, .init()),
      grid: try #require(Grid(xs: axis, ys: axis)), split: .train)
  }

  private func confirmation(_ wells: Wells) throws -> MinimaConfirmation {
    let path = folder.path("s.h5")
    let surface = try SamplingRun(description, output: path) { _ in wells }.run(in: .threads(1))
    let look = try SurfaceConfirmation(surface, path: path, evaluator: wells, of: description)
    let analysis = MinimaAnalysis(of: surface.loss, quantity: surface.quantity, threshold: 0.01)
    return try look.run(analysis, in: .threads(1))
  }

  @Test("minima of a smooth function are confirmed where they are, with its curvature")
  func smooth() throws {
    let confirmation = try confirmation(Wells())
    #expect(confirmation.confirmedCount == 2)
    for finding in confirmation.findings where finding.verdict == .confirmed {
      let refined = try #require(finding.refined)
      #expect(abs(abs(refined.x) - 0.5) < 1e-3 && abs(refined.y) < 1e-3)
      // Both second derivatives are 2 there; the differences add h²·24/12.
      for value in refined.hessianEigenvalues { #expect(abs(value - 2) < 1e-3) }
    }
    #expect(confirmation.noiseFloor < 1e-6)
  }

  @Test("the noise floor shows the size of the rounding errors", arguments: [1e-5, 1e-3])
  func noise(amplitude: Double) throws {
    let floor = try confirmation(Wells(noise: amplitude)).noiseFloor
    // In decades, at losses of 0.1 and a little more: twice the largest of some errors.
    let unit = amplitude / 0.101 / 2.302_585
    #expect(floor > 0.3 * unit && floor < 5 * unit, "\(floor / unit)")
  }

  @Test("an evaluator of another loss is refused, one that differs in the fifth digit is not")
  func otherLoss() throws {
    _ = try confirmation(Wells())
    let path = folder.path("s.h5")
    let surface = try LossSurface(path: path)
    _ = try SurfaceConfirmation(
      surface, path: path, evaluator: Wells(lift: 1e-6), of: description)
    let failure = #expect(throws: Failure.self) {
      try SurfaceConfirmation(surface, path: path, evaluator: Wells(lift: 0.01), of: description)
    }
    #expect(failure?.code == .data && failure?.what.hasPrefix("has a loss of") == true)
  }
}
