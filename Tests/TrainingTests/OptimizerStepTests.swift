import Foundation
import Kernels
import Networks
import Tensors
import Testing
import Training

/// The steps of the optimisers in `Double`, on functions whose minimum is known.
struct OptimizerStepTests {
  private static func layout(_ roles: [ParameterRole]) -> ParameterLayout {
    ParameterLayout(
      roles.enumerated().map {
        ParameterSpecification(name: "p\($0)", shape: [1], role: $1)
      })
  }

  /// Takes steps along a gradient, and returns the parameters after each.
  private static func path(
    _ settings: TrainingSettings, from start: [Double], steps: Int, roles: [ParameterRole]? = nil,
    gradient: ([Double]) -> [Double]
  ) -> [[Double]] {
    let layout = layout(roles ?? start.map { _ in .weight })
    let optimizer = OptimizerStep(settings, layout: layout)
    let p = Arena<Double>(count: start.count).all
    let g = Arena<Double>(count: start.count).all
    p.assign(start)
    let moments = (0..<2).map { _ in
      let moment = Arena<Double>(count: start.count).all
      moment.fill(0)
      return moment
    }
    return (1...steps).map { step in
      g.assign(gradient(p.elements))
      optimizer.take(p, along: g, moments: moments, rate: settings.learningRate, step: step)
      return p.elements
    }
  }

  private static func sgd(
    rate: Double, momentum: Double, nesterov: Bool = false, dampening: Double = 0,
    decay: Double = 0, _ form: WeightDecayForm = .classic
  ) -> TrainingSettings {
    var settings = TrainingSettings(
      optimizer: .sgd, learningRate: rate, momentum: momentum, weightDecay: decay)
    settings.nesterov = nesterov
    settings.dampening = dampening
    settings.decayForm = form
    return settings
  }

  /// Gradient descent on ½ax² multiplies x by 1 − rate·a; classic decay d adds d to a, decoupled decay
  /// multiplies by 1 − rate·d first.
  @Test func gradientDescentOnAParabolaIsItsClosedForm() {
    let (a, rate, decay, start) = (3.0, 0.1, 0.5, -2.0)
    for (settings, factor) in [
      (Self.sgd(rate: rate, momentum: 0), 1 - rate * a),
      (Self.sgd(rate: rate, momentum: 0, nesterov: true), 1 - rate * a),
      (Self.sgd(rate: rate, momentum: 0, decay: decay), 1 - rate * (a + decay)),
      // The gradient is that of the point before it shrinks.
      (Self.sgd(rate: rate, momentum: 0, decay: decay, .decoupled), 1 - rate * decay - rate * a),
    ] {
      let path = Self.path(settings, from: [start], steps: 30) { $0.map { a * $0 } }
      for (step, point) in path.enumerated() {
        #expect(abs(point[0] - start * pow(factor, Double(step + 1))) < 1e-13)
      }
    }
  }

  /// With momentum x is a linear recurrence of second order, xₜ₊₁ = c₁xₜ + c₀xₜ₋₁, whose closed form is
  /// A·r₁ᵗ + B·r₂ᵗ with the roots of r² = c₁r + c₀ (Polyak 1964 for the heavy ball, where
  /// c₁ = 1 + μ − ηa, c₀ = −μ; for PyTorch's Nesterov momentum, eliminating the velocity gives
  /// c₁ = 1 + μ − ηa(1 + μ), c₀ = −μ(1 − ηa)).
  @Test(arguments: [false, true])
  func momentumOnAParabolaIsItsClosedForm(nesterov: Bool) {
    let (a, rate, momentum, start) = (1.0, 0.01, 0.5, 1.5)
    let c1 = nesterov ? 1 + momentum - rate * a * (1 + momentum) : 1 + momentum - rate * a
    let c0 = nesterov ? -momentum * (1 - rate * a) : -momentum
    let root = (c1 * c1 + 4 * c0).squareRoot()
    let (r1, r2) = ((c1 + root) / 2, (c1 - root) / 2)
    // From x₀ and x₁ = x₀·(1 − ηa), times 1 + μ for Nesterov's.
    let first = start * (1 - rate * a * (nesterov ? 1 + momentum : 1))
    let second = (first - r1 * start) / (r2 - r1)
    let settings = Self.sgd(rate: rate, momentum: momentum, nesterov: nesterov)
    let path = Self.path(settings, from: [start], steps: 400) { $0.map { a * $0 } }
    for (step, point) in path.enumerated() {
      let t = Double(step + 1)
      let closed = (start - second) * pow(r1, t) + second * pow(r2, t)
      #expect(abs(point[0] - closed) < 1e-12, "step \(t)")
    }
    #expect(abs(path[399][0]) < 1e-2)
  }

  /// Dampening withholds its share of all gradients but the first: with the gradient 1 the velocity is
  /// (1 − τ)(1 + μ + … + μᵗ⁻²) + μᵗ⁻¹ at step t.
  @Test func dampeningSparesTheFirstGradient() {
    let (momentum, dampening) = (0.5, 0.25)
    let settings = Self.sgd(rate: 1, momentum: momentum, dampening: dampening)
    let path = Self.path(settings, from: [0], steps: 12) { $0.map { _ in 1 } }
    var before = 0.0
    for (index, point) in path.enumerated() {
      let power = pow(momentum, Double(index))
      let velocity = (1 - dampening) * (1 - power) / (1 - momentum) + power
      #expect(abs(before - point[0] - velocity) < 1e-14)
      before = point[0]
    }
  }

  /// With a constant gradient g both corrected moments are g and g², so each step of Adam is the rate
  /// times g / (|g| + ε).
  @Test(arguments: [Optimizer.adam, .adamw])
  func adamOnALineIsItsClosedForm(optimizer: Optimizer) {
    let slopes = [3.0, -0.02]
    let settings = TrainingSettings(
      optimizer: optimizer, learningRate: 0.01, weightDecay: 0)
    let path = Self.path(settings, from: [1, 1], steps: 50) { _ in slopes }
    for (index, point) in path.enumerated() {
      for (x, g) in zip(point, slopes) {
        #expect(abs(x - (1 - 0.01 * Double(index + 1) * g / (abs(g) + 1e-8))) < 1e-12)
      }
    }
  }

  /// (1 − x)² + 100(y − x²)² and its gradient.
  private static func rosenbrock(_ p: [Double]) -> [Double] {
    let bend = p[1] - p[0] * p[0]
    return [-2 * (1 - p[0]) - 400 * p[0] * bend, 200 * bend]
  }

  /// Each optimiser, written down once more from PyTorch's documentation.
  private static func oracle(
    _ settings: TrainingSettings, from start: [Double], steps: Int, gradient: ([Double]) -> [Double]
  ) -> [[Double]] {
    var p = start
    var b: [Double]?
    var m = start.map { _ in 0.0 }
    var v = m
    let (rate, decay) = (settings.learningRate, settings.weightDecay)
    return (1...steps).map { t in
      var g = gradient(p)
      if settings.decayForm == .classic {
        g = zip(g, p).map { $0 + decay * $1 }
      } else {
        p = p.map { $0 - rate * decay * $0 }
      }
      if settings.optimizer == .sgd {
        if settings.momentum != 0 {
          let mu = settings.momentum
          b = b.map { zip($0, g).map { mu * $0 + (1 - settings.dampening) * $1 } } ?? g
          g = settings.nesterov ? zip(g, b ?? g).map { $0 + mu * $1 } : b ?? g
        }
        p = zip(p, g).map { $0 - rate * $1 }
      } else {
        m = zip(m, g).map { 0.9 * $0 + 0.1 * $1 }
        v = zip(v, g).map { 0.999 * $0 + 0.001 * $1 * $1 }
        for i in p.indices {
          let mean = m[i] / (1 - pow(0.9, Double(t)))
          let square = v[i] / (1 - pow(0.999, Double(t)))
          p[i] -= rate * mean / (square.squareRoot() + 1e-8)
        }
      }
      return p
    }
  }

  @Test func rosenbrocksValleyIsWalkedAsByTheFormulas() {
    let adam = [Optimizer.adam, .adamw].flatMap { optimizer in
      [0, 0.01].map {
        TrainingSettings(optimizer: optimizer, learningRate: 0.02, weightDecay: $0)
      }
    }
    let all =
      adam + [
        Self.sgd(rate: 1e-3, momentum: 0), Self.sgd(rate: 2e-4, momentum: 0.9),
        Self.sgd(rate: 2e-4, momentum: 0.9, nesterov: true),
        Self.sgd(rate: 2e-4, momentum: 0.9, dampening: 0.5),
        Self.sgd(rate: 2e-4, momentum: 0.9, decay: 0.01),
        Self.sgd(rate: 2e-4, momentum: 0.9, nesterov: true, decay: 0.01, .decoupled),
      ]
    for settings in all {
      let path = Self.path(settings, from: [-1.2, 1], steps: 20_000, gradient: Self.rosenbrock)
      let other = Self.oracle(settings, from: [-1.2, 1], steps: 20_000, gradient: Self.rosenbrock)
      for step in [0, 1, 2, 9, 99] {
        for (x, y) in zip(path[step], other[step]) {
          #expect(abs(x - y) < 1e-10, "step \(step + 1), \(settings.summary)")
        }
      }
      // Where nothing decays, the minimum is (1, 1).
      guard settings.weightDecay == 0, let end = path.last else { continue }
      #expect(abs(end[0] - 1) < 2e-2 && abs(end[1] - 1) < 4e-2, "\(settings.summary): \(end)")
    }
  }

  /// Norms and biases are left alone, whichever the optimiser, and wherever they lie.
  @Test func onlyWeightsDecayWhereAskedFor() {
    let roles: [ParameterRole] = [
      .weight, .bias, .normScale, .normShift, .embedding, .weight, .bias, .weight,
    ]
    let start = roles.map { _ in 2.0 }
    for optimizer in Optimizer.allCases {
      for form in WeightDecayForm.allCases {
        guard optimizer == .sgd || form == optimizer.defaultDecayForm else { continue }
        var settings = TrainingSettings(
          optimizer: optimizer, learningRate: 0.1, weightDecay: 0.1)
        settings.decayForm = form
        func end() -> [Double] {
          Self.path(settings, from: start, steps: 1, roles: roles) { $0.map { _ in 0 } }[0]
        }
        #expect(end().allSatisfy { $0 < 2 }, "\(settings.summary)")
        settings.decayedParameters = .weights
        #expect(
          end().map { $0 < 2 }
            == [true, false, false, false, true, true, false, true], "\(settings.summary)")
      }
    }
  }
}
