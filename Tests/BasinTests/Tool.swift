import FolderTestSupport
import Foundation
import SanitizerTestSupport
import Testing

/// Runs the built tool as a user does: its own process, folder and environment.
struct Tool {
  /// What came of a run.
  struct Result {
    let exitCode: Int32
    let output: String
    let errors: String
    /// Whether the process had to be killed because it did not end in time.
    let timedOut: Bool
  }

  /// The program to run; the built `basin` by default.
  var executable: URL
  /// A command that runs the program instead of its being run directly, such as `setpriv` with
  /// its options; empty where there is none.
  var launcher: [String] = []
  /// The folder it runs in.
  var folder: URL
  /// What is added to the environment.
  var environment: [String: String] = [:]

  /// The tool that was built beside the running tests.
  init(in folder: URL = FileManager.default.temporaryDirectory) throws {
    let products = try #require(Bundle.main.executableURL).deletingLastPathComponent()
    executable = products.appending(path: "basin")
    self.folder = folder
    try #require(
      FileManager.default.isExecutableFile(atPath: executable.path),
      "\(executable.path) is not built")
  }

  /// Another program, run in the same way.
  init(executable: String, in folder: URL) {
    self.executable = URL(filePath: executable)
    self.folder = folder
  }

  /// Runs the tool to its end, or kills it after `timeout` seconds, later under a sanitizer.
  ///
  /// Its streams go to files, so that neither side ever waits for the other to read.
  func run(_ arguments: String..., timeout: Double = 120) throws -> Result {
    try run(arguments, timeout: timeout)
  }

  /// The same with the arguments as an array.
  ///
  /// - Parameter whileRunning: called with the started process, to send it signals.
  func run(
    _ arguments: [String], timeout: Double = 120, whileRunning: (Process) throws -> Void = { _ in }
  ) throws -> Result {
    let streams = try TemporaryFolder()
    let process = Process()
    let command = launcher + [executable.path] + arguments
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = try emptyFile(streams.write("", to: "output"))
    let errors = try emptyFile(streams.write("", to: "errors"))
    // Foundation keeps an ended process, and with it its files. It also reads past the end of a
    // buffer while it starts a process, where about 1360 or more files are open.
    defer {
      try? output.close()
      try? errors.close()
    }
    process.standardOutput = output
    process.standardError = errors
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    try whileRunning(process)
    let timedOut = ended.wait(timeout: .now() + Sanitizer.patience(timeout)) == .timedOut
    if timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    return Result(
      exitCode: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: try streams.text("output"), errors: try streams.text("errors"), timedOut: timedOut)
  }

  private func emptyFile(_ path: String) throws -> FileHandle {
    try FileHandle(forWritingTo: URL(filePath: path))
  }
}

extension Process {
  /// The most memory that it has held so far, in bytes; nil where that is not known.
  var peakMemory: Int? {
    let status =
      (try? String(contentsOfFile: "/proc/\(processIdentifier)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { 1024 * $0 }
  }
}
