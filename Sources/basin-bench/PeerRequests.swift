internal import Foundation

/// What the scripts in `Peers` are asked.
private struct Request: Encodable {
  let `do`: String
  var folder: String?
  var compiling: Bool?
  var batch: Int?
  var peer: String?
  var points: [[Double]]?
  var seconds: Double?
  var names: [String]?
  var field: String?
}

extension PeerProcess {
  /// Loads the files of a surface and warms up; who can take part.
  func loadSurface(_ folder: URL, compiling: Bool) throws -> LoadedPeers {
    let request = Request(do: "load", folder: folder.path, compiling: compiling)
    return try ask(request, for: LoadedPeers.self)
  }

  /// Loads the files of a training run and warms up; who can take part.
  func loadTraining(_ folder: URL, batch: Int) throws -> LoadedPeers {
    let request = Request(do: "load", folder: folder.path, batch: batch)
    return try ask(request, for: LoadedPeers.self)
  }

  /// Times the parts of a peer's steps of training, for at least so long.
  func phases(_ peer: String, seconds: Double) throws -> StepPhases {
    try ask(Request(do: "phases", peer: peer, seconds: seconds), for: StepPhases.self)
  }

  /// The losses at some points; NaN where they are not finite.
  func losses(_ peer: String, at points: [(x: Double, y: Double)]) throws -> [Double] {
    let request = Request(do: "losses", peer: peer, points: points.map { [$0.x, $0.y] })
    return try ask(request, for: PeerLosses.self).values
  }

  /// Loads fields by their names; who can take part.
  func loadFields(_ names: [String], from folder: URL) throws -> LoadedPeers {
    let request = Request(do: "load", folder: folder.path, names: names)
    return try ask(request, for: LoadedPeers.self)
  }

  /// A peer's persistence diagram of a field.
  func diagram(_ peer: String, of field: String) throws -> PeerDiagram {
    try ask(Request(do: "diagram", peer: peer, field: field), for: PeerDiagram.self)
  }

  /// Measures a peer's persistence diagrams of a field, for at least so long.
  func measure(_ peer: String, of field: String, seconds: Double) throws -> Rate {
    try ask(
      Request(do: "measure", peer: peer, seconds: seconds, field: field), for: Rate.self)
  }

  /// Measures a peer once, for at least so long.
  func measure(_ peer: String, seconds: Double) throws -> Rate {
    try ask(Request(do: "measure", peer: peer, seconds: seconds), for: Rate.self)
  }

  /// Whether `torch.compile` finds a C++ compiler.
  static var hasCompiler: Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { folder in
      ["g++", "clang++", "c++"].contains {
        FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
      }
    }
  }
}
