import Kernels
import Testing

/// Kernels over sequences against their formulas, written out element by element in Double.
struct SequenceKernelsTests {
  private func numbers<S: KernelScalar>(_ count: Int, _ seed: UInt64, as _: S.Type) -> [S] {
    var random = RandomStream(seed: seed, purpose: "sequence kernels")
    return random.normalNumbers(count, as: S.self)
  }

  private func checkLayerNorm<S: KernelScalar>(
    channels: Int, width: Int, _: S.Type, bound: Double
  ) {
    // A mean far from 0, as deep in a network.
    let x = numbers(channels * width, 1, as: S.self).map { 3 * $0 + 5 }
    let dy = numbers(channels * width, 2, as: S.self)
    let scale = numbers(channels, 3, as: S.self)
    let shift = numbers(channels, 4, as: S.self)
    let before = numbers(channels * width, 5, as: S.self)
    let epsilon = 1e-5
    var expected = Array(repeating: 0.0, count: x.count)
    var slopes = expected
    var scaleGradient = Array(repeating: 0.0, count: channels)
    var shiftGradient = scaleGradient
    for column in 0..<width {
      let rows = (0..<channels).map { $0 * width + column }
      let values = rows.map { Double(x[$0]) }
      let mean = values.reduce(0, +) / Double(channels)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(channels)
      let deviation = (variance + epsilon).squareRoot()
      let normal = values.map { ($0 - mean) / deviation }
      let pulled = (0..<channels).map { Double(dy[rows[$0]]) * Double(scale[$0]) }
      let first = pulled.reduce(0, +) / Double(channels)
      let second = zip(pulled, normal).reduce(0) { $0 + $1.0 * $1.1 } / Double(channels)
      for c in 0..<channels {
        expected[rows[c]] = normal[c] * Double(scale[c]) + Double(shift[c])
        slopes[rows[c]] = (pulled[c] - first - normal[c] * second) / deviation
        scaleGradient[c] += Double(dy[rows[c]]) * normal[c]
        shiftGradient[c] += Double(dy[rows[c]])
      }
    }
    let out = Guarded<S>(unreadable: x.count)
    let mean = Guarded<S>(unreadable: width)
    let inverse = Guarded<S>(unreadable: width)
    Sequences.normalize(
      region(x), scale: region(scale), shift: region(shift), epsilon: epsilon, mean: mean.region,
      inverse: inverse.region, into: out.region)
    #expect(largestError(out.elements, expected) < bound)
    #expect(out.isIntact && mean.isIntact && inverse.isIntact)
    for accumulates in [false, true] {
      let dx = Guarded<S>(accumulates ? before : Array(repeating: .nan, count: x.count))
      let dScale = Guarded<S>(unreadable: channels)
      let dShift = Guarded<S>(unreadable: channels)
      let scratch = Guarded<S>(unreadable: 2 * width)
      Sequences.normalizeBackward(
        region(x), gradient: region(dy), scale: region(scale), mean: mean.region,
        inverse: inverse.region, scratch: scratch.region, scaleGradient: dScale.region,
        shiftGradient: dShift.region, accumulating: accumulates, into: dx.region)
      let wanted = zip(slopes, before).map { accumulates ? $0 + Double($1) : $0 }
      #expect(largestError(dx.elements, wanted) < bound)
      #expect(largestError(dScale.elements, scaleGradient) < 10 * bound)
      #expect(largestError(dShift.elements, shiftGradient) < 10 * bound)
      #expect(dx.isIntact && dScale.isIntact && dShift.isIntact && scratch.isIntact)
    }
  }

  @Test(arguments: [1, 5, 7, 64], [16, 48])
  func layerNorm(channels: Int, width: Int) {
    checkLayerNorm(channels: channels, width: width, Float.self, bound: 3e-5)
    checkLayerNorm(channels: channels, width: width, Double.self, bound: 1e-11)
  }

  private func checkEmbedding<S: KernelScalar>(channels: Int, width: Int, _: S.Type) {
    var random = RandomStream(seed: 1, purpose: "tokens")
    let rows = 5
    let tokens = (0..<width).map { _ in Int.random(in: 0..<rows, using: &random) }
    let table = random.wholeNumbers(rows * channels, as: S.self)
    let out = Guarded<S>(unreadable: channels * width)
    let ids = region(tokens.map { S($0) })
    Sequences.embed(ids, table: region(table), channels: channels, into: out.region)
    var expected: [S] = []
    for c in 0..<channels { expected += tokens.map { table[$0 * channels + c] } }
    #expect(out.elements == expected && out.isIntact)

    let dy = random.wholeNumbers(channels * width, as: S.self)
    let gradient = Guarded<S>(unreadable: rows * channels)
    Sequences.embedBackward(ids, gradient: region(dy), channels: channels, into: gradient.region)
    var sums = Array(repeating: 0 as S, count: rows * channels)
    for (column, token) in tokens.enumerated() {
      for c in 0..<channels { sums[token * channels + c] += dy[c * width + column] }
    }
    #expect(gradient.elements == sums && gradient.isIntact)
  }

  @Test(arguments: [1, 3, 16], [16, 64])
  func embedding(channels: Int, width: Int) {
    checkEmbedding(channels: channels, width: width, Float.self)
    checkEmbedding(channels: channels, width: width, Double.self)
  }

  private func checkPositions<S: KernelScalar>(
    channels: Int, length: Int, sequences: Int, _: S.Type
  ) {
    var random = RandomStream(seed: 1, purpose: "positions")
    let count = channels * length * sequences
    let x = random.wholeNumbers(count, as: S.self)
    let positions = random.wholeNumbers(channels * length, as: S.self)
    let out = Guarded(x)
    Sequences.addPositions(region(positions), to: out.region, length: length, into: out.region)
    let sums = Guarded<S>(unreadable: channels * length)
    Sequences.sumPositions(of: region(x), length: length, into: sums.region)
    var expected = x
    var table = Array(repeating: 0 as S, count: channels * length)
    for c in 0..<channels {
      for b in 0..<sequences {
        for t in 0..<length {
          expected[(c * sequences + b) * length + t] += positions[c * length + t]
          table[t * channels + c] += x[(c * sequences + b) * length + t]
        }
      }
    }
    #expect(out.elements == expected && out.isIntact)
    #expect(sums.elements == table && sums.isIntact)
  }

  @Test(arguments: [1, 15, 16, 37], [1, 4])
  func positions(length: Int, sequences: Int) {
    for channels in [1, 3] {
      checkPositions(channels: channels, length: length, sequences: sequences, Float.self)
      checkPositions(channels: channels, length: length, sequences: sequences, Double.self)
    }
  }

  private func checkSoftmax<S: KernelScalar>(
    rows: Int, first: Int, spread: Double, _: S.Type, bound: Double
  ) {
    let columns = first + rows
    let stride = columns + 3
    let scores = numbers(rows * stride, 1, as: S.self).map { $0 * S(spread) }
    let slopes = numbers(rows * stride, 2, as: S.self)
    let shares = Guarded(scores)
    let gradient = Guarded(slopes)
    func matrix(_ values: Guarded<S>) -> Matrix<S> {
      Matrix(values.region, rows: rows, columns: columns, stride: stride)
    }
    Sequences.causalSoftmax(matrix(shares), first: first)
    Sequences.causalSoftmaxBackward(
      shares: matrix(shares), gradient: matrix(gradient), first: first, scale: 0.25)
    var expected = scores.map { Double($0) }
    var backward = slopes.map { Double($0) }
    for i in 0..<rows {
      let row = i * stride..<i * stride + columns
      let seen = i * stride...i * stride + first + i
      let top = expected[seen].max() ?? 0
      for j in row { expected[j] = seen.contains(j) ? exponential(expected[j] - top) : 0 }
      let sum = expected[row].reduce(0, +)
      for j in row { expected[j] /= sum }
      let mean = row.reduce(0) { $0 + expected[$1] * backward[$1] }
      for j in row { backward[j] = 0.25 * expected[j] * (backward[j] - mean) }
    }
    #expect(largestError(shares.elements, expected) < bound)
    #expect(largestError(gradient.elements, backward) < bound)
    #expect(shares.isIntact && gradient.isIntact)
  }

  /// e^x by halving and squaring a short series: an oracle without the C library.
  private func exponential(_ x: Double) -> Double {
    var power = 1.0
    var term = 1.0
    let part = x / 1024
    for n in 1...12 {
      term *= part / Double(n)
      power += term
    }
    for _ in 0..<10 { power *= power }
    return power
  }

  @Test(arguments: [(1, 0), (1, 15), (16, 0), (17, 0), (5, 33), (64, 64)], [0.1, 1, 20])
  func softmax(size: (rows: Int, first: Int), spread: Double) {
    checkSoftmax(
      rows: size.rows, first: size.first, spread: spread, Float.self, bound: 3e-6)
    checkSoftmax(
      rows: size.rows, first: size.first, spread: spread, Double.self, bound: 1e-12)
  }

  @Test func aRowWithNaNSpoilsOnlyItself() {
    var scores = Array(repeating: 0 as Float, count: 3 * 20)
    scores[20 + 4] = .nan
    let shares = Guarded(scores)
    Sequences.causalSoftmax(Matrix(shares.region, rows: 3, columns: 20), first: 17)
    #expect(shares.elements[20..<39].allSatisfy { $0.isNaN })
    #expect(!shares.elements[..<20].contains { $0.isNaN })
    #expect(!shares.elements[40...].contains { $0.isNaN })
  }

  @Test(arguments: [1e4, -1e4, 80] as [Float])
  func softmaxDoesNotCareForACommonSummand(summand: Float) {
    let scores = [0, 1, 2, -3].map { Float($0) }
    let shares = [0, summand].map { offset in
      let shares = Guarded(scores.map { $0 + offset })
      Sequences.causalSoftmax(Matrix(shares.region, rows: 1, columns: 4), first: 3)
      return shares.elements
    }
    #expect(largestError(shares[1], shares[0].map { Double($0) }) < 1e-6)
  }
}
