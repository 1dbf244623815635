import Failures
import Foundation
import Kernels
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

  /// The names in the folder, hidden ones too.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}

/// Sets who may do what with a file or folder.
func setPermissions(_ mode: Int, of path: String) throws {
  try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
}

/// The path of a file that another program wrote.
func fixture(_ name: String) throws -> String {
  try #require(Bundle.module.resourcePath) + "/Fixtures/\(name)"
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

/// Whether reading ends well or in a `Failure`; any other error passes through.
func survives(_ body: () throws -> Void) rethrows -> Bool {
  do {
    try body()
    return true
  } catch is Failure {
    return false
  }
}

/// Copies of bytes with a few random ones replaced, the same for a seed.
func damaged(_ bytes: [UInt8], copies: Int, seed: UInt64) -> [[UInt8]] {
  var stream = RandomStream(seed: seed, purpose: "tests.damage")
  return (0..<copies).map { _ in
    var copy = bytes
    for _ in 0..<Int.random(in: 1...4, using: &stream) {
      copy[Int.random(in: copy.indices, using: &stream)] = UInt8.random(
        in: 0 ... .max, using: &stream)
    }
    return copy
  }
}
