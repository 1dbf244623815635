internal import Archives
internal import Foundation

/// Inputs to begin with.
enum Seeds: Sendable {
  /// The files of a folder whose names end in one of these, as they are.
  case files(String, endings: [String])
  /// What is made of them; nil for those that give none.
  case made(String, endings: [String], @Sendable (_ path: String) throws -> [UInt8]?)
  /// What is made without any.
  case generated(@Sendable () throws -> [[UInt8]])
  case texts([String])

  /// The inputs of at most so many bytes.
  func inputs(atMost longest: Int) throws -> [[UInt8]] {
    switch self {
    case .texts(let texts): return texts.map { Array($0.utf8) }
    case .generated(let make): return try make().filter { $0.count <= longest }
    case .files(let folder, let endings):
      return try Self.paths(folder, endings).map { try InputFile.bytes(at: $0) }
        .filter { $0.count <= longest }
    case .made(let folder, let endings, let make):
      return try Self.paths(folder, endings).compactMap(make).filter { $0.count <= longest }
    }
  }

  private static func paths(_ folder: String, _ endings: [String]) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { name in endings.contains(where: name.hasSuffix) }.map { "\(folder)/\($0)" }
  }
}
