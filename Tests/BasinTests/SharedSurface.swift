import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

/// A net and its surface, computed by one process, which several processes are to compute again.
struct SharedSurface {
  let chain: Chain
  let whole: LossSurface

  /// The options of the surface: some seconds of work in all.
  static let sampling =
    ["sample", "net.safetensors", "--data", "spirals", "--samples", "400", "--grid", "41x31"]

  init() throws {
    chain = try Chain()
    try chain.train()
    try chain.succeed(Self.sampling + ["-o", "whole.h5"])
    whole = try LossSurface(path: chain.folder.path("whole.h5"))
  }

  var tool: Tool { chain.tool }

  /// The command that samples it.
  func command(to output: String = "shared.h5", _ more: String...) -> [String] {
    [tool.executable.path] + Self.sampling + ["-o", output] + more
  }

  /// Runs a command of the system in the folder.
  func run(_ command: [String], environment: [String: String] = [:]) throws -> Tool.Result {
    var env = Tool(executable: "/usr/bin/env", in: chain.folder.url)
    env.environment = environment
    return try env.run(command)
  }

  /// Runs a script that Slurm queues, and waits for its end.
  ///
  /// - Returns: what each task wrote, in the order of the tasks.
  func batch(_ options: [String], _ script: String) throws -> (exitCode: Int32, logs: [String]) {
    let text = "#!/bin/bash\n\(script)\n"
    _ = try chain.folder.write(text, to: "job.sh")
    let result = try run(
      ["sbatch", "--wait", "--quiet", "--output", "log-%a-%j.txt"] + options + ["job.sh"])
    let names = try chain.folder.contents.filter { $0.hasPrefix("log-") }
    return (result.exitCode, try names.map { try chain.folder.text($0) })
  }

  /// Makes sure that a surface has the bits of the one that one process has computed, and that nothing else
  /// was left.
  func expectSame(
    _ name: String = "shared.h5", sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectNumbers(name, sourceLocation: sourceLocation)
    let left = try chain.folder.contents.filter { $0 != name && $0.contains(name) }
    #expect(left == [], sourceLocation: sourceLocation)
  }

  /// Makes sure that a surface has the bits of the one that one process has computed.
  func expectNumbers(
    _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let read = try LossSurface(path: chain.folder.path(name))
    #expect(read.isComplete, sourceLocation: sourceLocation)
    for (here, there) in [
      (read.loss, whole.loss), (read.error, whole.error), (read.accuracy, whole.accuracy),
    ] {
      #expect(
        here.values.map(\.bitPattern) == there.values.map(\.bitPattern),
        sourceLocation: sourceLocation)
    }
    #expect(read.manifest == whole.manifest, sourceLocation: sourceLocation)
  }

  /// Removes the surface and everything beside it.
  func remove(_ name: String = "shared.h5") throws {
    for file in try chain.folder.contents where file.contains(name) {
      try FileManager.default.removeItem(atPath: chain.folder.path(file))
    }
  }
}
