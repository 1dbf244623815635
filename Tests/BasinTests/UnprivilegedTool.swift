import FolderTestSupport
import Foundation
import Testing

/// The built tool, run by a user whom file permissions hold back.
///
/// They do not hold back root, as whom tests often run. Then the tool is run as nobody through
/// `setpriv` (util-linux), from a copy: nobody may not be able to enter the folder it was built in.
struct UnprivilegedTool {
  private let tool: Tool
  private let copy: TemporaryFolder?

  /// Whether the tool can be run so here, which takes `setpriv` and a temporary folder that others
  /// can enter.
  static let isAvailable: Bool = {
    let probe = try? UnprivilegedTool().run(["--version"])
    return probe?.exitCode == 0
  }()

  private static let nobody = "65534"

  /// The tool in a folder, which others than the tests' own user must be able to enter.
  init(in folder: URL = FileManager.default.temporaryDirectory) throws {
    var tool = try Tool(in: folder)
    guard geteuid() == 0 else {
      copy = nil
      self.tool = tool
      return
    }
    let copy = try TemporaryFolder()
    let executable = copy.url.appending(path: tool.executable.lastPathComponent)
    try FileManager.default.copyItem(at: tool.executable, to: executable)
    // Whatever the umask took away.
    for path in [copy.url.path, executable.path] { try setPermissions(0o755, of: path) }
    tool.executable = executable
    tool.launcher =
      ["/usr/bin/env", "setpriv", "--reuid", Self.nobody, "--regid", Self.nobody, "--clear-groups"]
    self.tool = tool
    self.copy = copy
  }

  /// Runs the tool to its end.
  func run(_ arguments: [String]) throws -> Tool.Result {
    // The copy goes when nobody holds it, and must not before the run is over.
    try withExtendedLifetime(copy) { try tool.run(arguments) }
  }
}
