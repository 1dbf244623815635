internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The memory of the machine.
public enum SystemMemory {
  /// The bytes that this process can still write to: what the machine has free, within the limit of its
  /// control group; nil where the system does not say.
  public static var available: Int? {
    [machine, controlGroup].compactMap(\.self).min().map { max(0, $0) }
  }

  private static var machine: Int? {
    guard let lines = fields(of: "/proc/meminfo"), let free = lines["MemAvailable"] else {
      return nil
    }
    return 1024 * (free + (lines["SwapFree"] ?? 0))
  }

  /// Of the group and those that it is in, by the second version of control groups and the first.
  private static var controlGroup: Int? {
    guard let groups = text(of: "/proc/self/cgroup") else { return nil }
    var rooms: [Int] = []
    for line in groups.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isSecond = parts[1].isEmpty
      guard isSecond || parts[1].split(separator: ",").contains("memory") else { continue }
      let root = isSecond ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
      var path = parts[2].split(separator: "/")
      while true {
        let folder = ([root] + path.map(String.init)).joined(separator: "/")
        let names =
          isSecond
          ? ("memory.max", "memory.current") : ("memory.limit_in_bytes", "memory.usage_in_bytes")
        if let limit = number(in: "\(folder)/\(names.0)"),
          let used = number(in: "\(folder)/\(names.1)")
        {
          // Pages of files that nobody uses are given up first.
          let files = fields(of: "\(folder)/memory.stat")?["inactive_file"] ?? 0
          rooms.append(limit - used + files)
        }
        guard path.popLast() != nil else { break }
      }
    }
    return rooms.min()
  }

  /// The bytes of addresses that it can still take, whether written to or not (`ulimit -v`); nil where
  /// there is no limit.
  public static var addresses: Int? {
    var limit = rlimit()
    #if canImport(Glibc)
      let status = unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
      let status = unsafe getrlimit(RLIMIT_AS, &limit)
    #endif
    guard status == 0, let most = Int(exactly: limit.rlim_cur),
      let taken = fields(of: "/proc/self/status")?["VmSize"]
    else { return nil }
    return most - 1024 * taken
  }

  /// The numbers in lines such as `MemFree:  12 kB` or `inactive_file 12`.
  private static func fields(of path: String) -> [String: Int]? {
    text(of: path).map { text in
      Dictionary(
        text.split(separator: "\n").compactMap { line in
          let words = line.split { $0 == " " || $0 == "\t" || $0 == ":" }
          guard words.count >= 2, let number = Int(words[1]) else { return nil }
          return (String(words[0]), number)
        }
      ) { first, _ in first }
    }
  }

  private static func number(in path: String) -> Int? {
    text(of: path).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  private static func text(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
