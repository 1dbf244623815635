internal import Foundation

/// The tool, which lies beside this program, as a process of its own.
struct BuiltTool {
  /// Its path.
  let path: String

  /// Finds it.
  init() throws {
    let folder = Bundle.main.executableURL?.deletingLastPathComponent()
    guard let tool = folder?.appending(path: "basin").path,
      FileManager.default.isExecutableFile(atPath: tool)
    else { throw BenchFailure("the tool basin is missing beside this program: run make build") }
    path = tool
  }

  /// How long it takes from its start to its end.
  func seconds(of arguments: [String]) throws -> Double {
    try Self.seconds(of: path, [arguments])
  }

  /// What processes cost that start together: the seconds until the last has ended, and the processor
  /// time of all.
  func cost(of commands: [[String]]) throws -> (seconds: Double, processor: Double) {
    let before = Self.processorSeconds
    let seconds = try Self.seconds(of: path, commands)
    return (seconds, Self.processorSeconds - before)
  }

  /// How long processes of a program that start together take until the last has ended.
  static func seconds(of program: String, _ commands: [[String]]) throws -> Double {
    // Waiting for the exit looks only every 50 ms whether it has come.
    let ended = DispatchSemaphore(value: 0)
    let start = ContinuousClock.now
    let processes = try commands.map { arguments in
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = arguments
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      process.terminationHandler = { _ in ended.signal() }
      try process.run()
      return process
    }
    for _ in processes { ended.wait() }
    let seconds = start.duration(to: .now).seconds
    for (process, arguments) in zip(processes, commands) where process.terminationStatus != 0 {
      throw BenchFailure("\(program) \(arguments.joined(separator: " ")) failed")
    }
    return seconds
  }

  /// The processor time of all processes that have ended, in seconds; 0 where the system does not say.
  private static var processorSeconds: Double {
    let stat = FileManager.default.contents(atPath: "/proc/self/stat") ?? Data()
    // Behind the name, which stands in brackets, the 14th and 15th: those of ended children, in hundredths.
    let numbers = String(decoding: stat, as: UTF8.self).split(separator: ")").last?
      .split(separator: " ").map { Double($0) ?? 0 }
    return (numbers?.dropFirst(13).prefix(2).reduce(0, +) ?? 0) / 100
  }
}
