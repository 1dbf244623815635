import Datasets
import Failures
import FolderTestSupport
import Kernels
import Landscapes
import Networks
import Reports
import RunTestSupport
import Runs
import Studies
import Testing

@Suite("Measuring the curvature of a net by several processes")
struct SharedCurvatureTests {
  private let folder: TemporaryFolder
  private let weights: String

  init() throws {
    folder = try TemporaryFolder()
    weights = folder.path("net.safetensors")
  }

  private func study(samples: Int = 40) throws -> CurvatureStudy {
    try SpiralScene(MLP(sizes: [2, 6, 6, 2]), samples: samples, seed: 1).curvature
  }

  private let settings = CurvatureStudy.Settings(
    eigenpairs: .init(top: 3, bottom: 2), traceProbes: 24, perLayer: true,
    density: .init(probes: 3, steps: 12))

  /// One process: its answer, where it is the one to give it; the products of its share, and of the rest.
  private func process(
    _ share: Share, _ settings: CurvatureStudy.Settings, samples: Int = 40,
    stopAfter most: Int = .max
  ) throws -> (answer: CurvatureReport?, products: [Int]) {
    let study = try study(samples: samples)
    let ledger = try study.ledger(besides: weights, share: share)
    let own = WatchedRun { $0.progress.count > most }
    try study.measureShare(of: settings, in: own.context, ledger: ledger)
    guard try CurvatureStudy.claimAnswer(of: settings, ledger) else {
      return (nil, [own.progress.count])
    }
    let rest = WatchedRun()
    let answer = try study.run(settings, in: rest.context, ledger: ledger)
    try ledger.finish()
    return (answer, [own.progress.count, rest.progress.count])
  }

  @Test(
    "the last one to finish has the report of one process, and only the gradient left to do",
    arguments: [2, 3, 40])
  func sequence(count: Int) throws {
    let whole = try study().run(settings, in: .threads(2))
    var own: [Int] = []
    for index in 0..<count {
      let (answer, products) = try process(Share(index, of: count), settings)
      own.append(products[0])
      #expect((answer != nil) == (index == count - 1))
      guard let answer else { continue }
      #expect(answer.json == whole.json)
      #expect(products[1] == 1, "the gradient")
    }
    #expect(try folder.contents.isEmpty)
    // Besides the basis of the trace, which each makes that needs it, nothing is done twice.
    let basis = 24 / 3
    let sum = own.reduce(0, +)
    #expect((sum - whole.products).isMultiple(of: basis), "\(own)")
    #expect((0..<count).contains((sum - whole.products) / basis))
    #expect(own.allSatisfy { $0 < whole.products })
  }

  @Test("without layers and density, the trace is shared")
  func trace() throws {
    var settings = CurvatureStudy.Settings(traceProbes: 120)
    settings.eigenpairs.bottom = 0
    let whole = try study().run(settings, in: .threads(1))
    let runs = try (0..<4).map { try process(Share($0, of: 4), settings) }
    #expect(runs[3].answer?.json == whole.json)
    #expect(
      runs.allSatisfy { $0.products[0] > 0 && $0.products[0] < 90 }, "\(runs.map(\.products))")
  }

  @Test("stopped in between, then with fewer processes: nothing is lost, nothing left behind")
  func fewer() throws {
    let whole = try study().run(settings, in: .threads(2))
    let first = try process(Share(0, of: 3), settings)
    let failure = #expect(throws: Failure.self) {
      try process(Share(1, of: 3), settings, stopAfter: first.products[0] / 2)
    }
    #expect(failure?.code == .interrupted)
    let part = "net.safetensors.hessian.partial.part-1-of-3"
    #expect(failure?.what.hasSuffix("kept in \(folder.path(part))") ?? false)
    #expect(try folder.contents.contains(part))
    let again = try (0..<2).map { try process(Share($0, of: 2), settings) }
    #expect(again[0].answer == nil && again[1].answer?.json == whole.json)
    let done = again.map { $0.products[0] }.reduce(0, +)
    #expect(done < whole.products - first.products[0] / 2, "\(done) of \(whole.products)")
    #expect(try folder.contents.isEmpty)
  }

  @Test("one process takes up the parts of several, and several those of one")
  func alone() throws {
    let whole = try study().run(settings, in: .threads(2))
    let first = try process(Share(0, of: 2), settings)
    let (answer, products) = try process(.whole, settings)
    #expect(answer?.json == whole.json && products[0] == 0)
    #expect(products[1] <= whole.products + 1 - first.products[0] + 24 / 3)
    #expect(try folder.contents.isEmpty)

    let watched = WatchedRun { $0.progress.last?.stage == "layers" }
    let study = try study()
    #expect(throws: Failure.self) {
      try study.run(settings, in: watched.context, ledger: study.ledger(besides: weights))
    }
    #expect(try folder.contents == ["net.safetensors.hessian.partial"])
    let both = try (0..<2).map { try process(Share($0, of: 2), settings) }
    #expect(both[1].answer?.json == whole.json)
    let done = both.map { $0.products[0] }.reduce(0, +)
    #expect(done < whole.products - 24, "the eigenvalues and the traces were known")
    #expect(try folder.contents.isEmpty)
  }

  @Test("parts with other data neither serve nor go")
  func stale() throws {
    _ = try process(Share(0, of: 2), settings, samples: 30)
    let part = "net.safetensors.hessian.partial.part-0-of-2"
    let before = try folder.text(part)
    let runs = try (0..<2).map { try process(Share($0, of: 2), settings) }
    #expect(runs[1].answer?.json == (try study().run(settings, in: .threads(1)).json))
    #expect(try folder.contents == [part] && folder.text(part) == before)
  }
}
