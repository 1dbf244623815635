internal import Archives
internal import ArgumentParser
internal import Evaluators
internal import Failures

/// `basin evaluator`
struct EvaluatorCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "evaluator",
    abstract: "Print a program that computes the losses of your own net.",
    discussion: """
      For a net, a loss or data that basin does not know, in any framework. Fill in two functions of \
      the program: one returns your net, the other its loss. basin sample --evaluator starts it, makes \
      the directions from the tensors of the weights file, and asks for the loss at one grid point \
      after another. Your program moves the weights itself, on its own device.

      The program reads and writes one JSON object in each line. Basin begins with

        {"basin": 1, "weights": PATH, "directions": PATH, "worker": 0,
         "workers": 1, "parameters": [{"name": NAME, "shape": [64, 3, 3, 3]}, ...]}

      where the weights are safetensors and the directions HDF5 (/xdirection/0, /ydirection/0, ... \
      in the order of the parameters). The program answers

        {"ready": true, "examples": 1000}

      (and "pipeline": N to be asked for N points at a time). Then each point is a question, \
      answered in any order:

        {"point": 7, "x": -0.5, "y": 0.25}
        {"point": 7, "loss": 0.4312, "accuracy": 87.5, "error": null}

      accuracy (per cent) and error (standard error of the loss) may be null or missing. A loss of \
      NaN, Infinity or null (read as NaN) is a result. Messages belong on standard error.

      Examples:
        basin evaluator --output evaluator.py
        basin sample weights.pt --evaluator 'python3 evaluator.py' \\
            --output surface.h5
        basin sample weights.pt --evaluator 'python3 evaluator.py' \\
            --evaluators 2 --grid 31 --output surface.h5
      """)

  @Option(help: ArgumentHelp("Language of the program: python (PyTorch).", valueName: "name"))
  var language = "python"

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("File to write. (default: standard output)", valueName: "evaluator.py"))
  var output: String?

  @Flag(help: "Replace the file if it exists.")
  var overwrite = false

  var inputs: [String] { [] }
  var outputs: [OutputFile] {
    output.map { [OutputFile($0, .program, option: "output")] } ?? []
  }

  func run() throws {
    let template = try namedChoice(language, of: EvaluatorTemplate.self, option: "language")
    guard let output else { return try StandardStreams.writeOutput(template.text) }
    for file in outputs { try file.prepare(overwrite: overwrite) }
    try AtomicFile.write(template.text, to: output)
    try StandardStreams.writeLine("\(output): fill in build_model() and loss()")
  }
}
