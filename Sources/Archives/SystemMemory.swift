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
    guard let lines = SystemFile.fields(of: "/proc/meminfo"), let free = lines["MemAvailable"]
    else {
      return nil
    }
    return 1024 * (free + (lines["SwapFree"] ?? 0))
  }

  private static var controlGroup: Int? {
    ControlGroup.all(of: "memory").compactMap { group in
      let names =
        group.isSecondVersion
        ? ("memory.max", "memory.current") : ("memory.limit_in_bytes", "memory.usage_in_bytes")
      guard let limit = SystemFile.number(in: "\(group.folder)/\(names.0)"),
        let used = SystemFile.number(in: "\(group.folder)/\(names.1)")
      else { return nil }
      // Pages of files that nobody uses are given up first.
      let files = SystemFile.fields(of: "\(group.folder)/memory.stat")?["inactive_file"] ?? 0
      return limit - used + files
    }.min()
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
      let taken = SystemFile.fields(of: "/proc/self/status")?["VmSize"]
    else { return nil }
    return most - 1024 * taken
  }
}
