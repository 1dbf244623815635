package import Foundation

/// The first line of the peers' process.
package struct PeerGreeting: Decodable {
  private let torch: String?
  private let missing: String?

  /// The version of PyTorch that a line tells.
  ///
  /// - Throws: `BenchFailure` that says what the Python lacks, or that it is none.
  package static func version(_ line: Data?, python: String, script: String) throws -> String {
    guard let line, let greeting = try? JSONDecoder().decode(PeerGreeting.self, from: line) else {
      throw BenchFailure("no peers: \(python) cannot run \(script)")
    }
    guard let torch = greeting.torch else {
      throw BenchFailure(
        "no peers: \(python) has no module \(greeting.missing ?? "torch"); give another --python, "
          + "or: pip install torch numpy safetensors")
    }
    return torch
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
