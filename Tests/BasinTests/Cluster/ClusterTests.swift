import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Testing

@Suite(
  "Under an engine", .enabled(if: Cluster.isWanted, Comment(rawValue: Cluster.reason)),
  .serialized)
struct ClusterTests {
  private let surface: SharedSurface

  init() throws { surface = try SharedSurface() }

  private var folder: TemporaryFolder { surface.chain.folder }

  private func expectSuccess(
    _ result: Tool.Result, saying line: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(result.exitCode == 0, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.contains(line), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(
      result.output.contains("shared.h5: 41 x 31 points"), sourceLocation: sourceLocation)
  }

  @Test func srun() throws {
    let result = try surface.run(Cluster.srun(3) + surface.command())
    try expectSuccess(result, saying: "part 0 of 3 (Slurm step)")
    #expect(!result.errors.contains("part 1 of 3"), "the others are silent")
    try surface.expectSame()
  }

  @Test func mpirun() throws {
    let result = try surface.run(Cluster.mpirun(4) + surface.command())
    try expectSuccess(result, saying: "part 0 of 4 (Open MPI)")
    try surface.expectSame()
  }

  @Test func jobArray() throws {
    let command = surface.command().joined(separator: " ")
    let (code, logs) = try surface.batch(["--array", "0-3", "--overcommit"], command)
    #expect(code == 0)
    #expect(logs.count == 4)
    for (index, log) in logs.enumerated() {
      #expect(log.contains("part \(index) of 4 (Slurm array)"), "\(log)")
    }
    #expect(logs.contains { $0.contains("shared.h5: 41 x 31 points") })
    try surface.expectSame()
  }

  @Test func stepsInAJobArray() throws {
    let step = (Cluster.srun(2) + surface.command()).joined(separator: " ")
    let (code, logs) = try surface.batch(["--array", "0-1", "--ntasks", "2", "--overcommit"], step)
    #expect(code == 0, "\(logs)")
    #expect(logs.joined().contains("part 0 of 4 (Slurm array, Slurm step)"), "\(logs)")
    try surface.expectSame()
  }

  @Test func mpirunInAJob() throws {
    let mpirun = (Cluster.mpirun(2) + surface.command()).joined(separator: " ")
    let (code, logs) = try surface.batch(["--ntasks", "2"], mpirun)
    #expect(code == 0, "\(logs)")
    #expect(logs.joined().contains("part 0 of 2 (Open MPI)"), "\(logs)")
    try surface.expectSame()
  }

  @Test func aBatchScriptWithoutSrunIsOneProcess() throws {
    let (code, logs) = try surface.batch(
      ["--ntasks", "2"], surface.command().joined(separator: " "))
    #expect(code == 0, "\(logs)")
    #expect(!logs.joined().contains("part 0"), "\(logs)")
    try surface.expectSame()
  }

  @Test func kubernetes() throws {
    for index in 0..<3 {
      let result = try surface.run(
        surface.command(),
        environment: ["JOB_COMPLETION_INDEX": "\(index)", "BASIN_PARTS": "3"])
      #expect(result.errors.contains("part \(index) of 3 (Kubernetes Job)"))
    }
    try surface.expectSame()
  }

  @Test func threeThenFive() throws {
    let stopped = try surface.run(
      Cluster.srun(3) + surface.command(to: "shared.h5", "--time-budget", "0.001s"))
    #expect(stopped.exitCode == 0)
    let parts = try folder.contents.filter { $0.hasPrefix("shared.h5") }
    #expect(parts == (0..<3).map { "shared.h5.part-\($0)-of-3" })
    let result = try surface.run(Cluster.mpirun(5) + surface.command())
    try expectSuccess(result, saying: "part 0 of 5 (Open MPI)")
    try surface.expectSame()
  }

  @Test func slurmsSignalBeforeATimeLimit() throws {
    let slow = surface.command().map { $0 == "41x31" ? "301x301" : $0 } + ["--threads", "1"]
    let (code, logs) = try surface.batch(
      ["--ntasks", "2", "--overcommit"],
      """
      (sleep 0.7; scancel --signal=USR1 --full $SLURM_JOB_ID) &
      \((Cluster.srun(2) + slow).joined(separator: " "))
      """)
    #expect(code != 0)
    #expect(logs.joined().contains("kept in shared.h5.part-"), "\(logs)")
    let parts = try folder.contents.filter { $0.hasPrefix("shared.h5") }
    #expect(!parts.isEmpty && parts.allSatisfy { $0.hasSuffix("-of-2") }, "\(parts)")
  }

  @Test func twoClustersOnOneOutput() throws {
    let command = surface.command().joined(separator: " ")
    let both = """
      \(Cluster.srun(2).joined(separator: " ")) \(command) & first=$!
      \(Cluster.mpirun(3).joined(separator: " ")) \(command) & second=$!
      wait $first; a=$?; wait $second; echo $a $?
      """
    let result = try surface.run(["bash", "-c", both])
    #expect(result.output.contains("0 0"), "\(result.output) \(result.errors)")
    try surface.expectSame()
  }

  @Test func comparison() throws {
    let options =
      ["compare", "--model", "mlp", "--layers", "2,12,12,2", "--data", "spirals", "--epochs", "2"]
      + ["--seeds", "2", "--grid", "9", "--samples", "60", "--confirm", "--curvature"]
    let tool = surface.tool.executable.path
    let alone = try surface.run([tool] + options + ["--output", "alone"])
    #expect(alone.exitCode == 0, "\(alone.errors)")
    let shared = try surface.run(
      Cluster.srun(2) + [tool] + options + ["--output", "share"])
    #expect(shared.exitCode == 0, "\(shared.errors)")
    #expect(shared.output.components(separatedBy: "report:").count == 2, "it is written once")
    try expectSameRuns(folder, "alone", "share")
  }

  @Test(arguments: [
    ["minima", "whole.h5", "--confirm", "--weights", "net.safetensors", "--threshold", "0.002"],
    ["hessian", "net.safetensors", "--samples", "200", "--trace-probes", "16", "--per-layer"],
  ])
  func answers(command: [String]) throws {
    let options = command + ["--data", "spirals", "--format", "json"]
    let alone = try surface.tool.run(options)
    #expect(alone.exitCode == 0, "\(alone.errors)")
    for engine in [Cluster.srun(2), Cluster.mpirun(3)] {
      let shared = try surface.run(engine + [surface.tool.executable.path] + options)
      #expect(shared.exitCode == 0, "\(shared.errors)")
      #expect(shared.output == alone.output)
      #expect(try folder.contents.allSatisfy { !$0.contains("partial") && !$0.contains(".lock") })
    }
  }
}
