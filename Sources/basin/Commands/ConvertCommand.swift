internal import Archives
internal import ArgumentParser
internal import Failures
internal import Kernels
internal import Numerals
internal import Tensors

/// `basin convert`
struct ConvertCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write the weights of a checkpoint as safetensors.",
    discussion: """
      Reads what torch.save wrote (.pt, .pth, .t7, .ckpt, in both of its formats), sharded \
      safetensors by their index, and .npz. Nothing in the file is run: what is not tensors, \
      numbers, text or containers of these is refused by name. Numbers become float32; tensors \
      of whole numbers, such as counters, are left out and named.

      Examples:
        basin convert model.pth --output model.safetensors
        basin convert checkpoint.ckpt --key ema --output ema.safetensors
        basin convert model.safetensors.index.json --output model.safetensors
      """)

  @Argument(help: ArgumentHelp("Checkpoint.", valueName: "weights"))
  var weights: String

  @OptionGroup var key: CheckpointKeyOptions
  @OptionGroup var output: OutputOptions

  var inputs: [String] { [weights] }
  var outputs: [OutputFile] { [output.file(.weights)] }

  func run() throws {
    try output.prepare(.weights)
    let read = try WeightsFile(path: weights, key: key.key)
    let (file, prefix) = read.unwrapped
    var notes = read.notes
    if !prefix.isEmpty { notes.append(WeightsFile.note(ofPrefix: prefix)) }
    if !file.ignored.isEmpty {
      let names = file.ignored.prefix(4).map { "\($0.name) (\($0.elementType))" }
      let more = file.ignored.count - names.count
      notes.append(
        "left out: \(names.joined(separator: ", "))" + (more > 0 ? " and \(more) more" : ""))
    }
    for note in notes { StandardStreams.writeMessage("\(weights): \(note)\n") }
    try SafetensorsFile(entries: file.entries, metadata: file.metadata).write(to: output.output)
    let numbers = file.entries.reduce(0) { $0 + $1.tensor.count }
    try StandardStreams.writeLine(
      "\(output.output): \(counted(file.entries.count, "tensor")), \(counted(numbers, "number"))")
  }
}
