import Archives
import Datasets
import Failures
import Figures
import FolderTestSupport
import Grids
import Kernels
import Landscapes
import Networks
import Pictures
import Provenance
import Reports
import RunTestSupport
import Runs
import Studies
import Testing

@Suite("Measuring the curvature of a net")
struct CurvatureStudyTests {
  private func study(samples: Int = 60) throws -> CurvatureStudy {
    try SpiralScene(MLP(sizes: [2, 8, 8, 2]), samples: samples, seed: 1).curvature
  }

  /// The stages that a run has told of, in order.
  private func stages(_ watched: WatchedRun) -> [String] {
    watched.progress.compactMap(\.stage).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  private let settings = CurvatureStudy.Settings(
    eigenpairs: .init(top: 3, bottom: 2), traceProbes: 24, perLayer: true,
    density: .init(probes: 2, steps: 20))

  @Test("the same numbers for any number of threads, and parts that agree with each other")
  func agreement() throws {
    let report = try study().run(settings, in: .threads(2))
    #expect(report.json == (try study().run(settings, in: .threads(1)).json))
    #expect(report.isConverged && report.top.count == 3 && report.bottom.count == 2)
    #expect(report.subject.parameters == 2 * 8 + 8 + 8 * 8 + 8 + 8 * 2 + 2)
    #expect(report.layers.map(\.name) == (0..<3).map { "layers.\($0).0.weight" })
    // A block's largest eigenvalue is no larger than the whole's (Cauchy's interlacing).
    #expect(report.layers.allSatisfy { $0.top.value <= report.top[0].value })
    for layer in report.layers {
      let smallest = try #require(layer.bottom).value
      #expect(smallest >= report.bottom[0].value && smallest < layer.top.value)
      let nodes = try #require(layer.density).nodes
      #expect(abs(nodes.map(\.weight).reduce(0, +) - 1) < 1e-12)
      let room = 1e-3 * (layer.top.value - smallest)
      #expect(nodes.allSatisfy { (smallest - room...layer.top.value + room).contains($0.value) })
    }
    let density = try #require(report.density)
    let nodes = density.nodes.map(\.value)
    #expect((nodes.max() ?? 0) <= report.top[0].value * 1.001)
    #expect((nodes.min() ?? 0) >= report.bottom[0].value * 1.001)
    #expect(report.manifest.json["settings"]?["traceProbes"] == 24)
  }

  @Test("progress never goes back and ends at its total; the stages come in order")
  func progress() throws {
    let watched = WatchedRun(workers: 2)
    let report = try study().run(settings, in: watched.context)
    let seen = watched.progress
    #expect(seen.map(\.done) == Array(1...seen.count))
    #expect(seen.allSatisfy { $0.done <= $0.total })
    #expect(seen.last?.done == seen.last?.total)
    let stages = seen.compactMap(\.stage)
    #expect(
      stages.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } } == [
        "gradient", "eigenvalues", "trace", "layers", "density",
      ])
    #expect(report.products == seen.count / (seen.first?.unit?.pieces ?? 0) - 1)
  }

  @Test("asked to stop, it does after the batch under way")
  func stopping() throws {
    let watched = WatchedRun { $0.progress.count >= 5 }
    let failure = #expect(throws: Failure.self) {
      try study().run(settings, in: watched.context)
    }
    #expect(failure?.code == .interrupted && watched.progress.count == 5)
  }

  @Test("stopped after each part, it goes on with the next and ends in the same report")
  func interruptions() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("net.safetensors")
    let whole = try study().run(settings, in: .threads(2))
    #expect(try folder.contents.isEmpty)
    var stages: [[String]] = []
    while true {
      // As soon as a second part is under way after the gradient.
      let watched = WatchedRun(workers: 2) {
        Set($0.progress.map(\.stage)).subtracting(["gradient"]).count > 1
      }
      do {
        let study = try study()
        let report = try study.run(
          settings, in: watched.context, ledger: study.ledger(besides: path))
        let seen = watched.progress
        #expect(report.json == whole.json)
        #expect(
          seen.last?.done == seen.last?.total && seen.map(\.done) == seen.map(\.done).sorted())
        break
      } catch let failure as Failure where failure.code == .interrupted {
        #expect(failure.what.hasSuffix("kept in \(CurvatureStudy.partial(of: path))"))
        try #require(stages.count < 10)
      }
      stages.append(self.stages(watched))
    }
    #expect(
      stages == [
        ["gradient", "eigenvalues", "trace"], ["gradient", "trace", "layers"],
        ["gradient", "layers", "density"],
      ])

    // One that asks for less, or for more, takes what it can.
    var other = settings
    (other.perLayer, other.density, other.traceProbes) = (false, nil, 30)
    var watched = WatchedRun()
    var ledger = try study().ledger(besides: path)
    _ = try study().run(other, in: watched.context, ledger: ledger)
    #expect(self.stages(watched) == ["gradient", "trace"])
    // What it has not asked for stays for the one that was stopped.
    try ledger.finish()
    watched = WatchedRun()
    ledger = try study().ledger(besides: path)
    let last = try study().run(settings, in: watched.context, ledger: ledger)
    #expect(last.json == whole.json && self.stages(watched) == ["gradient", "trace"])
    try ledger.finish()
    #expect(try folder.contents.isEmpty)
    ledger = try study().ledger(besides: path)
    _ = try study().run(other, in: .threads(1), ledger: ledger)
    // Other data have another Hessian; what is kept for these stays.
    watched = WatchedRun()
    ledger = try study(samples: 50).ledger(besides: path)
    _ = try study(samples: 50).run(other, in: watched.context, ledger: ledger)
    #expect(self.stages(watched) == ["gradient", "eigenvalues", "trace"])
    try ledger.finish()
    #expect(try folder.contents == ["net.safetensors.hessian.partial"])
  }

  @Test(
    "a file that was changed does no harm",
    arguments: [
      ("eigenvalues", ["value", "top"], .null), ("eigenvalues", ["products"], -1),
      ("eigenvalues", ["products"], .int(Int.max)), ("eigenvalues", ["settings"], [:]),
      ("trace", ["value", "layers"], []), ("density", ["value", "nodes"], []),
      ("layer layers.0.0.weight", ["value"], [:]),
      ("layer layers.1.0.weight", ["value", "density", "nodes"], []),
    ] as [(String, [String], JSONValue)])
  func changed(part: String, keys: [String], value: JSONValue) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("net.safetensors")
    func report() throws -> CurvatureReport {
      let study = try study()
      return try study.run(
        settings, in: .threads(2), ledger: study.ledger(besides: path))
    }
    let whole = try report()
    let name = "net.safetensors.hessian.partial"
    var file = try JSONValue(parsing: try folder.text(name), from: name)
    func set(_ keys: ArraySlice<String>, in object: JSONValue?) -> JSONValue? {
      guard let key = keys.first else { return value }
      var object = object
      let member = set(keys.dropFirst(), in: object?[key])
      object?[key] = member
      return object
    }
    let changed = set(["parts", part] + keys[...], in: file)
    #expect(changed != file)
    file = try #require(changed)
    _ = try folder.write(file.serialized(), to: name)
    #expect(try report().json == whole.json)
  }

  @Test("the figure marks the exact eigenvalues where the density has room for one")
  func figure() throws {
    let report = try study().run(settings, in: .threads(2))
    let figure = try #require(report.densityFigure())
    #expect(figure.series.map(\.faintLines.count) == [0, 3, 0], "a line for each layer")
    #expect(figure.series.map(\.points.count) == [0, 0, 5])
    let range = try #require(figure.yRange)
    #expect(figure.series[2].points.allSatisfy { range.contains($0.y) })
    #expect((figure.series[0].line.map(\.y).max() ?? 0) < range.upperBound)
    // The curve holds all of the mass.
    let curve = figure.series[0].line
    let places = curve.map { figure.xScale.coordinate(of: $0.x) }
    var mass = 0.0
    for index in curve.indices.dropFirst() {
      let width = places[index] - places[index - 1]
      mass += width * (curve[index - 1].y + curve[index].y) / 2
    }
    #expect(abs(mass - 1) < 1e-3)
    var without = settings
    without.density = nil
    without.perLayer = false
    #expect(try study().run(without, in: .threads(2)).densityFigure() == nil)
  }

  @Test("what does not fit in memory is refused, with the largest number that does")
  func memory() throws {
    // Eigenpairs take 51 vectors of 1000 parameters: a basis of 2·6 + 20, and 19 during a restart.
    var settings = CurvatureStudy.Settings(
      eigenpairs: .init(top: 5, bottom: 1, largestBasis: 1), traceProbes: 164,
      density: .init(probes: 2, steps: 54))
    let limit = 60 * 8 * 1000
    func check() throws { try settings.checkMemory(dimension: 1000, limit: limit) }
    func expectRefusal(_ option: String, _ largest: Int) {
      let failure = #expect(throws: Failure.self) { try check() }
      #expect(failure?.code == .usage && failure?.place?.description == option)
      #expect(failure?.remedy == "Give \(largest) or less.")
    }
    try check()
    settings.eigenpairs.top = 20
    expectRefusal("top", 7)
    settings.eigenpairs.top = 7
    settings.traceProbes = 158
    settings.density?.steps = 52
    try check()
    settings.eigenpairs.top = 8
    expectRefusal("top", 7)
    (settings.eigenpairs.top, settings.eigenpairs.bottom) = (1, 9)
    expectRefusal("bottom", 7)
    (settings.eigenpairs.top, settings.eigenpairs.bottom) = (5, 1)
    settings.traceProbes = 165
    expectRefusal("trace probes", 164)
    settings.traceProbes = 100
    settings.density?.steps = 900
    expectRefusal("density steps", 54)
    let failure = #expect(throws: Failure.self) {
      try settings.checkMemory(dimension: 1000, limit: 8 * 8 * 1000)
    }
    #expect(
      failure?.place == .setting("top")
        && failure?.remedy?.description.contains("No number") == true)
    // A dense Hessian of few parameters never takes much.
    try settings.checkMemory(dimension: 5, limit: limit)
    settings.density?.steps = 1000
    try settings.checkMemory(dimension: 300_000)
  }

  @Test("a plane of two eigenvectors, however many were named")
  func plane() throws {
    let (plane, pairs) = try study().plane(.init(top: 9, bottom: 4), in: .threads(2))
    let report = try study().run(settings, in: .threads(2))
    for (pair, top) in zip(pairs, report.top) {
      #expect(abs(pair.value / top.value - 1) < 1e-6)
    }
    #expect(plane.x.values == pairs[0].vector.map { Float($0) })
    #expect(plane.manifest.json["hessian"]?["made"]?["data"]?["samples"] == 60)
  }
}
