import Failures
import Foundation
import Testing

/// A folder of its own for one test, removed with all its contents at the end.
struct Scratch: ~Copyable {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "basin-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { "\(folder)/\(name)" }
}

/// The failure that is thrown; records an issue if something else happens.
func failure(
  _ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Failure {
  do {
    try body()
  } catch let failure as Failure {
    return failure
  }
  return try #require(nil as Failure?, "nothing was thrown", sourceLocation: sourceLocation)
}
