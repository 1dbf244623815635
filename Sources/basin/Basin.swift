internal import Archives
package import ArgumentParser
internal import CStartup
internal import Foundation

/// The command line of Basin: it parses, calls one function of the library, and prints.
@main
package struct Basin: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "basin",
    abstract: "See what shortcut connections do to the loss landscape of a neural network.",
    discussion: """
      Basin trains a network, samples its loss on a plane of random, filter-normalised \
      directions around its weights, counts the local minima on the plane and draws the \
      landscape. Each command reads the file that the previous one wrote:

        train > weights.safetensors > sample > surface.h5 > minima, render

      To do all of it at once, for a residual and a plain ResNet-56, and to see both landscapes \
      side by side:

        basin compare --preset quick

      Results go to standard output, progress and messages to standard error. Exit codes: \
      0 success, 64 wrong usage, 65 data that is damaged or does not match, 66 missing file, \
      70 internal error, 73 output that cannot be written, 130 interrupted.
      """,
    version: Software.version,
    subcommands: commands.map { $0 })

  /// All commands; each says which files it uses.
  private static let commands: [any FileUser.Type] = [
    LessonCommand.self, CompareCommand.self, TrainCommand.self, PlaneCommand.self,
    SampleCommand.self, CheckCommand.self, ConnectCommand.self, JoinCommand.self,
    EvaluatorCommand.self,
    MinimaCommand.self,
    TopologyCommand.self,
    RenderCommand.self, ReportCommand.self, ExportCommand.self, PageCommand.self,
    SlidesCommand.self,
    GradientsCommand.self, HessianCommand.self, ConvertCommand.self, InfoCommand.self,
  ]

  package init() {}

  package static func main() {
    // A file that exceeds the system's size limit is a failed write, not the end of the process.
    signal(SIGXFSZ, SIG_IGN)
    StandardStream.prepare()
    let outcome = outcome(of: PathText.arguments)
    StandardStreams.writeMessage(outcome.message)
    Foundation.exit(outcome.code)
  }
}
