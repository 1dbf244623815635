import Analysis
import Testing

struct StudentTTests {
  /// Printed tables, two-sided 95 %.
  @Test(arguments: [
    (1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (6, 2.447), (9, 2.262),
    (10, 2.228), (29, 2.045), (30, 2.042), (120, 1.980), (100_000, 1.960),
  ])
  func agreesWithPrintedTables(degrees: Int, t: Double) {
    #expect(abs(StudentT(degreesOfFreedom: degrees).quantile(within: 0.95) - t) < 0.0005)
  }

  @Test(arguments: [(1, 63.657), (5, 4.032), (10, 3.169), (60, 2.660)])
  func agreesWithPrintedTablesAt99(degrees: Int, t: Double) {
    #expect(abs(StudentT(degreesOfFreedom: degrees).quantile(within: 0.99) - t) < 0.0006)
  }

  /// Closed forms: tan(πp/2) for one degree of freedom, p√(2/(1 − p²)) for two.
  @Test func agreesWithClosedForms() {
    #expect(
      abs(StudentT(degreesOfFreedom: 1).quantile(within: 0.95) - 12.7062047361747) < 1e-12)
    #expect(
      abs(
        StudentT(degreesOfFreedom: 2).quantile(within: 0.95)
          - 0.95 * (2 / (1 - 0.95 * 0.95)).squareRoot()) < 1e-12)
  }

  @Test(arguments: [1, 2, 3, 8, 25])
  func quantileInvertsProbability(degrees: Int) {
    let t = StudentT(degreesOfFreedom: degrees)
    for probability in [0.001, 0.5, 0.9, 0.999] {
      #expect(
        abs(t.probability(within: t.quantile(within: probability)) - probability) < 1e-14)
    }
    #expect(t.probability(within: 0) == 0)
  }
}
