package import Foundation

/// The first line of the peers' process.
package struct PeerGreeting: Decodable {
  private let torch: String?
  private let gudhi: String?
  private let missing: String?

  /// The version of PyTorch, or of what else the peers are made with, that a line tells.
  ///
  /// - Throws: `BenchFailure` that says what the Python lacks, or that it is none.
  package static func version(_ line: Data?, python: String, script: String) throws -> String {
    guard let line, let greeting = try? JSONDecoder().decode(PeerGreeting.self, from: line) else {
      throw BenchFailure("no peers: \(python) cannot run \(script)")
    }
    guard let version = greeting.torch ?? greeting.gudhi else {
      throw BenchFailure(
        "no peers: \(python) has no module \(greeting.missing ?? "torch"); give another --python, "
          + "or: pip install torch numpy safetensors, and gudhi scikit-learn for topology")
    }
    return version
  }
}

/// The answer to `load`: who can do the work, and who cannot and why.
package struct LoadedPeers: Decodable {
  package let peers: [String]
  /// Reasons by name.
  package let failures: [String: String]?

  /// Those that cannot, in the order of their names.
  package var failed: [FailedPeer] {
    (failures ?? [:]).sorted { $0.key < $1.key }.map { FailedPeer(name: $0, reason: $1) }
  }
}

/// The answer to `losses`.
package struct PeerLosses: Decodable {
  private let losses: [Double?]

  /// The losses; NaN where they are not finite, which JSON cannot say.
  package var values: [Double] { losses.map { $0 ?? .nan } }
}

/// The answer to `diagram`: what tells one persistence diagram from another, by dimension.
package struct PeerDiagram: Codable, Equatable {
  /// The number of classes.
  package let counts: [Int]
  /// The sum of the births of those that end.
  package let births: [Double]
  /// The sum of their deaths.
  package let deaths: [Double]

  package init(counts: [Int], births: [Double], deaths: [Double]) {
    (self.counts, self.births, self.deaths) = (counts, births, deaths)
  }

  /// Whether two diagrams have as many classes, and sums that differ by rounding only.
  package func agrees(with other: PeerDiagram) -> Bool {
    counts == other.counts
      && zip(births + deaths, other.births + other.deaths).allSatisfy {
        abs($0 - $1) <= 1e-12 * max(1, Double(counts.max() ?? 1))
      }
  }
}
