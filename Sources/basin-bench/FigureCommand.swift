internal import Archives
internal import ArgumentParser
internal import Foundation
internal import Tensors

/// `basin-bench figures`
struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "The time of whole pictures, program start included: Basin beside matplotlib.",
    discussion: """
      Runs the tool that lies beside this program, and Python with matplotlib, by turns; the median \
      of several runs each. matplotlib draws the styles that it knows.
      """)

  @Option(help: "Points per axis of the surface.") var edge = 51
  @Option(help: "Runs of each style.") var runs = 7
  @Option(help: "Sizes, as basin render takes them.") var size: [String] = ["slide", "4k"]
  @Option(help: "A Python with matplotlib and numpy.") var python = "python3"
  @Flag(help: "Measure Basin alone.") var withoutPeers = false
  @Option(help: "text, markdown or json.") var format = ReportFormat.text

  private static let styles = [
    "filled", "contour", "heatmap", "relief", "surface", "profile", "barcode", "diagram", "tree",
    "basins",
  ]
  private static let peerStyles: Set = ["filled", "contour", "heatmap", "surface", "profile"]

  func validate() throws {
    guard edge >= 3, runs >= 1 else {
      throw ValidationError("At least 3 points per axis and 1 run are needed.")
    }
  }

  func run() throws {
    let folder = try TemporaryFolder()
    let surface = folder.url.appending(path: "surface.npy").path
    try AtomicFile.write(NPYFile(FigureCommand.losses(edge: edge)).bytes(), to: surface)
    let tool = try BuiltTool()
    let script = PeerProcess.path(of: "figure.py")
    var entries: [FigureResult.Entry] = []
    for style in Self.styles {
      for size in size {
        let output = folder.url.appending(path: "\(style)-\(size).png").path
        let ours = [
          "render", surface, "--style", style, "--size", size, "--overwrite", "--output", output,
        ]
        let isCompared = !withoutPeers && size == "slide" && Self.peerStyles.contains(style)
        let theirs = folder.url.appending(path: "peer.png").path
        var times: (ours: [Double], theirs: [Double]) = ([], [])
        for _ in 0..<runs {
          times.ours.append(try tool.seconds(of: ours))
          if isCompared {
            times.theirs.append(
              try BuiltTool.seconds(
                of: "/usr/bin/env", [[python, script, surface, style, theirs]]))
          }
        }
        let bytes = try FileManager.default.attributesOfItem(atPath: output)[.size] as? Int
        entries.append(
          FigureResult.Entry(
            style: style, size: size, milliseconds: 1000 * times.ours.median,
            matplotlib: times.theirs.isEmpty ? nil : 1000 * times.theirs.median,
            kilobytes: Double(bytes ?? 0) / 1000))
      }
    }
    print(try FigureResult(edge: edge, entries: entries).rendered(format))
  }

  /// A valley with waves, from 0.2 to about 30.
  private static func losses(edge: Int) -> Tensor<Float> {
    let axis = (0..<edge).map { 2 * Float($0) / Float(edge - 1) - 1 }
    let elements = axis.flatMap { y in
      axis.map { x -> Float in
        let valley = 6 * (x + 0.4 * y) * (x + 0.4 * y) + 2 * y * y
        return 0.2 + valley * valley / 4 + 0.3 * sin(9 * x) * cos(7 * y) * sin(9 * x)
          + 0.3 * valley
      }
    }
    return Tensor(shape: [edge, edge], elements: elements)
  }
}
