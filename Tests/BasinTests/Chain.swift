import FolderTestSupport
import Foundation
import Testing

/// A folder with small files that the tool made, for tests that begin where an earlier command
/// ended: `net.safetensors` (an mlp on spirals) and `surface.h5` around it.
struct Chain {
  let folder: TemporaryFolder
  let tool: Tool

  /// The options that describe the net.
  static let net = ["--model", "mlp", "--layers", "2,16,16,2"]

  init() throws {
    folder = try TemporaryFolder()
    tool = try Tool(in: folder.url)
  }

  /// Trains the net.
  func train(_ more: String...) throws {
    try succeed(
      ["train"] + Self.net + ["--data", "spirals", "--epochs", "2", "-o", "net.safetensors"] + more)
  }

  /// Samples the surface.
  func sample(_ more: String...) throws {
    try succeed(
      ["sample", "net.safetensors", "--data", "spirals", "--samples", "100", "--grid", "9x7"]
        + ["-o", "surface.h5"] + more)
  }

  /// Runs a command that must succeed and returns what it printed.
  @discardableResult
  func succeed(_ arguments: [String]) throws -> String {
    let result = try tool.run(arguments)
    try #require(
      result.exitCode == 0, "basin \(arguments.joined(separator: " ")): \(result.errors)")
    return result.output
  }

  /// Runs a command and sends it a signal as soon as it works on an output: the lock beside the
  /// output says so.
  func interrupt(_ arguments: [String], workingOn output: String, signal: Int32 = SIGINT) throws
    -> Tool.Result
  {
    try tool.run(arguments) { process in
      while process.isRunning,
        !FileManager.default.fileExists(atPath: folder.path("\(output).lock"))
      {
        usleep(500)
      }
      kill(process.processIdentifier, signal)
    }
  }

  /// Runs a command that locks nothing, and stops it once it has something to keep: after ever more
  /// processor time, which does not depend on what else the machine does, until it says so. The signal is
  /// not SIGINT, which runners of tests may leave ignored for what they start.
  func interruptOnceKept(_ arguments: [String]) throws -> Tool.Result {
    var attempt = 0
    while true {
      attempt += 1
      let result = try tool.run(arguments) { process in
        while process.isRunning,
          processorTime(of: process.processIdentifier) < 0.1 * Double(attempt)
        {
          usleep(5000)
        }
        kill(process.processIdentifier, SIGTERM)
      }
      let wasTooEarly =
        result.exitCode == 128 + SIGTERM
        || result.exitCode == 130 && !result.errors.contains("; kept in ")
      if !wasTooEarly || attempt == 50 { return result }
    }
  }

  /// The seconds that a process has computed for; none for one that has ended.
  private func processorTime(of process: Int32) -> Double {
    let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    // Behind the name, which stands in brackets: state, parent, …, utime and stime.
    let numbers = text.split(separator: ")").last?.split(separator: " ").map(String.init) ?? []
    guard numbers.count > 12, let user = Double(numbers[11]), let system = Double(numbers[12])
    else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The names of the files in the folder, locks apart, which say nothing of results.
  var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        .filter { !$0.hasSuffix(".lock") }.sorted()
    }
  }

  /// The bytes of a file.
  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: folder.url.appending(path: name))
  }
}
