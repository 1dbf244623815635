import Datasets
import Kernels
import Networks
import Tensors
import Testing
import Training

struct WeightCurveTests {
  private static let places = [0, 0.125, 0.25, 0.4, 0.5, 0.7, 0.875, 1]

  @Test(arguments: places)
  func aBezierCurveHasBernsteinPolynomials(t: Double) {
    let s = 1 - t
    let quadratic = WeightCurve(.bezier, bends: 1).coefficients(at: t)
    #expect(zip(quadratic, [s * s, 2 * s * t, t * t]).allSatisfy { abs($0 - $1) < 1e-15 })
    let cubic = WeightCurve(.bezier, bends: 2).coefficients(at: t)
    let expected = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
    #expect(zip(cubic, expected).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test(arguments: places)
  func aChainGoesStraightFromPointToPoint(t: Double) {
    // Garipov et al., equation 4: w1 → θ over t of 0…½, θ → w2 over ½…1.
    let one = WeightCurve(.chain, bends: 1).coefficients(at: t)
    let expected = t <= 0.5 ? [1 - 2 * t, 2 * t, 0] : [0, 2 - 2 * t, 2 * t - 1]
    #expect(zip(one, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    let two = WeightCurve(.chain, bends: 2).coefficients(at: t)
    #expect(two.count(where: { $0 > 0 }) <= 2)
    #expect(abs(two.reduce(0, +) - 1) < 1e-15)
    // The place is the mean of the points' own places.
    let place = zip(two, [0, 1.0 / 3, 2.0 / 3, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(place - t) < 1e-15)
  }

  @Test(arguments: WeightCurve.Shape.allCases, 1...2)
  func beforeTrainingTheCurveIsTheLine(shape: WeightCurve.Shape, bends: Int) throws {
    let network = try Problems.mlp()
    let (a, b) = (
      network.initialParameters(.uniform, seed: 1), network.initialParameters(.uniform, seed: 2)
    )
    let curve = WeightCurve(shape, bends: bends)
    let points = [a] + curve.straightBends(from: a, to: b) + [b]
    for t in Self.places {
      let coefficients = curve.coefficients(at: t)
      let here = WeightCurve.combination(coefficients, of: points)
      let line = WeightCurve.combination(WeightCurve.line(at: t), of: [a, b])
      #expect(zip(here.values, line.values).allSatisfy { abs($0 - $1) < 1e-6 })
    }
    // The ends are the nets themselves, to the bit.
    #expect(WeightCurve.combination(curve.coefficients(at: 0), of: points) == a)
    #expect(WeightCurve.combination(curve.coefficients(at: 1), of: points) == b)
  }

  /// The derivative of L(w(t)) + λ/2·‖w(t)‖² with respect to each bend, against central differences in
  /// double precision, at several places.
  @Test(arguments: WeightCurve.Shape.allCases, 1...2)
  func theGradientOfABendIsThatOfTheLossOnTheCurve(shape: WeightCurve.Shape, bends: Int) throws {
    let network = try Problems.mlp()
    let dataset = try Problems.clouds(12)
    let curve = WeightCurve(shape, bends: bends)
    let decay = 0.3
    var random = RandomStream(seed: 5, purpose: "curve")
    let points = (0..<bends + 2).map { _ in
      (0..<network.parameters.count).map { _ in 0.5 * random.normal() }
    }
    let execution = Execution<Double>(
      network: network, mode: .training, capacity: 12, workers: Workers(count: 1))
    let place = Arena<Double>(count: network.parameters.count).all
    func value(_ points: [[Double]], at t: Double, backward: Bool = false) -> Double {
      CurveRegions<Double>(points).move(to: curve.coefficients(at: t), place)
      execution.load(
        Parameters(layout: network.parameters, values: place.elements),
        buffers: network.initialBuffers().converted(to: Double.self))
      execution.forward(dataset.inputs, indices: Array(0..<12))
      let loss = execution.loss(.crossEntropy, targets: .labels(dataset.labels)).mean
      if backward { execution.backward() }
      return loss + decay / 2 * place.elements.reduce(0) { $0 + $1 * $1 }
    }
    for t in [0.2, 0.45, 0.9] {
      _ = value(points, at: t, backward: true)
      let regions = CurveRegions<Double>(points)
      regions.take(execution.gradient, at: place, decay: decay)
      let gradients = (1...bends).map {
        regions.gradient(ofPointWith: curve.coefficients(at: t)[$0]).elements
      }
      let step = 1e-5
      for bend in 1...bends {
        var (distance, size) = (0.0, 0.0)
        for index in stride(from: 0, to: network.parameters.count, by: 3) {
          var moved = points
          moved[bend][index] += step
          let above = value(moved, at: t)
          moved[bend][index] -= 2 * step
          let difference = (above - value(moved, at: t)) / (2 * step)
          let gap = gradients[bend - 1][index] - difference
          distance += gap * gap
          size += difference * difference
        }
        #expect(distance.squareRoot() < 1e-7 * max(size.squareRoot(), 1e-2), "bend \(bend), t \(t)")
        // On a chain a bend far away is not moved; otherwise it is.
        #expect((size > 1e-6) == (curve.coefficients(at: t)[bend] > 0))
      }
    }
  }
}
