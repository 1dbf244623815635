internal import Kernels
internal import RealModule

/// A run of the Lanczos method on its way to the wanted pairs.
struct LanczosSearch {
  var process: LanczosProcess
  var products = 0

  private let settings: LanczosEigenpairs.Settings
  private let dimension: Int
  private let top: Int
  private let bottom: Int
  private let largestBasis: Int
  private var random: RandomStream
  /// Where the newest Krylov space begins in the basis: 0 until one is exhausted.
  private var blockStart = 0

  init(dimension: Int, _ settings: LanczosEigenpairs.Settings) {
    self.settings = settings
    self.dimension = dimension
    top = min(settings.top, dimension)
    bottom = min(settings.bottom, dimension)
    largestBasis = settings.basisSize(dimension: dimension)
    random = RandomStream(seed: settings.seed, purpose: "lanczos")
    process = LanczosProcess(start: random.normals(dimension))
  }

  /// Eigenproblems of the projected matrix cost nothing while it is small.
  var isDueForCheck: Bool {
    let size = process.size
    return size < 20 || size % 5 == 0 || size == largestBasis || process.isInvariant
      || products >= settings.mostProducts
  }

  // MARK: Convergence

  private func tolerance(of value: Double, scale: Double) -> Double {
    settings.tolerance * max(abs(value), LanczosEigenpairs.toleranceFloor * scale)
  }

  /// The bound of a Ritz pair's residual norm.
  private func bound(_ ritz: SymmetricEigensystem, _ index: Int) -> Double {
    process.isInvariant ? 0 : process.residualNorm * abs(ritz.vectors[index][process.size - 1])
  }

  /// The positions of the wanted pairs among as many values, ascending.
  private func wanted(of count: Int) -> Set<Int> {
    Set(0..<min(bottom, count)).union(max(0, count - top)..<count)
  }

  /// The largest ratio of bound to tolerance among the wanted pairs; at most 1 when all are good.
  private func worstRatio(_ ritz: SymmetricEigensystem) -> Double {
    let scale = ritz.values.reduce(0) { max($0, abs($1)) }
    return wanted(of: ritz.values.count).map { index in
      let bound = bound(ritz, index)
      return bound == 0 ? 0 : bound / tolerance(of: ritz.values[index], scale: scale)
    }.max() ?? 0
  }

  func isDone(_ ritz: SymmetricEigensystem) -> Bool {
    guard process.size >= min(dimension, max(top, bottom)), worstRatio(ritz) <= 1 else {
      return false
    }
    guard blockStart > 0 else { return !process.isInvariant }
    // The newest Krylov space holds one copy of each eigenvalue outside of those before it. Its
    // extremes must be known, or more than it has shown may belong among the wanted.
    let block = SymmetricEigensystem(
      process.projected[blockStart...].map { Array($0[blockStart...]) })
    guard process.isInvariant else {
      let scale = ritz.values.reduce(0) { max($0, abs($1)) }
      let last = block.values.count - 1
      let ends = (bottom > 0 ? [0] : []) + (top > 0 ? [last] : [])
      return ends.allSatisfy { index in
        process.residualNorm * abs(block.vectors[index][last])
          <= tolerance(of: block.values[index], scale: scale)
      }
    }
    // An exhausted space may hide further copies of what it has shown: they count only where what it
    // has shown does.
    let before = SymmetricEigensystem(
      process.projected[..<blockStart].map { Array($0[..<blockStart]) }
    ).values
    guard before.count >= max(top, bottom) else { return false }
    let slack = LanczosProcess.breakdown * process.scale
    let addsNoTop =
      top == 0 || block.values[block.values.count - 1] <= before[before.count - top] + slack
    let addsNoBottom = bottom == 0 || block.values[0] >= before[bottom - 1] - slack
    return addsNoTop && addsNoBottom
  }

  /// What a run usually takes: nothing better is known before half of it.
  private static let usualProducts = 40

  /// How many products there will have been, if bounds keep falling as they have: by the same
  /// factor for each product, from the size of the operator.
  func forecast(_ ritz: SymmetricEigensystem) -> Int {
    let ratio = worstRatio(ritz)
    if !isDone(ritz), products < Self.usualProducts / 2 {
      return min(Self.usualProducts, dimension, settings.mostProducts) + wanted(of: dimension).count
    }
    let missing = process.isInvariant || ratio <= 1 ? 0 : Double.log(ratio)
    let whole = -Double.log(settings.tolerance * LanczosEigenpairs.toleranceFloor)
    let share = max(0.05, 1 - missing / max(whole, missing))
    let steps = min(Double(settings.mostProducts), Double(products) / share)
    return max(products, Int(steps)) + wanted(of: dimension).count
  }

  // MARK: Going on

  /// Makes room in a full basis, and adds the vector that is multiplied next.
  mutating func advance(_ ritz: SymmetricEigensystem) {
    let isInvariant = process.isInvariant
    if process.size == largestBasis { restart(ritz) }
    if isInvariant {
      blockStart = process.size
      process.extend(randomly: &random)
    } else {
      process.extend()
    }
  }

  private mutating func restart(_ ritz: SymmetricEigensystem) {
    // The wanted pairs and half of what else there is room for, at the ends that are wanted.
    let spare = (largestBasis - top - bottom) / 2
    let more = top + bottom > 0 ? Double(spare) / Double(top + bottom) : 0
    let keptBelow = bottom + Int(more * Double(bottom))
    let keptAbove = top + Int(more * Double(top))
    let count = ritz.values.count
    var kept = Array(0..<keptBelow) + Array(count - keptAbove..<count)
    let slack = LanczosProcess.breakdown * process.scale
    // Those that no longer touch the rest come first: they are the exhausted spaces.
    let finished = kept.filter { bound(ritz, $0) <= slack }
    kept = finished + kept.filter { bound(ritz, $0) > slack }
    process.restart(
      values: kept.map { ritz.values[$0] }, coefficients: kept.map { ritz.vectors[$0] })
    if blockStart > 0 { blockStart = finished.count }
  }

  // MARK: Results

  /// The wanted pairs, each multiplied once more for its Rayleigh quotient and its true residual.
  func verified(_ ritz: SymmetricEigensystem, _ map: some SymmetricOperator) throws
    -> (top: [Eigenpair], bottom: [Eigenpair], products: Int)
  {
    let count = ritz.values.count
    let scale = ritz.values.reduce(0) { max($0, abs($1)) }
    let wanted = wanted(of: count)
    var pairs: [Int: Eigenpair] = [:]
    for index in wanted.sorted() {
      var vector = process.basis.combination(ritz.vectors[index])
      let largest = vector.max { abs($0) < abs($1) } ?? 1
      let length = LinearAlgebra.norm(vector)
      LinearAlgebra.scale(&vector, by: (largest < 0 ? -1 : 1) / length)
      var product = try map.finiteProduct(with: vector)
      let value = LinearAlgebra.dot(vector, product)
      LinearAlgebra.add(-value, times: vector, to: &product)
      pairs[index] = Eigenpair(
        value: value, vector: vector, residualNorm: LinearAlgebra.norm(product),
        tolerance: tolerance(of: value, scale: scale))
    }
    let above = (max(0, count - top)..<count).compactMap { pairs[$0] }
    let below = (0..<min(bottom, count)).compactMap { pairs[$0] }
    return (
      above.sorted { $0.value > $1.value }, below.sorted { $0.value < $1.value },
      products + wanted.count
    )
  }
}
