import Failures
import Kernels
import Landscapes
import Testing

@Suite("Traces by Hutch++")
struct HutchPlusPlusTests {
  private static func estimates(_ map: DenseOperator, probes: Int, seeds: Int) throws
    -> [TraceEstimate]
  {
    try (1...seeds).map {
      try HutchPlusPlus(TraceProbes(of: map, probes: probes, seed: UInt64($0))).trace
    }
  }

  @Test("over many seeds the mean is the trace, and the standard error is the spread")
  func honestError() throws {
    let map = DenseOperator(spectrum: (0..<60).map { 30 / Double($0 + 1) - 0.3 })
    let estimates = try Self.estimates(map, probes: 32, seeds: 400)
    let errors = estimates.map { $0.value - map.trace }
    let spread = (errors.reduce(0) { $0 + $1 * $1 } / 400).squareRoot()
    let stated = (estimates.reduce(0) { $0 + $1.standardError * $1.standardError } / 400)
      .squareRoot()
    #expect(abs(errors.reduce(0, +) / 400) < 3 * spread / 20)
    #expect(abs(stated / spread - 1) < 0.15, "stated \(stated), is \(spread)")
    // 12 terms: Student's t with 11 degrees of freedom holds 95 % within 2.201.
    let covered = estimates.count { abs($0.value - map.trace) <= 2.201 * $0.standardError }
    #expect((364...396).contains(covered), "\(covered) of 400")
    #expect(estimates.allSatisfy { $0.probes == 32 })
  }

  @Test("a few large eigenvalues cost no accuracy, as they would Hutchinson's estimate")
  func outliers() throws {
    let map = DenseOperator(spectrum: (0..<100).map { $0 < 8 ? 1000 : 0.01 })
    // Hutchinson's terms have a variance near 2‖A‖²: 63 of them an error near 500.
    for estimate in try Self.estimates(map, probes: 63, seeds: 5) {
      #expect(abs(estimate.value - map.trace) < 0.1)
    }
  }

  @Test(
    "what Q spans is exact and leaves no error",
    arguments: [
      [2.5], [1, -3], Array(repeating: 0, count: 20), [7] + Array(repeating: 0, count: 20),
    ]
  )
  func exact(spectrum: [Double]) throws {
    let map = DenseOperator(spectrum: spectrum)
    let found = try HutchPlusPlus(TraceProbes(of: map, blocks: [0..<1], probes: 24, seed: 3))
    #expect(abs(found.trace.value - spectrum.reduce(0, +)) < 1e-12)
    #expect(found.trace.standardError < 1e-12)
    #expect(abs(found.blocks[0].value - map.rows[0][0]) < 1e-12)
    #expect(found.trace.probes <= 24)
  }

  @Test("blocks: the mean is the block's trace, and errors are honest there too")
  func blocks() throws {
    let map = DenseOperator(spectrum: (0..<40).map { 10 / Double($0 + 1) - 1 })
    let blocks = [0..<7, 7..<30, 30..<40]
    let found = try (1...300).map {
      try HutchPlusPlus(TraceProbes(of: map, blocks: blocks, probes: 20, seed: UInt64($0)))
    }
    for (index, block) in blocks.enumerated() {
      let trace = block.reduce(0) { $0 + map.rows[$1][$1] }
      let errors = found.map { $0.blocks[index].value - trace }
      let spread = (errors.reduce(0) { $0 + $1 * $1 } / 300).squareRoot()
      let stated =
        (found.reduce(0) {
          $0 + $1.blocks[index].standardError * $1.blocks[index].standardError
        } / 300).squareRoot()
      #expect(abs(errors.reduce(0, +) / 300) < 3.5 * spread / 300.0.squareRoot())
      #expect(abs(stated / spread - 1) < 0.2, "stated \(stated), is \(spread)")
    }
  }

  @Test("the fewest probes give a value and an error")
  func fewest() throws {
    let map = DenseOperator(spectrum: (0..<30).map { Double($0) })
    let found = try HutchPlusPlus(TraceProbes(of: map, probes: HutchPlusPlus.fewestProbes, seed: 1))
    #expect(found.trace.probes == 4 && found.trace.standardError > 0)
  }

  @Test("a product that is not finite is a failure")
  func notFinite() {
    #expect(throws: Failure.self) {
      try HutchPlusPlus(TraceProbes(of: DenseOperator([[.infinity]]), probes: 8, seed: 1))
    }
  }
}
