/// The mean of numbers and the sum of their squared distances from it, joined part by part (Chan, Golub &
/// LeVeque 1979).
struct Moments {
  /// How many numbers.
  private(set) var count = 0.0
  /// Their mean.
  private(set) var mean = 0.0
  /// The sum of their squared distances from it.
  private(set) var squares = 0.0

  /// Their biased variance.
  var variance: Double { squares / count }

  /// Adds a part.
  ///
  /// - Parameters:
  ///   - count: how many numbers it has, at least 1.
  ///   - mean: their mean.
  ///   - squares: the sum of their squared distances from it.
  mutating func join(count more: Double, mean: Double, squares: Double) {
    let distance = mean - self.mean
    let total = count + more
    self.squares += squares + distance * distance * count * more / total
    self.mean += distance * more / total
    count = total
  }
}
