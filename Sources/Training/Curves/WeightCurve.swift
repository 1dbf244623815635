public import Kernels
public import Networks

/// A curve between two sets of weights, as a parametrisation: w(t) = Σ cⱼ(t)·Pⱼ for t of 0…1, where P is the
/// start, the bends and the end (Garipov et al. 2018, "Loss Surfaces, Mode Connectivity, and Fast Ensembling
/// of DNNs", section 3.2).
public struct WeightCurve: Hashable, Sendable {
  /// How the bends shape a curve.
  public enum Shape: String, CaseIterable, Codable, Sendable {
    /// A Bézier curve: the cⱼ are Bernstein polynomials, and the bends pull at a smooth curve.
    case bezier
    /// A polygonal chain: straight segments from each point to the next.
    case chain
  }

  /// How the bends shape it.
  public let shape: Shape
  /// The number of bends, at least 1: with one a quadratic Bézier curve or a chain of two segments.
  public let bends: Int

  /// Describes a curve.
  public init(_ shape: Shape = .bezier, bends: Int = 1) {
    precondition(bends >= 1, "a curve with \(bends) bends")
    (self.shape, self.bends) = (shape, bends)
  }

  /// The number of segments of a chain, and the degree of a Bézier curve.
  private var degree: Int { bends + 1 }

  /// The weight of the start, of each bend and of the end at a place: from 0 to 1, with the sum 1.
  ///
  /// - Parameter t: the place, 0 the start and 1 the end.
  public func coefficients(at t: Double) -> [Double] {
    precondition((0...1).contains(t), "the place \(t) on a curve")
    switch shape {
    case .bezier:
      var binomial = 1.0
      return (0...degree).map { j in
        defer { binomial = binomial * Double(degree - j) / Double(j + 1) }
        return binomial * power(t, j) * power(1 - t, degree - j)
      }
    case .chain:
      let place = t * Double(degree)
      return (0...degree).map { max(0, 1 - abs(place - Double($0))) }
    }
  }

  /// The coefficients on the straight line: of the start and the end alone.
  public static func line(at t: Double) -> [Double] { [1 - t, t] }

  /// Where the bends are before training: evenly on the straight line, so that the curve is that line.
  ///
  /// - Parameters:
  ///   - start: the weights at t = 0.
  ///   - end: the weights at t = 1.
  public func straightBends(from start: Parameters<Float>, to end: Parameters<Float>)
    -> [Parameters<Float>]
  {
    (1...bends).map { bend in
      let t = Double(bend) / Double(degree)
      return Self.combination(Self.line(at: t), of: [start, end])
    }
  }

  /// Σ cⱼ·Pⱼ, each number summed in double precision, in the order of the points.
  public static func combination(_ coefficients: [Double], of points: [Parameters<Float>])
    -> Parameters<Float>
  {
    precondition(
      coefficients.count == points.count, "\(coefficients.count) factors of \(points.count) points")
    // A point on its own is taken as it is, with the signs of its zeros.
    if let only = coefficients.firstIndex(of: 1), coefficients.count(where: { $0 != 0 }) == 1 {
      return points[only]
    }
    var sums = [Double](repeating: 0, count: points[0].values.count)
    for (factor, point) in zip(coefficients, points) where factor != 0 {
      for i in sums.indices { sums[i] += factor * Double(point.values[i]) }
    }
    return Parameters(layout: points[0].layout, values: sums.map { Float($0) })
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * base }
}

/// The points of a curve where kernels can read them, and what a gradient at one of its places is for each.
package struct CurveRegions<Scalar: KernelScalar> {
  /// The start, the bends and the end.
  package let points: [Region<Scalar>]
  private let gradient: Region<Scalar>
  private let scaled: Region<Scalar>

  /// Copies points of one size.
  package init(_ points: [[Scalar]]) {
    self.points = points.map { values in
      let region = Arena<Scalar>(count: values.count).all
      region.assign(values)
      return region
    }
    gradient = Arena(count: points[0].count).all
    scaled = Arena(count: points[0].count).all
  }

  /// Writes the place of some coefficients.
  package func move(to coefficients: [Double], _ place: Region<Scalar>) {
    Elementwise.scale(points[0], by: Scalar(coefficients[0]), into: place)
    for (point, factor) in zip(points, coefficients).dropFirst() where factor != 0 {
      Elementwise.scaledAdd(place, Scalar(factor), point, into: place)
    }
  }

  /// Takes the gradient of the loss at a place, and adds that of weight decay: half of `decay` times the
  /// squared length of the weights **on the curve**, as in Garipov et al.
  package func take(_ gradient: Region<Scalar>, at place: Region<Scalar>, decay: Double) {
    Elementwise.scaledAdd(gradient, Scalar(decay), place, into: self.gradient)
  }

  /// The gradient with respect to a point, by the chain rule: its coefficient times what was taken. Valid
  /// until the next call.
  package func gradient(ofPointWith coefficient: Double) -> Region<Scalar> {
    Elementwise.scale(gradient, by: Scalar(coefficient), into: scaled)
    return scaled
  }
}
