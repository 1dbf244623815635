/// ‖a − b‖ / ‖b‖, in Double; infinite if the counts differ or a number is NaN.
func relativeDistance<A: BinaryFloatingPoint, B: BinaryFloatingPoint>(_ a: [A], _ b: [B]) -> Double
{
  guard a.count == b.count else { return .infinity }
  var distance = 0.0
  var size = 0.0
  for (x, y) in zip(a, b) {
    let (x, y) = (Double(x), Double(y))
    distance += (x - y) * (x - y)
    size += y * y
  }
  guard !distance.isNaN, !size.isNaN else { return .infinity }
  return distance == 0 ? 0 : (distance / size).squareRoot()
}
