internal import Foundation

/// The most memory that this process has held, as the system counts it.
enum PeakMemory {
  /// Bytes; nil where the system does not say.
  static var bytes: Int? {
    guard let status = FileManager.default.contents(atPath: "/proc/self/status") else { return nil }
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first {
      $0.hasPrefix("VmHWM:")
    }
    let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
    return kibibytes.flatMap { Int($0) }.map { 1024 * $0 }
  }

  /// The peak of sampling a workload in a process of its own, in bytes; nil where it cannot be
  /// measured.
  ///
  /// - Parameters:
  ///   - edge: points per axis.
  ///   - seconds: how long to sample; to the end if nil.
  static func ofSampling(
    _ workload: Workload, samples: Int, edge: Int, threads: Int, seconds: Double?
  ) throws -> Int? {
    try ofProcess(
      [
        "memory-probe", "--workload", workload.name, "--samples", "\(samples)",
        "--edge", "\(edge)", "--threads", "\(threads)",
      ] + (seconds.map { ["--seconds", "\($0)"] } ?? []))
  }

  /// What this program answers to arguments that make it print its own peak.
  static func ofProcess(_ arguments: [String]) throws -> Int? {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let answer = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Int(String(decoding: answer, as: UTF8.self).prefix { $0.isNumber })
  }
}
