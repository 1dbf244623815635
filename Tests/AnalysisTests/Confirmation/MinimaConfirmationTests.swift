import Analysis
import Foundation
import Grids
import SanitizerTestSupport
import Testing

struct MinimaConfirmationTests {
  private struct Look {
    let analysis: MinimaAnalysis
    let confirmation: MinimaConfirmation

    func summary() -> String {
      zip(analysis.minima, confirmation.findings)
        .map { "\($0.persistence): \($1.verdict), \($1.reason.rawValue), \($1.barrier ?? .nan)" }
        .joined(separator: "\n")
    }
  }

  private func look(
    at function: TestFunction, on grid: Grid = squareGrid(points: 51),
    scale: HeightScale = .standard, threshold: Double? = nil, mostPoints: Int? = nil,
    onProgress: @escaping (Int, Int) -> Void = { _, _ in }
  ) throws -> Look {
    let points = grid.ys.flatMap { y in grid.xs.map { PlanePoint(x: $0, y: y) } }
    let losses = ScalarField(grid: grid, values: function.losses(at: points))
    let analysis = MinimaAnalysis(of: losses, quantity: "loss", scale: scale, threshold: threshold)
    return Look(
      analysis: analysis,
      confirmation: try #require(
        try MinimaConfirmation(
          of: losses, analysis: analysis, function: function, mostPoints: mostPoints,
          onProgress: onProgress)))
  }

  @Test(arguments: stride(from: 1, to: 12, by: Sanitizer.thinning).map { $0 }, [10.0, 100, 1000])
  func callsFalseMinimaOfConvexValleysArtefacts(step: Int, aspect: Double) throws {
    for offset in [0.0, 0.01, 1] {
      let angle = Double(step) * Double.pi / 24
      let function = TestFunction { x, y in
        let (x, y) = (x - 0.013, y + 0.007)
        let along = cos(angle) * x + sin(angle) * y
        let across = -sin(angle) * x + cos(angle) * y
        return along * along + aspect * across * across + offset
      }
      let look = try look(at: function)
      let text = "offset \(offset)\n\(look.summary())"
      #expect(look.confirmation.confirmedCount == 1, "\(text)")
      for (minimum, finding) in zip(look.analysis.minima, look.confirmation.findings)
      where finding.verdict != .confirmed {
        let expected: MinimaConfirmation.Verdict =
          minimum.persistence < 0.01
          ? .belowThreshold : minimum.isOnBorder ? .unresolved : .artefact
        #expect(finding.verdict == expected, "\(text)")
      }
      let place = try #require(
        look.confirmation.findings.first { $0.verdict == .confirmed }?.refined)
      #expect(abs(place.x - 0.013) < 1e-4 && abs(place.y + 0.007) < 1e-4)
      #expect(abs(place.hessianEigenvalues[1] / (2 * aspect) - 1) < 1e-2)
    }
  }

  /// On a linear scale, negative and in any unit: what the grid invents is an artefact, what is there is
  /// confirmed.
  @Test(arguments: [1e-6, 1, 1000])
  func tellsTrueFromFalseOnALinearScale(unit: Double) throws {
    let valley = TestFunction { x, y in
      let (along, across) = (cos(0.4) * x + sin(0.4) * y, -sin(0.4) * x + cos(0.4) * y)
      return unit * (along * along + 100 * across * across - 3)
    }
    let ripples = try look(
      at: valley, on: squareGrid(points: 21), scale: .linear, threshold: 0.01 * unit)
    #expect(ripples.analysis.count > 1)
    #expect(ripples.confirmation.confirmedCount == 1, "\(ripples.summary())")
    #expect(ripples.confirmation.count(of: .artefact) == ripples.analysis.count - 1)
    let wells = TestFunction { x, y in
      unit * ((x * x - 0.25) * (x * x - 0.25) + 0.3 * y * y + 0.02 * x - 1)
    }
    let pair = try look(at: wells, on: squareGrid(points: 21), scale: .linear)
    #expect(pair.analysis.count == 2 && pair.confirmation.confirmedCount == 2, "\(pair.summary())")
    for finding in pair.confirmation.findings where finding.verdict == .confirmed {
      let place = try #require(finding.refined)
      #expect(abs(4 * place.x * (place.x * place.x - 0.25) + 0.02) < 1e-3 && abs(place.y) < 1e-3)
    }
  }

  /// On a line across a slope: what the function does beside the line is not looked at.
  @Test(arguments: [true, false])
  func confirmsOnALine(isAlongX: Bool) throws {
    let function = TestFunction { x, y in
      let (along, across) = isAlongX ? (x, y) : (y, x)
      return 1 + (along * along - 0.36) * (along * along - 0.36) + 0.1 * along + 3 * across
    }
    let axis = Grid.axis(from: -1, to: 1, count: 21)
    let line = try #require(isAlongX ? Grid(xs: axis, ys: [0]) : Grid(xs: [0], ys: axis))
    let look = try look(at: function, on: line)
    #expect((look.analysis.count, look.confirmation.confirmedCount) == (2, 2), "\(look.summary())")
    #expect(look.confirmation.finestSpacing.count == 1)
    #expect(abs(look.confirmation.finestSpacing[0] - 0.025) < 1e-12)
    for finding in look.confirmation.findings {
      let place = try #require(finding.refined)
      let (along, across) = isAlongX ? (place.x, place.y) : (place.y, place.x)
      #expect(across == 0)
      #expect(abs(4 * along * (along * along - 0.36) + 0.1) < 1e-3)
      #expect(place.gradientNorm < 1e-3)
      let curvature = try #require(place.hessianEigenvalues.first)
      #expect(place.hessianEigenvalues.count == 1)
      #expect(abs(curvature / (12 * along * along - 4 * 0.36) - 1) < 1e-3)
    }
  }

  /// The valley of facts and issue: 0.087 decades at 51 × 51 points, all of them false.
  @Test func refusesTheValleyAtZeroLoss() throws {
    let function = TestFunction { x, y in
      let (along, across) = (cos(0.4) * x + sin(0.4) * y, -sin(0.4) * x + cos(0.4) * y)
      return along * along + 100 * across * across
    }
    let look = try look(at: function)
    #expect(look.analysis.count > 1)
    #expect(look.confirmation.confirmedCount == 1, "\(look.summary())")
    #expect(look.confirmation.count(of: .artefact) == look.analysis.count - 1)
    #expect(look.confirmation.findings.contains { $0.runsInto == 0 })
  }

  @Test func confirmsTheMinimaOfAnEggBox() throws {
    func wave(_ value: Double) -> Double { cos(2.2 * Double.pi * value) }
    let function = TestFunction { x, y in 0.5 + wave(x) * wave(x) + wave(y) * wave(y) }
    let look = try look(at: function)
    #expect(look.analysis.count == 16)
    #expect(look.confirmation.confirmedCount == 16, "\(look.summary())")
    for (minimum, finding) in zip(look.analysis.minima, look.confirmation.findings)
    where !minimum.isOnBorder {
      let place = try #require(finding.refined)
      #expect(abs(place.loss - 0.5) < 1e-9)
      #expect(place.gradientNorm < 1e-3 && place.hessianEigenvalues[0] > 90)
    }
    // Between two wells the loss rises to 1.5. Of equally deep ones all but one have that barrier.
    let barriers = look.confirmation.findings.compactMap(\.barrier)
    #expect(barriers.count == 16)
    #expect(barriers.count { abs($0 - log10(1.501 / 0.501)) < 2e-3 } == 15, "\(barriers)")
  }

  /// At a kink Newton's method goes nowhere; along one that runs at an angle, neither do the axes.
  @Test(arguments: [0.0, 0.3, 0.785])
  func confirmsMinimaOnKinks(angle: Double) throws {
    let (c, s) = (cos(angle), sin(angle))
    // The loss and its slopes on the side of the kinks that the point is on.
    func pyramid(_ x: Double, _ y: Double) -> (loss: Double, x: Double, y: Double) {
      let (a, b) = (c * x + s * y, -s * x + c * y)
      let (da, db) = (a < 0 ? -1.0 : 1.0, b < 0 ? -5.0 : 5.0)
      return (0.2 + abs(a) + 5 * abs(b), da * c - db * s, da * s + db * c)
    }
    func lower(_ x: Double, _ y: Double) -> (loss: Double, x: Double, y: Double) {
      let (first, second) = (pyramid(x - 0.511, y - 0.203), pyramid(x + 0.507, y + 0.211))
      return first.loss < second.loss + 0.05
        ? first : (second.loss + 0.05, second.x, second.y)
    }
    let function = TestFunction(model: { x, y in
      let side = lower(x, y)
      return LocalModel(loss: side.loss, gradient: (side.x, side.y), hessian: (0, 0, 0))
    }) { x, y in lower(x, y).loss }
    let look = try look(at: function)
    #expect(look.confirmation.confirmedCount == 2, "\(look.summary())")
    for (finding, (x, y)) in zip(
      look.confirmation.findings.filter { $0.verdict == .confirmed },
      [(0.511, 0.203), (-0.507, -0.211)])
    {
      let place = try #require(finding.refined)
      #expect(place.method == .patternSearch)
      #expect(abs(place.x - x) < 2e-3 && abs(place.y - y) < 2e-3, "\(place)")
    }
  }

  /// Ripples of rounding on a bowl are minima of what was sampled, not of the function.
  @Test func doesNotConfirmNoise() throws {
    func bowl(_ x: Double, _ y: Double) -> Double { 0.3 + 0.01 * (x * x + y * y) }
    let function = TestFunction(sampled: { x, y in
      // Drawn from the point: the same point has the same error.
      var generator = SeededGenerator(
        seed: (x + 3).bitPattern &* 0x9e37_79b9_7f4a_7c15 ^ (y + 5).bitPattern)
      return bowl(x, y) + 0.005 * Double.random(in: -0.5...0.5, using: &generator)
    }) { x, y in bowl(x, y) }
    let look = try look(at: function, threshold: 0.001, mostPoints: 50_000)
    #expect(look.analysis.count > 10)
    #expect(look.confirmation.noiseFloor > 0.001)
    // One is the bowl's own, not always the lowest of what was sampled.
    let confirmed = look.confirmation.findings.filter { $0.verdict == .confirmed }
    #expect(confirmed.count == 1, "\(look.summary())")
    let place = try #require(confirmed.first?.refined)
    #expect(abs(place.x) < 1e-3 && abs(place.y) < 1e-3, "\(place)")
  }

  /// A minimum that the grid sees inside lies on the edge of the window; one on the border stays open.
  @Test func leavesTheBorderOpen() throws {
    let function = TestFunction { x, y in
      let left = 1 + 3 * (x + 1) + 30 * y * y
      let right = 0.5 + 20 * ((x - 0.4) * (x - 0.4) + y * y)
      return min(left, right)
    }
    let look = try look(at: function)
    #expect(look.confirmation.findings.map(\.verdict) == [.confirmed, .unresolved])
    #expect(look.confirmation.findings.map(\.reason) == [.barrierStands, .onBorder])
    #expect(look.confirmation.findings[1].refined == nil)
  }

  /// Losses that fall towards points without a value, in steps: minima of the grid lie all along the
  /// slanted edge, and descents end between points of which some have no value.
  @Test(arguments: 1..<16)
  func endsBesidePointsWithoutAValue(step: Int) throws {
    let angle = Double(step) * Double.pi / 32
    let function = TestFunction { x, y in
      let (along, across) = (-sin(angle) * x + cos(angle) * y, cos(angle) * x + sin(angle) * y)
      return across < -0.31 ? .nan : 1 + 2 * (across + 0.31) + 0.05 * along * along
    }
    let look = try look(at: function)
    #expect(look.confirmation.findings.allSatisfy { $0.barrier?.isFinite ?? true })
    #expect(look.confirmation.findings.contains { $0.barrier != nil })
    #expect(look.confirmation.confirmedCount <= 1, "\(look.summary())")
  }

  /// Behind a wall nobody has looked at lies a lower minimum.
  @Test func doesNotConfirmWhatIsCutOff() throws {
    let function = TestFunction { x, y in
      if abs(x) < 0.1 { return .nan }
      return x < 0
        ? 0.5 + 2 * ((x + 0.511) * (x + 0.511) + y * y)
        : 0.7 + 2 * ((x - 0.511) * (x - 0.511) + (y - 0.013) * (y - 0.013))
    }
    let look = try look(at: function)
    #expect(look.analysis.count == 2 && look.analysis.resolvedCount == 1)
    #expect(look.confirmation.findings.map(\.verdict) == [.confirmed, .unresolved])
    #expect(look.confirmation.findings.map(\.reason) == [.barrierStands, .cutOff])
    let place = try #require(look.confirmation.findings[1].refined)
    #expect(abs(place.x - 0.511) < 1e-4 && abs(place.y - 0.013) < 1e-4)
  }

  /// The floor of a valley reaches the edge of the window halfway between two points of the grid.
  @Test func saysWhatLeavesTheWindow() throws {
    let function = TestFunction { x, y in
      let across = y - (x - 1) / 2 - 0.02
      return 1 + 0.5 * (1 - x) + 500 * across * across
    }
    let look = try look(at: function)
    #expect(look.analysis.count > 1 && look.analysis.minima[0].x == 0.96)
    for (minimum, finding) in zip(look.analysis.minima, look.confirmation.findings)
    where !minimum.isOnBorder && finding.reason != .belowThreshold {
      #expect((finding.verdict, finding.reason) == (.artefact, .leavesWindow))
      let place = try #require(finding.refined)
      #expect(place.x == 1 && abs(place.y - 0.02) < 1e-6, "\(place)")
      #expect(finding.barrier == nil && finding.runsInto == nil)
    }
  }

  /// A valley whose floor passes through a point of the grid in every second column, with wells at every
  /// eighth such point, the lowest in the middle.
  private func valley(ripple: Double, steepness: Double) -> TestFunction {
    TestFunction { x, y in
      let (along, across) = ((2 * x + y) / 5.0.squareRoot(), (2 * y - x) / 5.0.squareRoot())
      return 1 + ripple / 2 * (1 - cos(2 * Double.pi * along / Self.period))
        + 0.002 * abs(along) + steepness * across * across
    }
  }

  /// From well to well.
  private static let period = 8 * 0.04 * 5.0.squareRoot()

  /// The barrier between two wells of the valley on a grid: that of the floor, and up the walls to the
  /// points between those on the floor.
  private func barrier(ripple: Double, steepness: Double, spacing: Double) -> Double {
    let wall = steepness * spacing * spacing / 5
    return log10(
      (1.001 + ripple + 0.002 * Self.period / 2 + wall) / (1.001 + 0.002 * Self.period))
  }

  @Test func saysWhatTheFinestSpacingMayInvent() throws {
    let look = try look(at: valley(ripple: 0.012, steepness: 4000))
    #expect(look.confirmation.findings.first?.verdict == .confirmed)
    let wells = look.confirmation.findings.filter { $0.verdict == .unresolved && $0.refined != nil }
    #expect(wells.count == 2 && look.confirmation.confirmedCount == 1, "\(look.summary())")
    let barrier = barrier(ripple: 0.012, steepness: 4000, spacing: 0.01)
    for finding in wells {
      #expect(finding.reason == .withinAllowance)
      #expect(abs(try #require(finding.barrier) - barrier) < 1e-4, "\(finding)")
      // An eighth of h² · 2 · steepness, and what the ripple adds.
      let allowance = try #require(finding.allowance)
      #expect(abs(allowance - log10(1.1)) < 1e-3 && allowance > barrier, "\(finding)")
      let place = try #require(finding.refined)
      #expect(abs(abs(2 * place.x + place.y) / 5.0.squareRoot() - Self.period) < 0.05)
    }
  }

  /// The way out of the well on the left leads through the one in the middle, so that whatever is
  /// missing around the latter is wanted for the former already.
  @Test func saysSoOfEachWayThatIsNotCovered() throws {
    let function = TestFunction { x, y in
      let (left, middle, right) = (x + 0.6, x, x - 0.6)
      return 100 * y * y
        + min(1.1 + 4 * left * left, 1.2 + 1.78 * middle * middle, 1 + 4 * right * right)
    }
    for mostPoints in [0, 1, 20] {
      let look = try look(at: function, on: squareGrid(points: 31), mostPoints: mostPoints)
      #expect(look.analysis.count == 3)
      // Around a bottom alone 5 × 5 points have to be known, of which sampling has given 2 × 2 at most.
      #expect(
        look.confirmation.findings.map(\.reason) == [.notCovered, .notCovered, .notCovered],
        "\(look.summary())")
    }
    let whole = try look(at: function, on: squareGrid(points: 31))
    #expect(whole.confirmation.confirmedCount == 3, "\(whole.summary())")
  }

  /// With half of the points there is no way out of any of the sixteen wells. What is missing on the
  /// way out of the lowest is wanted for the others already, and missing all the same.
  @Test func missesForOneWhatIsWantedForAnother() throws {
    let function = TestFunction { x, y in
      0.5 + cos(8 * x) * cos(8 * x) + cos(8 * y) * cos(8 * y) + 0.01 * x + 0.003 * y
    }
    let half = try look(at: function, on: squareGrid(points: 31), mostPoints: 1240)
    for (minimum, finding) in zip(half.analysis.minima, half.confirmation.findings)
    where !minimum.isOnBorder {
      #expect(finding.reason == .notCovered, "\(half.summary())")
    }
    let whole = try look(at: function, on: squareGrid(points: 31))
    #expect(whole.confirmation.confirmedCount == 16, "\(whole.summary())")
    #expect(whole.confirmation.sampledPoints > 2 * 1200)
  }

  /// Wells whose barrier the grid overestimates: what it says first is not what counts.
  @Test func measuresTheBarrierAnew() throws {
    let look = try look(at: valley(ripple: 0.015, steepness: 60))
    let wells = zip(look.analysis.minima, look.confirmation.findings).dropFirst().filter {
      $0.1.reason != .belowThreshold && !$0.0.isOnBorder
    }
    #expect(wells.count == 2, "\(look.summary())")
    for (minimum, finding) in wells {
      let first = barrier(ripple: 0.015, steepness: 60, spacing: 0.04)
      #expect(abs(minimum.persistence - first) < 5e-4, "\(minimum)")
      #expect(finding.verdict == .belowThreshold && finding.reason == .refinedBarrier)
      let refined = barrier(ripple: 0.015, steepness: 60, spacing: 0.01)
      #expect(abs(try #require(finding.barrier) - refined) < 2e-5, "\(finding)")
    }
  }

  @Test func saysWhereThePointsDidNotSuffice() throws {
    let function = TestFunction { x, y in
      0.5 + cos(4 * x) * cos(4 * x) + cos(4 * y) * cos(4 * y) + 0.01 * x
    }
    let look = try look(at: function, mostPoints: 40)
    #expect(look.confirmation.sampledPoints <= 40)
    #expect(look.confirmation.findings.contains { $0.reason == .notCovered }, "\(look.summary())")
    let whole = try self.look(at: function)
    #expect(!whole.confirmation.findings.contains { $0.reason == .notCovered })
    #expect(whole.confirmation.confirmedCount == whole.analysis.count)
  }

  /// Pattern searches ask for thousands of points: none may pass without a word.
  @Test func tellsOfAllWorkAsItIsDone() throws {
    var told: [(done: Int, total: Int)] = []
    let look = try look(
      at: TestFunction { x, y in
        0.5 + abs(cos(4 * x + 0.3)) + abs(cos(4 * y + 0.2 * x)) + 0.01 * x
      }, on: squareGrid(points: 25),
      onProgress: { told.append(($0, $1)) })
    #expect(look.confirmation.findings.contains { $0.refined?.method == .patternSearch })
    let steps = zip(told.dropFirst(), told).map { $0.done - $1.done }
    #expect(steps.allSatisfy { (1...300).contains($0) }, "\(steps.max() ?? 0) points at once")
    #expect(told.allSatisfy { $0.done <= $0.total })
    let last = try #require(told.last)
    #expect(last.done > look.confirmation.sampledPoints)
    #expect(last.total < 2 * last.done, "what is left at the end is little")
  }

  @Test func readsBackFromJSON() throws {
    let function = TestFunction { x, y in 0.1 + (x - 0.1) * (x - 0.1) + 3 * y * y }
    let confirmation = try look(at: function).confirmation
    let data = try JSONEncoder().encode(confirmation)
    #expect(try JSONDecoder().decode(MinimaConfirmation.self, from: data) == confirmation)
  }

  @Test func passesOnWhatAFunctionThrows() {
    struct Stop: Error {}
    struct Stopped: PlaneFunction {
      func losses(at points: [PlanePoint]) throws -> [Double] { throw Stop() }
      func exactLosses(at points: [PlanePoint]) throws -> [Double] { throw Stop() }
      func model(at point: PlanePoint) throws -> LocalModel { throw Stop() }
    }
    let losses = ScalarField(grid: squareGrid(points: 9)) { x, y in 1 + x * x + y * y }
    let analysis = MinimaAnalysis(of: losses, quantity: "loss")
    #expect(throws: Stop.self) {
      try MinimaConfirmation(of: losses, analysis: analysis, function: Stopped())
    }
  }
}
