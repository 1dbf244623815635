public import Kernels
public import Networks
internal import RealModule
internal import Tensors

/// How the directions of a plane lie to each other and to the weights at its centre.
public struct PlaneGeometry: Hashable, Sendable {
  /// The angle between the directions in degrees, 0 to 180; nil where one of them has no length.
  public let angle: Double?
  /// The lengths of the two directions.
  public let lengths: [Double]
  /// The length of the weights.
  public let weightsLength: Double
  /// By how much the length of a filter's direction differs from that of the filter at most, as a share
  /// of the latter; a filter is one element of the first dimension of a tensor of at least two. Nil
  /// where no filter has a length.
  public let filterDeviation: Double?
  /// The same for whole tensors.
  public let layerDeviation: Double?

  /// Measures directions against the weights that they are added to.
  public init(of plane: Plane, around weights: Parameters<Float>) {
    let (x, y, w) = (plane.x.values, plane.y.values, weights.values)
    precondition(x.count == w.count, "directions of \(x.count) numbers for \(w.count) weights")
    lengths = [plane.x, plane.y].map { $0.dot($0).squareRoot() }
    weightsLength = weights.dot(weights).squareRoot()
    if lengths[0] > 0, lengths[1] > 0 {
      let cosine = plane.x.dot(plane.y) / lengths[0] / lengths[1]
      angle = Double.acos(min(max(cosine, -1), 1)) * 180 / .pi
    } else {
      angle = nil
    }
    var (filters, layers): (Double?, Double?)
    for (specification, range) in zip(weights.layout.specifications, weights.layout.ranges)
    where specification.shape.rank > 1 && !range.isEmpty {
      for direction in [x, y] {
        layers = Self.larger(layers, Self.deviation(direction, w, range))
        let size = range.count / specification.shape[0]
        for start in stride(from: range.lowerBound, to: range.upperBound, by: size) {
          filters = Self.larger(filters, Self.deviation(direction, w, start..<start + size))
        }
      }
    }
    (filterDeviation, layerDeviation) = (filters, layers)
  }

  private static func length(_ values: [Float], _ range: Range<Int>) -> Double {
    var sum = 0.0
    for i in range { sum += Double(values[i]) * Double(values[i]) }
    return sum.squareRoot()
  }

  private static func deviation(_ direction: [Float], _ weights: [Float], _ range: Range<Int>)
    -> Double?
  {
    let target = length(weights, range)
    return target > 0 ? abs(length(direction, range) / target - 1) : nil
  }

  private static func larger(_ a: Double?, _ b: Double?) -> Double? {
    guard let a, let b else { return a ?? b }
    // Not a number stays.
    return a >= b || a.isNaN ? a : b
  }
}
