internal import Analysis
internal import ArgumentParser
internal import Grids

/// `basin-bench topology`
struct TopologyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topology",
    abstract: "Persistence diagrams of planes, both dimensions: Basin beside gudhi.")

  @Option(help: "Points per axis of the largest field.") var edge = 2001
  @Option(help: "A surface of basin sample to be measured too; may be given several times.")
  var surface: [String] = []
  @Option(help: "A Python with gudhi, numpy and scikit-learn.") var python = "python3"
  @Flag(help: "Measure Basin alone.") var withoutPeers = false
  @Flag(help: "Leave out gudhi's general way, which takes 20 s for 2001 × 2001 points.")
  var withoutGeneral = false
  @Flag(help: "Shorter and less exact.") var quick = false
  @Option(help: "text, markdown or json.") var format = ReportFormat.text

  func validate() throws {
    guard edge >= 3 else { throw ValidationError("Fields need 3 points per axis at least.") }
  }

  func run() throws {
    let edges = [51, 501].filter { $0 < edge } + [edge]
    let surfaces = try surface.enumerated().map {
      try TopologyProblem(surface: $1, number: $0 + 1)
    }
    let problems =
      try edges.flatMap { edge in
        try TopologyProblem.Kind.allCases.map { try TopologyProblem($0, edge: edge) }
      } + surfaces
    let process = startPeers()
    let folder = try TemporaryFolder()
    if process != nil { for problem in problems { try problem.write(to: folder.url) } }
    let peers = try process?.loadFields(problems.map(\.name), from: folder.url).peers ?? []
    let entries = try problems.map { problem in
      try measure(problem, process, peers.filter { !withoutGeneral || !$0.contains("general") })
    }
    print(try TopologyResult(gudhi: process?.version, entries: entries).rendered(format))
  }

  private func startPeers() -> PeerProcess? {
    if withoutPeers { return nil }
    do {
      return try PeerProcess(script: "topology.py", python: python, threads: 1)
    } catch {
      report("\(error)")
      return nil
    }
  }

  private func measure(
    _ problem: TopologyProblem, _ process: PeerProcess?, _ peers: [String]
  ) throws -> TopologyResult.Entry {
    let ours = PersistenceDiagram(sublevelSetsOf: problem.field)
    let summary = PeerDiagram(ours)
    var agree: Bool?
    for peer in peers {
      if let theirs = try process?.diagram(peer, of: problem.name) {
        agree = (agree ?? true) && summary.agrees(with: theirs)
      }
    }
    let seconds = quick ? 0.05 : 0.3
    var times = Array(repeating: [Double](), count: 1 + peers.count)
    for _ in 0..<(quick ? 2 : 5) {
      times[0].append(1 / problem.measure(seconds: seconds).perSecond)
      for (number, peer) in peers.enumerated() {
        if let rate = try process?.measure(peer, of: problem.name, seconds: seconds) {
          times[number + 1].append(1 / rate.perSecond)
        }
      }
    }
    let edge = problem.field.grid.columns
    let memory = try problem.kind.flatMap { kind in
      let probe = ["topology-probe", "--kind", kind.rawValue, "--edge", "\(edge)"]
      return zip(
        try PeakMemory.ofProcess(probe), try PeakMemory.ofProcess(probe + ["--idle"]))
    }
    return TopologyResult.Entry(
      field: problem.title, edge: edge, classes: summary.counts, agrees: agree,
      milliseconds: zip(["Basin"] + peers, times).map { .init(name: $0, value: 1000 * $1.median) },
      bytesPerPoint: memory.map { Double($0 - $1) / Double(problem.field.grid.count) })
  }
}

/// Both, if there are both.
private func zip<Value>(_ a: Value?, _ b: Value?) -> (Value, Value)? {
  guard let a, let b else { return nil }
  return (a, b)
}

extension TopologyProblem {
  /// Finds the diagram again and again, for at least so long.
  fileprivate func measure(seconds: Double) -> Rate {
    let start = ContinuousClock.now
    var (pieces, elapsed) = (0, 0.0)
    while elapsed < seconds {
      pieces += PersistenceDiagram(sublevelSetsOf: field).components.isEmpty ? 0 : 1
      elapsed = start.duration(to: .now).seconds
    }
    return Rate(pieces: pieces, seconds: elapsed)
  }
}

extension PeerDiagram {
  init(_ diagram: PersistenceDiagram) {
    let all = [diagram.components, diagram.holes]
    let ending = all.map { pairs in pairs.filter { $0.death.isFinite } }
    self.init(
      counts: all.map(\.count),
      births: ending.map { $0.map(\.birth).sorted().reduce(0, +) },
      deaths: ending.map { $0.map(\.death).sorted().reduce(0, +) })
  }
}
