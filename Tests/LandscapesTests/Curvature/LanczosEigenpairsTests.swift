import Failures
import Kernels
import Landscapes
import Testing

@Suite("Eigenpairs by Lanczos")
struct LanczosEigenpairsTests {
  typealias Settings = LanczosEigenpairs.Settings

  private static func numbers(_ count: Int, _ value: (Double) -> Double) -> [Double] {
    (0..<count).map { value(Double($0)) }
  }

  /// Spectra of one kind each, in any order.
  static let spectra: [String: [Double]] = {
    func copies(_ count: Int, _ value: Double) -> [Double] { numbers(count) { _ in value } }
    var spectra: [String: [Double]] = [:]
    spectra["spread"] = numbers(60) { $0 - 7.5 }
    spectra["falling"] = numbers(80) { 1000 / ($0 * $0 + 1) }
    spectra["clustered"] = numbers(50) { $0 < 5 ? 10 + 1e-4 * $0 : $0 / 50 }
    spectra["negative"] = numbers(40) { -1 - $0 }
    spectra["repeated at the top"] = copies(3, 5) + copies(3, 1)
    spectra["repeated at both ends"] = copies(12, 3) + copies(9, -2)
    spectra["two of each"] = numbers(15) { $0 } + numbers(15) { $0 }
    spectra["zero"] = copies(30, 0)
    spectra["identity"] = copies(30, 1)
    spectra["rank one"] = [-4] + copies(40, 0)
    spectra["outliers of a net"] =
      numbers(9) { 100 / ($0 + 1) } + numbers(191) { 0.001 * (50 - $0) }
    spectra["of dimension 1"] = [-2.5]
    spectra["of dimension 2"] = [4, -1]
    spectra["tiny"] = numbers(30) { 1e-9 * $0 }
    spectra["huge"] = numbers(30) { 1e9 * ($0 - 3) }
    return spectra
  }()

  @Test("eigenvalues of a known spectrum, true residuals", arguments: spectra.keys.sorted())
  func knownSpectra(name: String) throws {
    let spectrum = try #require(Self.spectra[name]).sorted()
    let map = DenseOperator(spectrum: spectrum)
    let scale = spectrum.map(abs).max() ?? 0
    for seed in UInt64(1)...3 {
      let settings = Settings(top: 4, bottom: 3, seed: seed, tolerance: 1e-7)
      let found = try LanczosEigenpairs(of: map, settings)
      #expect(found.top.count == min(4, spectrum.count))
      #expect(found.bottom.count == min(3, spectrum.count))
      for (pair, value) in zip(found.top, spectrum.reversed()) {
        #expect(abs(pair.value - value) <= 1e-7 * scale, "\(pair.value), not \(value)")
      }
      for (pair, value) in zip(found.bottom, spectrum) {
        #expect(abs(pair.value - value) <= 1e-7 * scale, "\(pair.value), not \(value)")
      }
      for pair in found.top + found.bottom {
        #expect(pair.isConverged)
        #expect(abs(map.residual(pair) - pair.residualNorm) <= 1e-13 * scale)
        #expect(abs(LinearAlgebra.norm(pair.vector) - 1) < 1e-13)
      }
      #expect(Self.largestProduct(found.top) < 1e-10)
      #expect(Self.largestProduct(found.bottom) < 1e-10)
    }
  }

  /// The largest |x·y| of two different vectors.
  private static func largestProduct(_ pairs: [Eigenpair]) -> Double {
    pairs.indices.flatMap { i in
      (0..<i).map { j in abs(LinearAlgebra.dot(pairs[i].vector, pairs[j].vector)) }
    }.max() ?? 0
  }

  @Test("a small basis restarts and comes to the same")
  func restarts() throws {
    let spectrum = Self.numbers(300) { ($0 - 140) * ($0 - 140) * ($0 - 140) }
    let map = DenseOperator(spectrum: spectrum)
    let whole = try LanczosEigenpairs(of: map, Settings(top: 3, bottom: 2, tolerance: 1e-8))
    let small = try LanczosEigenpairs(
      of: map, Settings(top: 3, bottom: 2, tolerance: 1e-8, largestBasis: 1))
    #expect(small.products > whole.products && small.products < 300)
    for (first, second) in zip(whole.top + whole.bottom, small.top + small.bottom) {
      #expect(second.isConverged, "residual \(second.residualNorm)")
      #expect(abs(first.value - second.value) < 1e-10 * abs(first.value))
      #expect(abs(LinearAlgebra.dot(first.vector, second.vector) - 1) < 1e-10)
    }
  }

  @Test("a restart after an exhausted space keeps its pairs")
  func restartAfterBreakdown() throws {
    // 40 copies of 2 and one each of 12 others: a space is exhausted after 13 steps, and a basis of
    // 32 is full in the middle of the third.
    let spectrum = Array(repeating: 2.0, count: 40) + (0..<12).map { -Double($0) / 12 }
    let found = try LanczosEigenpairs(
      of: DenseOperator(spectrum: spectrum), Settings(top: 6, bottom: 0, largestBasis: 1))
    #expect(found.top.count == 6)
    #expect(found.top.allSatisfy { $0.isConverged && abs($0.value - 2) < 1e-9 })
    #expect(Self.largestProduct(found.top) < 1e-10)
  }

  @Test("a run that gives up says so, with the residuals that it reached")
  func givingUp() throws {
    let map = DenseOperator(spectrum: (0..<100).map { Double($0) })
    let found = try LanczosEigenpairs(
      of: map, Settings(top: 2, bottom: 1, tolerance: 1e-10, mostProducts: 8))
    #expect(found.products == 8 + 3)
    #expect(found.top.allSatisfy { !$0.isConverged && $0.residualNorm > $0.tolerance })
    for pair in found.top {
      // Each residual disc holds an eigenvalue.
      #expect(abs(pair.value - pair.value.rounded()) <= pair.residualNorm)
    }
  }

  @Test("the same seed, the same bits; another seed, the same eigenvalues")
  func seeds() throws {
    let map = DenseOperator(spectrum: (0..<70).map { Double($0 * $0) })
    let first = try LanczosEigenpairs(of: map, Settings(seed: 1))
    let again = try LanczosEigenpairs(of: map, Settings(seed: 1))
    let other = try LanczosEigenpairs(of: map, Settings(seed: 2))
    #expect(first.top == again.top && first.bottom == again.bottom)
    #expect(first.top != other.top)
    for (pair, another) in zip(first.top, other.top) {
      #expect(abs(pair.value - another.value) < 1e-6 * pair.value)
      // The sign is fixed by the vector itself.
      #expect(LinearAlgebra.dot(pair.vector, another.vector) > 0.99)
    }
  }

  @Test("forecasts end at the number of products and are of its size from the middle on")
  func forecasts() throws {
    let map = DenseOperator(spectrum: (0..<250).map { 100 / Double($0 + 1) })
    var forecasts: [Int] = []
    let found = try LanczosEigenpairs(of: map, Settings()) { forecasts.append($0) }
    #expect(forecasts.last == found.products && found.products > 30)
    #expect(forecasts.allSatisfy { $0 >= 40 || $0 == found.products })
    let middle = forecasts[forecasts.count / 2]
    #expect(middle > found.products / 3 && middle < 3 * found.products, "\(forecasts)")
  }

  @Test("no pairs at all are wanted")
  func nothing() throws {
    let found = try LanczosEigenpairs(
      of: DenseOperator(spectrum: [0, 0, 0]), Settings(top: 0, bottom: 0))
    #expect(found.top.isEmpty && found.bottom.isEmpty)
  }

  @Test("a product that is not finite is a failure, not an endless run")
  func notFinite() {
    #expect(throws: Failure.self) {
      try LanczosEigenpairs(of: DenseOperator([[.nan]]), Settings())
    }
  }

  @Test("a product whose square is out of range is a failure; one that is just long is not")
  func longProducts() throws {
    let failure = #expect(throws: Failure.self) {
      try LanczosEigenpairs(of: DenseOperator([[1e151, 0], [0, 1]]), Settings())
    }
    #expect(failure?.what.contains("1e150") == true)
    #expect(failure?.remedy?.description.contains("weights") == true)
    let found = try LanczosEigenpairs(of: DenseOperator([[1e149, 0], [0, 1]]), Settings(top: 1))
    #expect(found.top.map { $0.value / 1e149 } == [1] && found.top[0].isConverged)
  }

  @Test("the vectors that a run keeps, counted")
  func memory() {
    func most(_ top: Int, _ bottom: Int, basis: Int? = nil, of dimension: Int) -> Int {
      Settings(top: top, bottom: bottom, largestBasis: basis).mostVectors(dimension: dimension)
    }
    #expect(most(5, 1, of: 1000) == 300 + 153)
    #expect(most(5, 1, basis: 40, of: 1000) == 40 + 23)
    #expect(most(5, 1, basis: 1, of: 1000) == 32 + 19)
    // 1 GiB holds 13 vectors of 10 million parameters.
    #expect(most(5, 1, of: 10_000_000) == 32 + 19)
    #expect(most(200, 200, of: 10_000_000) == 820 + 610)
    #expect(most(9, 9, of: 4) == 4 + 6)
  }
}
