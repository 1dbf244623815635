internal import Analysis
internal import ArgumentParser
internal import Datasets
internal import Failures
internal import Kernels
internal import Landscapes
internal import Networks
internal import Runs
internal import Studies
internal import Training

/// What `minima --confirm` needs to sample more of a surface.
struct ConfirmationOptions: ParsableArguments {
  @Flag(help: "Confirm every minimum that reaches the threshold by sampling at finer spacing.")
  var confirm = false

  @Option(
    help: ArgumentHelp(
      "Weights that the surfaces were sampled around.", valueName: "weights.safetensors"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      "Directions that the surfaces were sampled along, if they came from a file.",
      valueName: "directions.h5"))
  var directions: String?

  @OptionGroup var net: WeightsNetOptions
  @OptionGroup var data: DataOptions
  @OptionGroup var loss: LossOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var evaluator: EvaluatorOptions
  @OptionGroup(title: "Several processes") var share: ShareOptions

  /// The files that are read.
  var files: [String] { [weights, directions].compactMap(\.self) + data.files }

  /// Makes sure that the options go together.
  ///
  /// - Throws: `Failure` (usage) where `--confirm` is missing, or lacks something.
  func check() throws {
    let model = try net.net.specification()
    let other = net.net.given.first
    if confirm {
      guard weights == nil else {
        if try evaluator.settings() != nil { try refuseForEvaluator() }
        return
      }
      throw Failure(
        .usage, "requires the weights that the surface was sampled around", at: .setting("confirm"),
        remedy: "Add --weights and --data (or --evaluator), as they were given to basin sample.")
    }
    let given = [
      ("--weights", weights != nil), ("--directions", directions != nil), ("--model", model != nil),
      (other.map { flag($0, nil) } ?? "", other != nil), ("--loss", loss.loss != nil),
      ("--key", net.key != nil),
      (data.given.map { flag($0, nil) } ?? "", data.given != nil),
      ("--threads", threads.threads != nil), ("--evaluator", evaluator.evaluator != nil),
      ("--part", share.part != nil),
    ]
    if let option = given.first(where: \.1)?.0 {
      throw Failure(
        .usage, "requires --confirm", at: .flag(option),
        remedy: "Add --confirm, or leave \(option) out.")
    }
  }

  /// Confirms the minima of surfaces, if that is asked for.
  ///
  /// - Parameter use: does what is done with the results, nil for each where none are asked for; what
  ///   was computed is kept until it has returned.
  /// - Throws: `Failure` if a surface was made from something else, or the work is interrupted.
  func confirming(
    _ surfaces: [(path: String, surface: LossSurface, analysis: MinimaAnalysis)],
    _ use: ([MinimaConfirmation?]) throws -> Void
  ) throws {
    guard confirm, let weights else { return try use(surfaces.map { _ in nil }) }
    let engine = try share.engine()
    engine.announce()
    if let settings = try evaluator.settings() {
      return try confirming(surfaces, weights: weights, with: settings, engine: engine, use)
    }
    let chosen = try loss.chosen()
    let workers = try threads.workers()
    // Everything that can be refused is refused before any work begins.
    let origins = try surfaces.map { try SurfaceOrigin(of: $0.surface, path: $0.path) }
    let source = try data.source(readsTokens: (try? net.context(weights: weights)) ?? nil != nil)
    let context = source.isText ? try net.context(weights: weights) : nil
    var checkpoint: Checkpoint?
    let looks = try zip(surfaces, origins).map { entry, origin in
      if let chosen, chosen != origin.loss {
        throw Failure(
          .usage, "\(chosen.name) is not the loss of \(entry.path), which is \(origin.loss.name)",
          at: .setting("loss"), remedy: "Leave it out.")
      }
      let dataset = try source.loadTelling(
        split: origin.split,
        samples: .first(origin.samples), context: context, targets: origin.loss.targets)
      let net =
        try checkpoint
        ?? self.net.checkpoint(
          weights: weights, inputShape: dataset.inputShape, imageSize: data.imageSize())
      checkpoint = net
      return try SurfaceConfirmation(
        entry.surface, path: entry.path, checkpoint: net, dataset: dataset,
        directions: try directions.map { try Plane(path: $0, network: net.network) },
        workers: workers, share: engine.share)
    }
    try look(looks, at: surfaces, workers: workers, engine: engine, use)
  }
}
