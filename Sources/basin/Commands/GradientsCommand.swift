internal import ArgumentParser
internal import Catalogues
internal import Datasets
internal import Failures
internal import Networks
internal import Pictures
internal import Reports
internal import Studies

/// `basin gradients`
struct GradientsCommand: FileUser {
  static let configuration = CommandConfiguration(
    commandName: "gradients",
    abstract: "Compare the gradients of each layer with and without shortcuts.",
    discussion: """
      Without --model or --weights, the net is that of the lecture: linear layers, an activation \
      after each, and a shortcut around each layer whose input and output have the same size. It \
      is initialised as PyTorch does after torch.manual_seed(SEED); the loss is the mean squared \
      error on one input.

      With --model and --data, the net is that model with its initial weights; with --weights, it \
      is a trained net. The loss is then the mean over the first N examples, taken as \
      one batch in training mode.

      Prints the mean |gradient| of each weight tensor and, for each block, the gain \
      |dL/dx_l| / |dL/dx_(l+1)| and the share of dL/dx_l that comes through the shortcut.

      Examples:
        basin gradients
        basin gradients --layers 3,3,3,3,3,1 --seed 7 --input -1,0.5,2 \\
            --output bars.png
        basin gradients --depths 2,4,8,16,32 --seeds 10 --output depth.png
        basin gradients --model resnet20 --width 8 --data fashion-mnist \\
            --image-size 14 --shortcut-strengths 0,0.5,1 --output strength.png
        basin gradients --weights residual.safetensors --data fashion-mnist \\
            --image-size 14 --format json
      """)

  @OptionGroup(title: "The lecture's net") var lecture: LectureNetOptions
  @OptionGroup(title: "Another net") var net: WeightsNetOptions
  @OptionGroup(title: "Another net") var initialize: InitializationOptions
  @OptionGroup(title: "Another net") var trained: TrainedNetOptions
  @OptionGroup(title: "Sweeps") var sweeps: GradientSweepOptions

  @Option(
    help: ArgumentHelp("Seed of the initial weights.", valueName: "number"))
  var seed: UInt64 = 123

  @Option(help: ArgumentHelp("Output format.", valueName: "name"))
  var format = GradientReport.Format.text

  @OptionGroup var threads: ThreadOptions
  @OptionGroup var picture: PictureOptions

  var inputs: [String] { trained.files }
  var outputs: [OutputFile] { picture.files }

  func run() throws {
    let workers = try threads.workers()
    let sweep = try sweeps.values()
    try picture.prepare()
    let study = try study()
    if sweep.depths != nil, case .loaded = study.subject(seed: seed).weights {
      throw Failure(
        .usage, "draws new nets, but --weights names a trained one", at: .setting("depths"),
        remedy: "Give --model instead of --weights.")
    }
    let report = try LongJob(task: "gradients").run(workers: workers) {
      try study.run(seed: seed, sweep: sweep, in: $0)
    }
    if case .loaded(let checkpoint) = study.subject(seed: seed).weights,
      checkpoint.network.shortcutCount == 0, study.subject(seed: seed).loadedBlocks.isEmpty
    {
      StandardStreams.writeMessage(
        """
        The file describes a net without shortcuts, so gains of blocks are left out.
        To see them, name the model, such as --model resnet56 --plain.

        """)
    }
    if let output = picture.output {
      try writePicture(
        report.figure(theme: picture.theme), manifest: study.manifest(seed: seed, sweep: sweep),
        to: output)
    }
    try StandardStreams.writeOutput(report.formatted(as: format))
  }

  /// What is measured.
  private func study() throws -> GradientStudy {
    guard trained.weights != nil || net.net.model.model != nil else {
      // These options describe or feed another net; the lecture's has no use for them.
      let foreign =
        trained.data.given
        ?? net.net.model.values.settings.first { !LectureNetOptions.settings.contains($0) }
      if let option = [
        (foreign.map { flag($0, nil) } ?? "", foreign != nil), ("--plain", net.net.plain),
        ("--loss", trained.loss.loss != nil), ("--samples", trained.samples != nil),
        ("--initialize", initialize.initialize != nil),
      ].first(where: \.1)?.0 {
        throw Failure(
          .usage, "requires --model or --weights", at: .flag(option),
          remedy: "Add --model, such as --model resnet56, or leave \(option) out.")
      }
      return try lecture.study(net.net.model.values, strength: net.net.strength() ?? 1)
    }
    if let option = lecture.given {
      throw Failure(
        .usage, "goes with the lecture's net, not with --model or --weights", at: .flag(option),
        remedy: "Leave one of the two out.")
    }
    return try trained.study(net: net, initialization: initialize.initialization())
  }
}
