internal import Foundation

/// A program that is not ours and may be missing, such as one that reads the files we write.
package struct OtherProgram: Sendable {
  private let path: String?

  /// Looks for a program by its name in the folders of `PATH`.
  package init(_ name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    path = folders.map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  package var isThere: Bool { path != nil }

  /// Runs it with the bytes of a file, which stands for `FILE` among the arguments, and returns what it
  /// writes to its standard output; nil where it fails or is missing.
  package func output(_ arguments: [String], file bytes: [UInt8]) throws -> String? {
    guard let path else { return nil }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "file")
    try Data(bytes).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments.map { $0 == "FILE" ? file.path : $0 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
  }
}
