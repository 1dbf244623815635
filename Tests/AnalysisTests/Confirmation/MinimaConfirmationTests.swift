import Analysis
import Foundation
import Grids
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
    at function: TestFunction, on grid: Grid = squareGrid(points: 51), threshold: Double = 0.01,
    mostPoints: Int? = nil, onProgress: @escaping (Int, Int) -> Void = { _, _ in }
  ) throws -> Look {
    let points = grid.ys.flatMap { y in grid.xs.map { PlanePoint(x: $0, y: y) } }
    let losses = ScalarField(grid: grid, values: function.losses(at: points))
    let analysis = MinimaAnalysis(of: losses, quantity: "loss", threshold: threshold)
    return Look(
      analysis: analysis,
      confirmation: try #require(
        try MinimaConfirmation(
          of: losses, analysis: analysis, function: function, mostPoints: mostPoints,
          onProgress: onProgress)))
  }

  @Test(arguments: 1..<12, [10.0, 100, 1000])
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
      // A hash of the point: the same point has the same error.
      let bits = (x + 3).bitPattern &* 0x9e37_79b9_7f4a_7c15 ^ (y + 5).bitPattern
      return bowl(x, y) + 0.002 * (Double(bits &* 0xbf58_476d_1ce4_e5b9 >> 40) / 16_777_216 - 0.5)
    }) { x, y in bowl(x, y) }
    let look = try look(at: function, threshold: 0.001)
    #expect(look.analysis.count > 10)
    #expect(look.confirmation.noiseFloor > 0.001)
    // The lowest is the bowl's own.
    #expect(look.confirmation.confirmedCount <= 1, "\(look.summary())")
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

  /// Two wells whose barrier the grid overestimates: what it says first is not what counts.
  @Test func measuresTheBarrierAnew() throws {
    // Along a narrow diagonal valley the loss rises by 0.006 decades between two wells.
    let function = TestFunction { x, y in
      let (along, across) = ((x + y) / 2.0.squareRoot(), (x - 0.913 * y) / 2.0.squareRoot())
      let ripple = 0.007 * (1 - cos(9 * along)) + 0.002 * along
      return 1 + ripple + 300 * across * across
    }
    let look = try look(at: function)
    let looked = look.confirmation.findings.filter {
      $0.reason != .belowThreshold && $0.reason != .onBorder
    }
    #expect(looked.count > 2, "\(look.summary())")
    for finding in looked.dropFirst() {
      #expect(finding.verdict != .confirmed, "\(look.summary())")
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
