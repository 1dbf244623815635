public import FolderTestSupport
internal import Foundation

/// A program that is not ours and may be missing, such as one that opens the files we write.
public struct OtherProgram: Sendable {
  /// Something that went wrong with it.
  public struct Trouble: Error, CustomStringConvertible {
    /// What it was.
    public let description: String
  }

  /// Whether a missing program is a failure and not a skipped test: where `BASIN_REQUIRE_BROWSER` is 1,
  /// as in CI.
  public static let isEachRequired =
    ProcessInfo.processInfo.environment["BASIN_REQUIRE_BROWSER"] == "1"

  /// Where it is; nil where it is missing.
  public let path: String?
  /// Why tests that need it are left out where it is missing.
  public let absence: String

  /// Looks for a program in the folders of `PATH`, by the first of its names that is there.
  public init(_ names: String...) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    path = names.flatMap { name in folders.map { "\($0)/\(name)" } }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    absence = "\(names[0]) is missing"
  }

  /// Looks for a Python that has some modules: the one that `BASIN_NOTEBOOK_PYTHON` names or else the one
  /// that `make test` prepares, then the system's.
  public init(pythonWith modules: [String]) {
    // Not through symbolic links: a Python is of the environment in which it is called.
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let prepared = root.appending(path: ".build/python/bin/python3").path
    let named = ProcessInfo.processInfo.environment["BASIN_NOTEBOOK_PYTHON"]
    let candidates = named.map { [$0] } ?? [prepared, "/usr/bin/python3", "/usr/local/bin/python3"]
    let code = (["sys"] + modules).map { "import \($0)" }.joined(separator: "\n")
    absence =
      "no Python\(modules.isEmpty ? "" : " with \(modules.joined(separator: ", "))"): "
      + "BASIN_NOTEBOOK_PYTHON may name one"
    path = candidates.first { path in
      (try? Self.run(path, ["-c", code], in: TemporaryFolder()))?.code == 0
    }
  }

  /// Whether tests that need it run.
  public var isWanted: Bool { path != nil || Self.isEachRequired }

  /// Runs it in a folder and returns what it printed.
  ///
  /// - Throws: `Trouble` if it is missing or fails.
  @discardableResult
  public func output(_ arguments: [String], in folder: TemporaryFolder) throws -> String {
    guard let path else { throw Trouble(description: absence) }
    let end = try Self.run(path, arguments, in: folder)
    guard end.code == 0 else { throw Trouble(description: "\(path): \(end.errors)") }
    return end.output
  }

  private static func run(_ path: String, _ arguments: [String], in folder: TemporaryFolder) throws
    -> (code: Int32, output: String, errors: String)
  {
    // What a program keeps of its user goes to a folder of its own.
    let streams = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging([
      "HOME": streams.url.path, "JUPYTER_RUNTIME_DIR": streams.url.path,
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = try FileHandle(forWritingTo: URL(filePath: streams.write("", to: "output")))
    let errors = try FileHandle(forWritingTo: URL(filePath: streams.write("", to: "errors")))
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    process.waitUntilExit()
    try output.close()
    try errors.close()
    return (process.terminationStatus, try streams.text("output"), try streams.text("errors"))
  }
}
