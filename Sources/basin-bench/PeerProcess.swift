internal import Foundation
internal import Processes

/// A Python process that does the same work; see `Peers/protocol.py` for how it is talked to.
final class PeerProcess {
  /// The version of PyTorch, or of gudhi.
  let version: String
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private var lines = LineBuffer()
  /// Lines that have come and were not asked for yet.
  private var waiting: [[UInt8]] = []

  /// Starts a script of the folder `Peers`.
  ///
  /// - Throws: `BenchFailure` that says why there are no peers.
  init(script: String, python: String, threads: Int) throws {
    // A peer that has ended must be an error of writing, not the end of this process.
    signal(SIGPIPE, SIG_IGN)
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, "-B", PeerProcess.path(of: script), "\(threads)"]
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
    version = try PeerGreeting.version(
      PeerProcess.line(from: answers, &lines, &waiting), python: python, script: script)
  }

  /// The path of a script of the folder `Peers`.
  static func path(of script: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/\(script)").path
  }

  deinit {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Sends a request and waits for the answer.
  func ask<Answer: Decodable>(_ request: some Encodable, for answer: Answer.Type) throws -> Answer {
    let line = try JSONEncoder().encode(request) + Data("\n".utf8)
    do {
      try requests.fileHandleForWriting.write(contentsOf: line)
    } catch {
      throw BenchFailure("the peers' process has ended; its last words stand above")
    }
    guard let line = PeerProcess.line(from: answers, &lines, &waiting) else {
      throw BenchFailure("the peers' process has ended; its last words stand above")
    }
    return try JSONDecoder().decode(Answer.self, from: line)
  }

  private static func line(
    from pipe: Pipe, _ lines: inout LineBuffer, _ waiting: inout [[UInt8]]
  ) -> Data? {
    while waiting.isEmpty {
      let data = pipe.fileHandleForReading.availableData
      guard !data.isEmpty else { return nil }
      waiting += lines.take([UInt8](data))
    }
    return Data(waiting.removeFirst())
  }
}
