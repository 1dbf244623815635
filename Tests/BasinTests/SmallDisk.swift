import FolderTestSupport
import Foundation
import Testing

/// A disk that is soon full: a file system in memory, which only the processes of one script see.
enum SmallDisk {
  /// What runs a command with mounts of its own: as root, or as whoever may be root among these
  /// mounts; nil where neither is allowed.
  private static let launcher: [String]? = {
    let candidates = [["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]]
    return candidates.first { candidate in
      guard let folder = try? TemporaryFolder() else { return false }
      let probe = Tool(executable: "/usr/bin/env", in: folder.url)
      let mount = ["sh", "-c", "mount -t tmpfs -o size=64k none ."]
      return (try? probe.run(candidate + mount, timeout: 20))?.exitCode == 0
    }
  }()

  /// Whether there can be such a disk here.
  static var isAvailable: Bool { launcher != nil }

  /// Runs a script in the tool's folder, where `disk`, a folder, is a file system of so many KiB and
  /// `$BASIN` the tool. Of what it writes to `disk` nothing is left afterwards, so it copies what is
  /// to be looked at.
  static func run(_ tool: Tool, kibibytes: Int, _ script: String) throws -> Tool.Result {
    var shell = Tool(executable: "/usr/bin/env", in: tool.folder)
    shell.environment = ["BASIN": tool.executable.path]
    let mount = "mount -t tmpfs -o size=\(kibibytes)k none disk || exit 99\n"
    return try shell.run(try #require(launcher) + ["sh", "-c", mount + script])
  }
}
