import FolderTestSupport
import Foundation
import Testing

/// A Python with some modules: the one that `BASIN_NOTEBOOK_PYTHON` names, or else the system's.
struct Python {
  private let path: String

  /// The first Python that has the modules; nil where none has.
  static func having(_ modules: String...) -> Python? {
    let named = ProcessInfo.processInfo.environment["BASIN_NOTEBOOK_PYTHON"]
    let candidates = named.map { [$0] } ?? ["/usr/bin/python3", "/usr/local/bin/python3"]
    return candidates.map(Python.init(path:)).first { python in
      let code = (["sys"] + modules).map { "import \($0)" }.joined(separator: "\n")
      return (try? python.end(of: code, in: TemporaryFolder()))?.code == 0
    }
  }

  /// Runs a script in a folder, and returns what it printed.
  func run(_ script: String, in folder: TemporaryFolder) throws -> String {
    let end = try end(of: script, in: folder)
    try #require(end.code == 0, "\(end.errors)")
    return end.output
  }

  private func end(of script: String, in folder: TemporaryFolder) throws -> (
    code: Int32, output: String, errors: String
  ) {
    let streams = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = [try streams.write(script, to: "script.py")]
    process.currentDirectoryURL = folder.url
    // What Jupyter and matplotlib keep of a user goes to a folder of its own.
    process.environment = ProcessInfo.processInfo.environment.merging([
      "HOME": streams.url.path, "JUPYTER_RUNTIME_DIR": streams.url.path,
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = try file(streams.write("", to: "output"))
    let errors = try file(streams.write("", to: "errors"))
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    process.waitUntilExit()
    try output.close()
    try errors.close()
    return (process.terminationStatus, try streams.text("output"), try streams.text("errors"))
  }

  private func file(_ path: String) throws -> FileHandle {
    try FileHandle(forWritingTo: URL(filePath: path))
  }
}
