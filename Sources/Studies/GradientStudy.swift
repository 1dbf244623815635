internal import Archives
public import Datasets
public import Failures
internal import Kernels
public import Networks
public import Provenance
public import Reports
public import Runs
internal import Tensors
internal import Training

/// What `basin gradients` measures: the gradients of one net without and with its shortcuts, and how
/// they change with depth and with the strength of the shortcuts.
public struct GradientStudy: Sendable {
  /// The sweeps that are made besides.
  public struct Sweep: Sendable {
    /// Depths, ascending; nil for no sweep.
    public let depths: [Int]?
    /// Nets per depth.
    public let seeds: Int
    /// Strengths of the shortcuts; empty for no sweep.
    public let strengths: [Double]

    /// Creates sweeps.
    public init(depths: [Int]?, seeds: Int, strengths: [Double]) {
      self.depths = depths
      self.seeds = seeds
      self.strengths = strengths
    }
  }

  /// How nets of the study are built.
  private enum Source: Sendable {
    case lecture(MLP)
    case model(any Model)
    case file(Checkpoint, path: String, blocks: [ResidualBlock])
  }

  private let model: Source
  private let network: Network
  private let initialization: Initialization?
  private let batch: GradientBatch
  private let classes: Int
  private let dataset: JSONValue
  /// What the shortcuts are multiplied by.
  public let strength: Double

  /// The net of the lecture: an activation after every layer, the last included, initialised as
  /// PyTorch does, and the mean squared error of one example.
  ///
  /// - Parameters:
  ///   - sizes: inputs first.
  ///   - activation: the function after every layer.
  ///   - input: as many numbers as the net has inputs.
  ///   - target: as many numbers as it has outputs.
  ///   - strength: what the shortcuts are multiplied by.
  public init(
    lecture sizes: [Int], activation: Activation.Function, input: [Float], target: [Float],
    strength: Double
  ) throws(Failure) {
    let lecture = MLP(sizes: sizes, activation: activation, activatesOutput: true)
    model = .lecture(lecture)
    network = try Self.lectureNetwork(lecture)
    initialization = nil
    batch = GradientBatch(
      inputs: Tensor(shape: [1, input.count], elements: input),
      targets: .values(Tensor(shape: [1, target.count], elements: target)),
      loss: .meanSquaredError)
    classes = target.count
    dataset = [
      "input": .array(input.map { .double(Double($0)) }),
      "target": .array(target.map { .double(Double($0)) }),
    ]
    self.strength = strength
  }

  /// A model at its initial weights, and the loss of examples.
  ///
  /// - Parameters:
  ///   - model: the model, with its shortcuts.
  ///   - initialization: how the weights are drawn; nil for the model's own way.
  ///   - strength: what the shortcuts are multiplied by.
  ///   - dataset: the examples, all in one batch.
  ///   - loss: the loss.
  public init(
    model: ModelSpecification, initialization: Initialization?, strength: Double,
    dataset: Dataset, loss: Loss = .crossEntropy
  ) throws(Failure) {
    self.model = .model(model.model)
    network = try model.network(
      inputShape: dataset.inputShape, classes: dataset.classes, plain: false)
    try network.checkTargets(
      Targets(labels: dataset.labels, values: dataset.values), for: loss, of: dataset.name)
    self.initialization = initialization ?? model.initialization
    batch = GradientBatch(dataset, loss)
    classes = dataset.classes
    self.dataset = Self.description(of: dataset)
    self.strength = strength
  }

  /// A trained net, and the loss of examples.
  ///
  /// - Parameters:
  ///   - checkpoint: the trained weights and their network.
  ///   - file: the path of the weights' file, for the report.
  ///   - twin: the net with shortcuts that this one is or is the plain form of; nil where nothing
  ///     says so.
  ///   - dataset: the examples, all in one batch.
  ///   - loss: the loss.
  public init(
    checkpoint: Checkpoint, file: String, twin: Network?, dataset: Dataset,
    loss: Loss = .crossEntropy
  ) throws(Failure) {
    let network = checkpoint.network
    try network.checkExamples(
      dataset.inputShape, classes: dataset.classes, of: dataset.name)
    try network.checkTargets(
      Targets(labels: dataset.labels, values: dataset.values), for: loss, of: dataset.name)
    let blocks = twin.map { $0.residualBlocksWithoutShortcuts } ?? []
    model = .file(checkpoint, path: file, blocks: network.shortcutCount == 0 ? blocks : [])
    self.network = network
    initialization = nil
    batch = GradientBatch(dataset, loss)
    classes = dataset.classes
    self.dataset = Self.description(of: dataset)
    strength = 1
  }

  private static func description(of dataset: Dataset) -> JSONValue {
    [
      "name": .string(dataset.name), "samples": .int(dataset.count),
      "digest": .string(dataset.digest),
    ]
  }

  // MARK: Nets

  /// The most weights of a net that one example is sent through: some gigabytes in Double.
  private static let mostWeights = 1 << 26

  private static func lectureNetwork(_ lecture: MLP) throws(Failure) -> Network {
    let sizes = lecture.sizes
    let weights = zip(sizes, sizes.dropFirst()).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    guard weights <= Double(mostWeights) else {
      throw Failure(
        .usage, "a net of these sizes has more than \(mostWeights) weights", at: .setting("layers"),
        remedy: "Give smaller sizes, or fewer.")
    }
    return try lecture.network(inputShape: [sizes.first ?? 0])
  }

  private func network(depth: Int) throws(Failure) -> Network {
    switch model {
    case .lecture(let lecture):
      return try Self.lectureNetwork(lecture.ofDepth(depth))
    case .model(let model):
      return try model.ofDepth(depth).network(inputShape: network.inputShape, classes: classes)
    case .file:
      preconditionFailure("a depth for weights from a file")
    }
  }

  /// The initialisation of the net with a number, counted from 0.
  private func weights(seed: UInt64, number: Int) -> GradientSubject.Weights {
    let seed = seed &+ UInt64(number)
    switch (model, initialization) {
    case (.file(let checkpoint, _, _), _): return .loaded(checkpoint)
    case (_, .pyTorch(let first)?):
      return .drawn(.pyTorch(seed: first &+ UInt64(number)), seed: seed)
    case (_, let initialization?): return .drawn(initialization, seed: seed)
    case (_, nil): return .drawn(.pyTorch(seed: seed), seed: seed)
    }
  }

  /// The net of the study.
  public func subject(seed: UInt64) -> GradientSubject {
    subject(of: network, seed: seed, number: 0)
  }

  private func subject(of network: Network, seed: UInt64, number: Int) -> GradientSubject {
    var blocks: [ResidualBlock] = []
    if case .file(_, _, let known) = model { blocks = known }
    var isDouble = false
    if case .lecture = model { isDouble = true }
    return GradientSubject(
      network: network, weights: weights(seed: seed, number: number), loadedBlocks: blocks,
      batch: batch, isDouble: isDouble)
  }

  // MARK: Measuring

  /// How many nets `run` measures.
  private func netCount(_ sweep: Sweep) -> Int {
    1 + (sweep.depths?.count ?? 0) * sweep.seeds + sweep.strengths.count
  }

  /// Measures the net and all sweeps.
  ///
  /// - Parameters:
  ///   - seed: determines the weights, where they are drawn; the sweep over depths takes those that
  ///     follow as well.
  ///   - sweep: the depths and strengths that are measured besides.
  ///   - context: told of the progress after each net, and asked whether to stop.
  /// - Throws: `Failure`: `.usage` for a depth that the model cannot have or strengths of a net
  ///   without shortcuts, `.interrupted` when stopped.
  public func run(seed: UInt64, sweep: Sweep, in context: RunContext) throws -> GradientReport {
    if !sweep.strengths.isEmpty, network.shortcutCount == 0 {
      throw Failure(
        .usage, "the net has no shortcuts to weaken", at: .setting("shortcut strengths"),
        remedy: "Choose a net with shortcuts.")
    }
    // All of them first, so that a depth that cannot be is found before the work.
    let networks = try (sweep.depths ?? []).map { ($0, try network(depth: $0)) }
    let workers = context.workers
    let total = netCount(sweep)
    var done = 0
    func next() throws(Failure) {
      done += 1
      context.advance(RunProgress(done: done, of: total, .init("nets")))
      guard !context.shouldEnd else {
        throw Failure(.interrupted, "stopped after \(done) nets; nothing was written")
      }
    }
    let subject = subject(seed: seed)
    let pair = subject.measure(strength: strength, workers: workers)
    try next()

    var plain: [DepthSweep.Point] = []
    var shortcuts: [DepthSweep.Point] = []
    for (depth, network) in networks {
      for number in 0..<sweep.seeds {
        let pair = self.subject(of: network, seed: seed, number: number)
          .measure(strength: strength, workers: workers)
        let drawn = seed &+ UInt64(number)
        if let profile = pair.plain { plain.append(DepthSweep.Point(profile, depth, drawn)) }
        if let profile = pair.shortcuts {
          shortcuts.append(DepthSweep.Point(profile, depth, drawn))
        }
        try next()
      }
    }
    var strengths: [StrengthPoint] = []
    for strength in sweep.strengths {
      strengths.append(
        StrengthPoint(
          strength: strength,
          profile: subject.measureShortcuts(strength: strength, workers: workers)))
      try next()
    }
    return GradientReport(
      network: title, weights: weightsTitle(seed: seed), loss: lossTitle, samples: batch.count,
      mode: subject.mode.rawValue, strength: strength, pair: pair,
      depths: networks.isEmpty
        ? nil : DepthSweep(plain: plain, shortcuts: shortcuts, unit: depthUnit),
      strengths: strengths)
  }

  private var depthUnit: DepthSweep.Unit {
    if case .model(let model) = model, type(of: model).depthCountsBlocks { .block } else { .layer }
  }

  // MARK: Words

  private var title: String {
    switch model {
    case .lecture(let lecture): lecture.title
    case .model(let model): model.title
    case .file(let checkpoint, let path, _):
      checkpoint.manifest?.weights?.model ?? path
    }
  }

  private func weightsTitle(seed: UInt64) -> String {
    switch weights(seed: seed, number: 0) {
    case .drawn(.pyTorch(let seed), _): "PyTorch's initial weights, seed \(seed)"
    case .drawn(_, let seed): "initial weights, seed \(seed)"
    case .loaded:
      if case .file(_, let path, _) = model { "weights of \(path)" } else { "weights of a file" }
    }
  }

  private var lossTitle: String {
    let examples = batch.count == 1 ? "1 example" : "\(batch.count) examples"
    if case .lecture = model { return "\(batch.loss.title) of \(examples)" }
    return "\(batch.loss.inMean) of \(examples) of \(dataset["name"]?.string ?? ""), training mode"
  }

  /// The loss as the manifest records it.
  private var recordedLoss: String? {
    if case .lecture = model { nil } else { batch.loss.recorded }
  }

  /// Everything that determines the numbers.
  public func manifest(seed: UInt64, sweep: Sweep) -> Manifest {
    let weights: GradientsRecord.Weights =
      switch weights(seed: seed, number: 0) {
      case .drawn(let initialization, let seed):
        .drawn(initialization: initialization.rawValue, seed: seed)
      case .loaded(let checkpoint):
        .loaded(made: checkpoint.manifest, digest: try? checkpoint.digest())
      }
    return Manifest(
      .gradients(
        GradientsRecord(
          network: title, shortcutStrength: strength, data: dataset, weights: weights,
          depths: sweep.depths, seeds: sweep.depths == nil ? nil : sweep.seeds,
          shortcutStrengths: sweep.strengths, loss: recordedLoss)))
  }
}

extension GradientBatch {
  /// All examples of a dataset.
  init(_ dataset: Dataset, _ loss: Loss) {
    self.init(
      inputs: dataset.inputs, targets: Targets(labels: dataset.labels, values: dataset.values),
      loss: loss)
  }
}

extension DepthSweep.Point {
  fileprivate init(_ profile: GradientProfile, _ depth: Int, _ seed: UInt64) {
    self.init(
      depth: depth, seed: seed, meanAbsolute: profile.layers.first?.meanAbsolute ?? 0,
      throughGain: profile.throughGain)
  }
}
