#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The cores of the machine, as far as they are for this process.
public enum SystemCores {
  /// The cores that this process may run on: those of its affinity mask (`taskset`, `srun --cpu-bind`), and no
  /// more than its control group may use in time. At least 1.
  public static var available: Int { min(allowed ?? online, quota ?? .max) }

  /// The cores that all processes of the control group together may use. At least 1.
  public static var shared: Int { min(online, quota ?? .max) }

  private static var online: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The bits of the mask, written in hexadecimal digits with commas between them.
  private static var allowed: Int? {
    let name = "Cpus_allowed:"
    let line = SystemFile.text(of: "/proc/self/status")?.split(separator: "\n")
      .first { $0.hasPrefix(name) }
    let count = line?.dropFirst(name.count).reduce(0) {
      $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount
    }
    return count.flatMap { $0 > 0 ? $0 : nil }
  }

  /// What control groups allow, rounded up to whole cores.
  private static var quota: Int? {
    ControlGroup.all(of: "cpu").compactMap { group -> Int? in
      let numbers =
        group.isSecondVersion
        ? SystemFile.words(in: "\(group.folder)/cpu.max")?.map { Int($0) }
        : ["cpu.cfs_quota_us", "cpu.cfs_period_us"].map {
          SystemFile.number(in: "\(group.folder)/\($0)")
        }
      // `max`, or -1 in the first version, stands for no limit.
      guard let numbers, numbers.count == 2, let time = numbers[0], let period = numbers[1],
        time > 0, period > 0
      else { return nil }
      return (time + period - 1) / period
    }.min()
  }
}
