internal import ArgumentParser
internal import Foundation
internal import Kernels

/// `basin-bench surface`
struct SurfaceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surface",
    abstract: "Sample the points of surfaces: Basin beside PyTorch, ONNX Runtime and OpenVINO.",
    discussion: """
      The same weights, data, directions and points go through Basin and through its peers, by \
      turns, on the same number of threads; losses must agree. Rates are medians over the rounds. \
      A machine that does something else meanwhile makes them meaningless.
      """)

  @Option(
    help: ArgumentHelp(
      "Measure only this workload: \(Workload.surfaces.map(\.name).joined(separator: ", ")). "
        + "May be given several times.", valueName: "name"))
  var workload: [String] = []
  @Option(help: "Examples per point, instead of the workload's own number.") var samples: Int?
  @OptionGroup var peers: PeerOptions
  @Flag(
    help: "Leave torch.compile out, which takes a minute per net where there is a C++ compiler.")
  var withoutCompiling = false
  @Flag(help: "Shorter and less exact.") var quick = false
  @Option(help: "text, markdown or json.") var format = ReportFormat.text

  func run() throws {
    let workloads =
      try workload.isEmpty ? Workload.surfaces : workload.map { try Workload.surface(named: $0) }
    let process = peers.start(script: "surface.py")
    let compiling = !withoutCompiling && PeerProcess.hasCompiler
    if process != nil, !withoutCompiling, !compiling {
      report("torch.compile is left out: there is no C++ compiler")
    }
    let matrices = (one: MatrixPeak(threads: 1), all: MatrixPeak(threads: peers.threads))
    var outcomes: [SurfaceMeasurement.Outcome] = []
    for workload in workloads {
      report("\(workload.title) ...")
      let problem = try Problem(workload, samples: samples ?? workload.samples)
      outcomes.append(
        try SurfaceMeasurement(
          problem: problem, peers: process, compiling: compiling, threads: peers.threads,
          rounds: quick ? 2 : 5, seconds: quick ? 0.4 : 0.8, matrices: matrices
        ).run())
    }
    let result = SurfaceResult(
      threads: peers.threads, openblasCore: LinearAlgebra.coreName, torch: process?.version,
      multiplyAddPeakOfOne: outcomes.map(\.multiplyAdds.bestOfOne).max() ?? .nan,
      multiplyAddPeak: outcomes.map(\.multiplyAdds.best).max() ?? .nan,
      matrixPeakOfOne: outcomes.map(\.matrices.bestOfOne).max() ?? .nan,
      matrixPeak: outcomes.map(\.matrices.best).max() ?? .nan, workloads: outcomes.map(\.workload))
    print(try SurfaceReport(result).rendered(format))
    let wrong = result.workloads.filter { !$0.peers.allSatisfy(\.agrees) }
    guard wrong.isEmpty else {
      throw BenchFailure(
        "losses differ by more than \(PeerResult.allowedDifference): "
          + wrong.map(\.name).joined(separator: ", "))
    }
  }
}

/// Says what happens, on the standard error.
func report(_ message: String) {
  try? FileHandle.standardError.write(contentsOf: Data("\(message)\n".utf8))
}
