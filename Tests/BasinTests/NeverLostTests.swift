import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import SanitizerTestSupport
import Testing

/// Sampling that is ended in every way there is: what was computed stays, and going on ends in the
/// numbers of a run that nobody disturbed.
@Suite("Nothing is lost")
struct NeverLostTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    try train(output: "net.safetensors")
  }

  /// Trains a net that takes about a millisecond per point.
  private func train(_ more: String..., output: String) throws {
    try chain.succeed(
      ["train", "--model", "mlp", "--layers", "2,224,224,224,2", "--data", "spirals"]
        + ["--epochs", "2", "-o", output] + more)
  }

  /// A surface that takes a few seconds on one thread.
  private static let command = [
    "sample", "net.safetensors", "--data", "spirals", "--samples", "1000", "--grid", "61x47",
    "--threads", "1",
  ]

  private func surface(_ name: String) throws -> LossSurface {
    try LossSurface(path: chain.folder.path(name))
  }

  /// The bits of all numbers of a surface.
  private func bits(_ surface: LossSurface) -> [UInt64] {
    (surface.loss.values + surface.error.values + surface.accuracy.values).map(\.bitPattern)
  }

  /// Threads of tests may have signals blocked, and what they start inherits that: then it is heard as
  /// soon as the program listens, else it ends the program.
  @Test("a signal that comes before the program listens is not lost")
  func earlySignal() throws {
    let stopped = try chain.tool.run(Self.command + ["-o", "surface.h5"]) { process in
      kill(process.processIdentifier, SIGTERM)
    }
    #expect([130, 128 + SIGTERM].contains(stopped.exitCode))
    if try chain.files.contains("surface.h5") {
      #expect(try !surface("surface.h5").isComplete)
    }
  }

  @Test("a signal ends the run in good order", arguments: [SIGINT, SIGTERM, SIGHUP])
  func signals(signal: Int32) throws {
    let stopped = try chain.interrupt(
      Self.command + ["-o", "surface.h5"], workingOn: "surface.h5", signal: signal)
    #expect(stopped.exitCode == 130)
    #expect(stopped.errors.contains("kept in surface.h5"))
    #expect(stopped.errors.contains("Run the same command again to resume."))
    let part = try surface("surface.h5")
    #expect(!part.isComplete)
    let sessions = part.sessions.compactMap { $0["points"]?.int }
    #expect(sessions == [part.computedCount])
  }

  @Test("a time budget that is used up is no error, and the next run goes on")
  func timeBudget() throws {
    try chain.succeed(Self.command + ["-o", "whole.h5"])
    let first = try chain.tool.run(Self.command + ["--time-budget", "0.2s", "-o", "surface.h5"])
    #expect(first.exitCode == 0)
    #expect(first.errors.contains("The time budget of 0.2s is used up after "))
    #expect(first.errors.contains("Run the same command again to resume."))
    let part = try surface("surface.h5")
    #expect(!part.isComplete && part.computedCount > 0)
    #expect(first.output.contains("\(part.computedCount) of them computed"))

    // However small the budget, every run makes headway.
    let second = try chain.tool.run(
      Self.command + ["--time-budget", "0.0001s", "-o", "surface.h5"])
    #expect(second.exitCode == 0)
    #expect(try surface("surface.h5").computedCount > part.computedCount)

    try chain.succeed(Self.command + ["--threads", "3", "-o", "surface.h5"])
    #expect(try bits(surface("surface.h5")) == bits(surface("whole.h5")))
  }

  @Test("an incomplete surface is counted and drawn, and all say so")
  func incompleteSurface() throws {
    try chain.succeed(Self.command + ["--time-budget", "0.2s", "-o", "surface.h5"])
    let part = try surface("surface.h5")
    try #require(!part.isComplete)
    let missing = part.grid.count - part.computedCount

    let minima = try chain.tool.run("minima", "surface.h5", "--format", "json")
    #expect(minima.exitCode == 0)
    #expect(minima.errors.contains("surface.h5 is incomplete"))
    let json = try JSONValue(parsing: minima.output, from: "minima")[0]
    #expect(json?["missing_points"]?.int == missing)
    #expect(json?["grid"] == [61, 47])
    let text = try chain.succeed(["minima", "surface.h5"])
    #expect(text.contains("\(missing) points have not been evaluated"))

    let drawn = try chain.tool.run("render", "surface.h5", "-o", "a.png")
    #expect(drawn.exitCode == 0 && drawn.errors.contains("surface.h5 is incomplete"))
    let picture = try chain.succeed(["info", "a.png"])
    #expect(picture.contains("incomplete: \(part.computedCount) of \(part.grid.count) points"))
    let info = try chain.succeed(["info", "surface.h5"])
    #expect(info.contains("incomplete: \(part.computedCount) of \(part.grid.count) points"))
    #expect(info.contains("over 1000 examples: ± "))
  }

  @Test(
    "a disk that takes no more ends the run and keeps the last good file",
    .disabled(
      if: Sanitizer.current == .thread,
      "the thread sanitizer starts with a file of its own, longer than the limit on files"))
  func fullDisk() throws {
    try chain.succeed(Self.command + ["--time-budget", "0.2s", "-o", "surface.h5"])
    let before = try chain.bytes("surface.h5")
    let kept = try surface("surface.h5").computedCount
    // A shell's limit on the size of files, in blocks of 512 bytes, stands for the full disk.
    let shell = Tool(executable: "/bin/sh", in: chain.folder.url)
    let limited = try shell.run(
      ["-c", "ulimit -f 32; exec \"$0\" \"$@\"", chain.tool.executable.path] + Self.command
        + ["-o", "surface.h5"])
    #expect(before.count > 32 * 512)
    #expect(limited.exitCode == 73)
    #expect(limited.errors.contains("surface.h5: cannot be written: "))
    #expect(
      limited.errors.contains("It keeps \(kept) points; run the same command again to resume."))
    #expect(try chain.bytes("surface.h5") == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: chain.folder.url.path)
    #expect(names.sorted() == ["net.history.csv", "net.safetensors", "surface.h5"])
  }

  @Test("of two processes on one output the second refuses, and the first is not disturbed")
  func twoProcesses() throws {
    let first = try chain.tool.run(Self.command + ["-o", "surface.h5"]) { process in
      while process.isRunning, try !chain.files.contains("surface.h5") { usleep(500) }
      expectRefusal(
        try chain.tool.run(Self.command + ["-o", "surface.h5"]), code: 73,
        saying: "surface.h5", "locked by another run")
      kill(process.processIdentifier, SIGINT)
    }
    #expect(first.exitCode == 130)
    #expect(try surface("surface.h5").computedCount > 0)
  }

  @Test("a surface of other weights, directions, data, samples or points is not gone on with")
  func otherSettings() throws {
    try train("--seed", "2", output: "other.safetensors")
    try chain.succeed(["plane", "net.safetensors", "--seed", "9", "-o", "d.h5"])
    try chain.succeed(Self.command + ["--time-budget", "0.1s", "-o", "surface.h5"])
    try #require(try !surface("surface.h5").isComplete)
    let before = try chain.bytes("surface.h5")
    let end = ["--threads", "1", "-o", "surface.h5"]
    let spirals = ["--data", "spirals", "--samples", "1000"]
    for (command, names) in [
      (["other.safetensors"] + spirals + ["--grid", "61x47"], "(weights, directions): weights"),
      (["net.safetensors"] + spirals + ["--grid", "61x47", "--seed", "2"], "(directions): dir"),
      (
        ["net.safetensors"] + spirals + ["--grid", "61x47", "--directions", "d.h5"],
        "(directions): dir"
      ),
      (
        ["net.safetensors", "--data", "spirals", "--samples", "999", "--grid", "61x47"],
        "(data): data"
      ),
      (["net.safetensors"] + spirals + ["--grid", "61x47", "--split", "test"], "(data): data"),
      (["net.safetensors"] + spirals + ["--grid", "47x61"], "(grid): grid"),
      (["net.safetensors"] + spirals + ["--grid", "61x47", "--span", "-1:2"], "(grid): grid"),
    ] {
      expectRefusal(
        try chain.tool.run(["sample"] + command + end), code: 65,
        saying: "surface.h5", "other settings \(names)", "--overwrite")
    }
    #expect(try chain.bytes("surface.h5") == before)
  }
}
