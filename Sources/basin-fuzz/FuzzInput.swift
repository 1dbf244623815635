internal import Foundation

/// An input, and as a file where a reader wants one.
struct FuzzInput {
  let bytes: [UInt8]
  let folder: InputFolder

  /// The input as text; what is not UTF-8 is replaced.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The path of a file with the input.
  func file(_ name: String) throws -> String { try folder.file(name, bytes) }
}

/// A folder for inputs that is removed at the end; in memory where the temporary folder is.
final class InputFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "basin-fuzz-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  /// The path of a file that holds these bytes.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(path)/\(name)"
    // Not by Foundation, which takes ten times as long.
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
    defer { close(file) }
    guard unsafe write(file, bytes, bytes.count) == bytes.count else {
      throw CocoaError(.fileWriteOutOfSpace)
    }
    return path
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  deinit { remove() }
}
