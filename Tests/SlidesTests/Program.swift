import FolderTestSupport
import Foundation
import Testing

/// Another program that opens decks.
struct Program {
  private let path: String

  /// A Python that has a module: the one that `BASIN_NOTEBOOK_PYTHON` names, or else the system's; nil
  /// where it has not.
  static func python(having module: String) -> Program? {
    let named = ProcessInfo.processInfo.environment["BASIN_NOTEBOOK_PYTHON"]
    let candidates = named.map { [$0] } ?? ["/usr/bin/python3", "/usr/local/bin/python3"]
    return candidates.map(Program.init(path:)).first {
      (try? $0.output("-c", "import \(module)")) != nil
    }
  }

  /// LibreOffice; nil where it is not installed.
  static var office: Program? {
    let path = "/usr/bin/soffice"
    return FileManager.default.isExecutableFile(atPath: path) ? Program(path: path) : nil
  }

  /// Runs it and returns what it printed.
  @discardableResult
  func output(_ arguments: String...) throws -> String {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["HOME": folder.url.path]
    ) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "output")))
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try output.close()
    try #require(process.terminationStatus == 0)
    return try folder.text("output")
  }
}
