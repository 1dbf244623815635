internal import Archives
internal import Failures
internal import Landscapes
internal import Networks
internal import Provenance
internal import Reports
internal import Runs
internal import Studies
internal import Training

/// The barriers between nets of one kind that learnt the same data: from different seeds, or from one start
/// in another order.
extension ComparisonStages {
  /// The points on each line.
  private static let pointsOnLine = 25

  /// The work of one point of a line; with statistics of its own it costs nearly twice as much (measured
  /// once: 1.85 times), without them as much as one of a surface.
  static func linePointWork(_ settings: ComparisonSettings) -> Int { 3 * settings.samples / 2 }

  /// A straight line between two nets.
  private struct Line {
    let start: NetName
    let end: NetName
    let path: String
  }

  /// The lines that begin at a net: to those of its kind with a larger seed, and to its copies.
  private func lines(from net: NetName) -> [Line] {
    let others = extras.connects ? seeds.filter { $0 > net.seed } : []
    let toOthers = others.map {
      Line(
        start: net, end: NetName(arm: net.arm, seed: $0),
        path: files.connection(net.arm, seeds: (net.seed, $0)))
    }
    let toCopies = copies(of: net).map {
      Line(
        start: net, end: $0,
        path: files.connection(
          net.arm, seed: net.seed, reorderedAfter: $0.reorderedAfter ?? 0))
    }
    return toOthers + toCopies
  }

  /// The points of lines from a net that are not there yet.
  func missingLinePoints(_ net: NetName) throws -> Int {
    let missing = lines(from: net).count { !InputFile.exists(at: files.path($0.path)) }
    guard missing > 0 else { return 0 }
    return missing * Self.points(try trainingRun(net).trainer.network)
  }

  /// The points that a line between two nets takes: where they normalise batches, also those with
  /// statistics of their own.
  private static func points(_ network: Network) -> Int {
    pointsOnLine * (network.normalizesBatches ? 2 : 1)
  }

  /// Trains the copies of the nets of a kind and measures the straight lines between all, or reads what is
  /// there already.
  mutating func connections(_ arm: ComparisonFiles.Arm) throws -> [SeedConnection] {
    let nets = nets.filter { $0.arm == arm }
    for copy in nets.flatMap(copies(of:)) { _ = try weights(copy) }
    return try nets.flatMap(lines(from:)).flatMap { line in try connection(line) }
  }

  private mutating func connection(_ line: Line) throws -> [SeedConnection] {
    let path = files.path(line.path)
    func net(_ name: NetName) throws -> (checkpoint: Checkpoint, file: String) {
      let file = files.training(name).weights
      return (try Checkpoint(path: files.path(file)), file)
    }
    let (start, end) = (try net(line.start), try net(line.end))
    let ends = try ConnectionEnds(start.checkpoint, start.file, end.checkpoint, end.file)
    let study = try LineStudy(
      ends, dataset: data.surface, loss: settings.training.loss, points: Self.pointsOnLine)
    let work = Self.linePointWork(settings)
    let points = Self.points(start.checkpoint.network)
    let name =
      line.end.reorderedAfter == nil
      ? "line \(line.start.arm.title.lowercased()), seeds \(line.start.seed) and \(line.end.seed)"
      : "line \(line.end)"
    return try look(name, work: points * work, scale: { _ in work }) { _, context in
      let manifest = study.manifest
      if let known = try Self.file(at: path, of: manifest)?["connections"],
        let found = try? known.decoded(as: [SeedConnection].self, from: path), !found.isEmpty
      {
        return (found, false)
      }
      let found = try study.run(in: context).map {
        SeedConnection(
          seeds: (line.start.seed, line.end.seed), reorderedAfter: line.end.reorderedAfter, $0)
      }
      let file: JSONValue = [
        "manifest": manifest.json, "connections": try JSONValue(encoding: found),
      ]
      try file.write(to: path)
      return (found, true)
    }
  }
}
