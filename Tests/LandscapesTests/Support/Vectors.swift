/// What tests need of vectors.
func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

/// ‖a − b‖/‖b‖.
func relativeDistance(_ a: [Double], _ b: [Double]) -> Double {
  let difference = zip(a, b).map { $0 - $1 }
  return (dot(difference, difference) / dot(b, b)).squareRoot()
}
