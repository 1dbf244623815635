import FolderTestSupport
import Foundation
import Testing

/// Signals that come more than once.
@Suite("Signals")
struct SignalTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    try chain.train()
  }

  /// A surface that takes a few seconds on one thread.
  private static let command = [
    "sample", "net.safetensors", "--data", "spirals", "--samples", "2000", "--grid", "201",
    "--threads", "1", "-o", "surface.h5",
  ]

  /// Waits until a run has written points.
  private func waitForPoints(_ process: Process) {
    let path = chain.folder.path("surface.h5")
    while process.isRunning, !FileManager.default.fileExists(atPath: path) { usleep(500) }
  }

  @Test(
    "repeats within a second are one signal, whichever they are",
    arguments: [
      [SIGTERM, SIGTERM], [SIGINT, SIGINT, SIGINT], [SIGTERM, SIGHUP], [SIGHUP, SIGINT],
    ])
  func repeated(signals: [Int32]) throws {
    let stopped = try chain.tool.run(Self.command) { process in
      waitForPoints(process)
      for signal in signals { kill(process.processIdentifier, signal) }
    }
    #expect(stopped.exitCode == 130)
    #expect(stopped.errors.contains("kept in surface.h5"))
    #expect(
      stopped.errors.contains(
        "Stopping cleanly; to stop immediately, press Ctrl-C again after a second."))
    let names = try FileManager.default.contentsOfDirectory(atPath: chain.folder.url.path)
    #expect(names.sorted() == ["net.history.csv", "net.safetensors", "surface.h5"])
  }

  @Test("what timeout sends, to the process and to its group, stops it cleanly")
  func timeout() throws {
    let shell = Tool(executable: "/bin/sh", in: chain.folder.url)
    try #require(try shell.run("-c", "command -v timeout").exitCode == 0)
    let stopped = try shell.run(
      ["-c", "timeout 1 \"$0\" \"$@\"; echo $?", chain.tool.executable.path] + Self.command
        + ["--grid", "1001"])
    #expect(stopped.output.hasSuffix("124\n"))
    #expect(stopped.errors.contains("kept in surface.h5"))
    let names = try FileManager.default.contentsOfDirectory(atPath: chain.folder.url.path)
    #expect(names.sorted() == ["net.history.csv", "net.safetensors", "surface.h5"])
  }

  @Test("under nohup a terminal that closes does not stop it")
  func nohup() throws {
    let shell = Tool(executable: "/bin/sh", in: chain.folder.url)
    let command = ["sample", "net.safetensors", "--data", "spirals", "--grid", "31"]
    let result = try shell.run(
      ["-c", "trap '' HUP; exec \"$0\" \"$@\"", chain.tool.executable.path] + command
        + ["-o", "surface.h5"]
    ) { process in
      waitForPoints(process)
      kill(process.processIdentifier, SIGHUP)
    }
    #expect(result.exitCode == 0, "\(result.errors)")
  }

  /// The point that is under way takes longer than anyone waits.
  @Test("a second signal after a second ends it at once, without its temporary folder")
  func impatient() throws {
    let python = Tool(executable: "/usr/bin/env", in: chain.folder.url)
    try #require(try python.run("python3", "--version").exitCode == 0)
    _ = try chain.folder.write(
      EvaluatorPrograms.bowl("count('points')\ntime.sleep(15)"), to: "evaluator.py")
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("temporary"), withIntermediateDirectories: false)
    var tool = chain.tool
    tool.environment["TMPDIR"] = chain.folder.path("temporary")
    let ended = try tool.run(
      ["sample", "net.safetensors", "--evaluator", "python3 evaluator.py", "--grid", "5"]
        + ["-o", "surface.h5"]
    ) { process in
      while process.isRunning,
        !FileManager.default.fileExists(atPath: chain.folder.path("points"))
      {
        usleep(1000)
      }
      let names = try chain.folder.temporaryNames
      #expect(!names.isEmpty)
      kill(process.processIdentifier, SIGTERM)
      usleep(200_000)
      kill(process.processIdentifier, SIGTERM)
      usleep(1_000_000)
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(ended.exitCode == 130)
    #expect(try chain.folder.temporaryNames == [])
  }
}

extension TemporaryFolder {
  /// What is in `temporary`.
  fileprivate var temporaryNames: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path("temporary")) }
  }
}
