import Archives
import Grids
import Landscapes
import Reports
import Testing

struct SurfaceChecksTests {
  /// The answers for a surface of 11 × 11 points over ±`reach`.
  private func checks(reach: Double = 1, _ loss: @escaping (Double, Double) -> Double) throws
    -> [String: Check]
  {
    let axis = Grid.axis(from: -reach, to: reach, count: 11)
    let grid = try #require(Grid(xs: axis, ys: axis))
    let surface = LossSurface(quantity: "train_loss", loss: ScalarField(grid: grid, loss))
    let all = SurfaceChecks(of: surface).all
    return Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func aBowlAroundItsCentreIsGood() throws {
    let checks = try checks { x, y in 0.1 + x * x + y * y }
    #expect(checks["centre"]?.verdict == .good)
    #expect(checks["centre"]?.numbers["distance"] == 0)
    #expect(checks["range"]?.verdict == .good)
    // Nothing says what one unit means, nor how exact the losses are.
    #expect(checks["window"] == nil && checks["samples"] == nil)
  }

  @Test func aLowerPointIsNamedWithItsDistance() throws {
    let checks = try checks { x, y in 0.1 + (x - 0.6) * (x - 0.6) + (y + 0.8) * (y + 0.8) }
    let centre = try #require(checks["centre"])
    #expect(centre.verdict == .warning)
    #expect(abs(try #require(centre.numbers["distance"]) - 1) < 1e-9)
    #expect(centre.finding.contains("(0.6, -0.8)") && centre.finding.contains("1.1"))
    #expect(centre.remedy != nil)
  }

  @Test func aDifferenceBelowTheThresholdOfMinimaIsNoMatter() throws {
    let centre = try #require(try checks { x, y in 1 + x * x + y * y - 0.041 * x }["centre"])
    #expect(centre.verdict == .good)
    let next = try #require(try checks { x, y in 1 + x * x + y * y - 0.4 * x }["centre"])
    #expect(next.verdict == .note)
  }

  @Test func aCentreThatIsNotFiniteIsNoPicture() throws {
    let centre = try #require(try checks { x, y in x == 0 && y == 0 ? .nan : 1 }["centre"])
    #expect(centre.verdict == .warning)
  }

  @Test func whatAPictureCannotShowIsCounted() throws {
    let few = try #require(try checks { x, y in x > 0.9 && y > 0.9 ? .infinity : 1 + x }["range"])
    #expect(few.verdict == .note)
    #expect(few.numbers["nonfinite_share"] == 1.0 / 121)
    #expect(few.finding == "0.83 % of the points are not finite.")
    let many = try #require(try checks { x, _ in x > 0.1 ? 1e9 : 0.5 }["range"])
    #expect(many.verdict == .warning)
    #expect(many.numbers["clipped_share"] == 55.0 / 121)
    #expect(many.finding.hasPrefix("45 % of the points are above the 5 decades"))
  }

  @Test func theWorstVerdictIsThatOfTheReport() {
    let (good, note) = (Check("a", .good, "fine."), Check("b", .note, "so.", remedy: "Do this."))
    #expect(CheckReport(subject: [], checks: [good]).verdict == .good)
    let report = CheckReport(subject: ["net"], checks: [note, good])
    #expect(report.verdict == .note)
    let text = report.formatted(as: .text)
    #expect(text.contains("note     b  so.\n") && text.contains("Do this."), "\(text)")
    #expect(report.json["verdict"] == "note")
    #expect(report.json["checks"]?[0]?["remedy"] == "Do this.")
    #expect(report.json["checks"]?[1]?["verdict"] == "ok")
  }
}
