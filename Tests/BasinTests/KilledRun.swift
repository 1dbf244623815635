import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

/// A command in a folder of its own, run again and again while it is killed, until it comes to its end.
struct KilledRun {
  /// When a run is killed.
  enum Moment {
    /// So many seconds after its start.
    case time(Double)
    /// So many seconds after so many changes of its files: one appears, is replaced, or is gone.
    case change(Int, Double)
  }

  let command: KilledCommand
  let folder: TemporaryFolder
  private let tool: Tool

  /// - Parameter input: a folder with all that the command reads.
  init(_ command: KilledCommand, input: TemporaryFolder) throws {
    self.command = command
    folder = try TemporaryFolder()
    tool = try Tool(in: folder.url)
    for name in try input.contents {
      try FileManager.default.copyItem(atPath: input.path(name), toPath: folder.path(name))
    }
  }

  /// Runs it undisturbed.
  ///
  /// - Returns: what came of it, how long it took, and how often its files changed.
  func whole() throws -> (result: Tool.Result, seconds: Double, changes: Int) {
    let begin = ContinuousClock.now
    var changes = 0
    let result = try tool.run(command.arguments) { process in
      var files = FolderState(of: folder.url.path)
      while process.isRunning { changes += files.update() }
    }
    try #require(result.exitCode == 0, "\(command.testDescription): \(result.errors)")
    return (result, begin.duration(to: .now) / .seconds(1), changes)
  }

  /// Runs it, and kills it at a moment if it has not ended by then.
  func run(killedAt moment: Moment) throws -> Tool.Result {
    try tool.run(command.arguments) { process in
      switch moment {
      case .time(let seconds): usleep(UInt32(seconds * 1e6))
      case .change(let number, let seconds):
        var files = FolderState(of: folder.url.path)
        var changes = 0
        while process.isRunning, changes < number { changes += files.update() }
        usleep(UInt32(seconds * 1e6))
      }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
  }

  /// What each file holds: its bytes, but for surfaces, which also list who worked on them and when, their
  /// numbers.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path) {
      let file = folder.url.appending(path: path)
      if path.hasSuffix(".h5"), try !Connection.isConnection(path: file.path) {
        let surface = try LossSurface(path: file.path)
        let numbers = surface.loss.values + surface.error.values + surface.accuracy.values
        files[path] = Data(numbers.flatMap { "\($0.bitPattern) ".utf8 })
      } else {
        // Folders have no bytes.
        files[path] = (try? Data(contentsOf: file)) ?? Data()
      }
    }
    return files
  }
}

/// Which files a folder and its folders hold.
private struct FolderState {
  private let folder: String
  private var files: [String: FileIdentity]

  init(of folder: String) {
    self.folder = folder
    files = Self.files(in: folder)
  }

  /// Looks again, and says how many files have appeared, were replaced, or are gone.
  mutating func update() -> Int {
    let begin = ContinuousClock.now
    let before = files
    files = Self.files(in: folder)
    // Looking takes a quarter of the time, so that the run is not slowed down much.
    usleep(UInt32(4e6 * (begin.duration(to: .now) / .seconds(1))))
    let changed = files.count { before[$0.key] != $0.value }
    return changed + before.keys.count { files[$0] == nil }
  }

  private static func files(in folder: String) -> [String: FileIdentity] {
    var found: [String: FileIdentity] = [:]
    for name in FolderListing.names(in: folder) ?? [] {
      let path = "\(folder)/\(name)"
      found[path] = FileIdentity(of: path)
      found.merge(files(in: path)) { $1 }
    }
    return found
  }
}
