internal import Archives
internal import Failures
internal import Landscapes
internal import Networks
internal import Provenance
internal import Reports
internal import Runs
internal import Studies
internal import Training

/// The barriers between nets of one kind that learnt the same data from different seeds.
extension ComparisonStages {
  /// The points on each line.
  private static let linePoints = 25

  /// Measures the straight lines between all nets of a kind, or reads what is measured already.
  mutating func connections(_ arm: ComparisonFiles.Arm) throws -> [SeedConnection] {
    var found: [SeedConnection] = []
    for first in seeds {
      for second in seeds where second > first {
        found += try connection(arm, seeds: (first, second))
      }
    }
    return found
  }

  private mutating func connection(
    _ arm: ComparisonFiles.Arm, seeds: (Int, Int)
  ) throws -> [SeedConnection] {
    let path = files.path(files.connection(arm, seeds: seeds))
    let kind = arm.title.lowercased()
    func net(_ seed: Int) throws -> (checkpoint: Checkpoint, file: String) {
      let file = files.weights(arm, seed: seed)
      return (try Checkpoint(path: files.path(file)), file)
    }
    let (start, end) = (try net(seeds.0), try net(seeds.1))
    let ends = try ConnectionEnds(start.checkpoint, start.file, end.checkpoint, end.file)
    let study = try LineStudy(
      ends, dataset: data.surface, loss: settings.training.loss, points: Self.linePoints)
    let samples = settings.samples
    return try look(
      "line \(kind), seeds \(seeds.0) and \(seeds.1)", work: 0, scale: { _ in samples }
    ) { _, context in
      let manifest = study.manifest
      if let known = try Self.file(at: path, of: manifest)?["connections"],
        let found = try? known.decoded(as: [SeedConnection].self, from: path), !found.isEmpty
      {
        return (found, false)
      }
      let found = try study.run(in: context).map { SeedConnection(seeds: seeds, $0) }
      let file: JSONValue = [
        "manifest": manifest.json, "connections": try JSONValue(encoding: found),
      ]
      try file.write(to: path)
      return (found, true)
    }
  }
}
