internal import Foundation

/// What other processes do to the machine while this one and its peers are idle.
enum OtherWork {
  /// The busy share of all processors over a third of a second; nil where the system does not say.
  static func share() -> Double? {
    guard let before = ticks() else { return nil }
    Thread.sleep(forTimeInterval: 0.3)
    guard let after = ticks(), after.all > before.all else { return nil }
    return Double(after.busy - before.busy) / Double(after.all - before.all)
  }

  /// Ticks of all processors since the system's start: user, nice, system, idle, waiting, ….
  private static func ticks() -> (busy: Int, all: Int)? {
    guard let bytes = FileManager.default.contents(atPath: "/proc/stat") else { return nil }
    let line = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" }
    let numbers = line.split(separator: " ").dropFirst().compactMap { Int($0) }
    guard numbers.count > 4 else { return nil }
    let all = numbers.reduce(0, +)
    return (all - numbers[3] - numbers[4], all)
  }
}
