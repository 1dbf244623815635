internal import Archives
internal import Networks
internal import Numerals
internal import Runs
internal import Training

/// Nets that are trained to the same training loss.
extension ComparisonStages {
  /// Trains both nets of a seed, or reads what is trained already, and returns one of them.
  ///
  /// The files alone decide what is done next, so an interrupted run resumes, and its result is bit-identical.
  mutating func matchedWeights(_ arm: ComparisonFiles.Arm, seed: Int) throws -> Checkpoint {
    let unmatched = try trainingRun(NetName(arm: .plain, seed: seed), isUnmatched: true)
    let whole = try trained(unmatched, as: "training without shortcuts, seed \(seed)")
    let wanted = try loss(whole, of: unmatched)
    try OutputPath.prepareFolder(files.path(files.net(.residual, seed: seed)))
    let matched = try trainingRun(NetName(arm: .residual, seed: seed), target: target(wanted))
    let residual = try trained(
      matched, as: "training with shortcuts to the same loss, seed \(seed)")
    guard arm == .plain else { return residual }
    let reached = try loss(residual, of: matched)
    guard reached > wanted else { return try adopt(whole, of: unmatched, seed: seed) }
    return try trained(
      trainingRun(NetName(arm: .plain, seed: seed), target: target(reached)),
      as: "training without shortcuts to the same loss, seed \(seed)", isExtra: true)
  }

  private func target(_ loss: Double) -> LossTarget? {
    settings.matching.map { LossTarget(loss: loss, checksPerEpoch: $0.checksPerEpoch) }
  }

  /// The training loss of a net, which is measured once.
  private mutating func loss(_ checkpoint: Checkpoint, of run: TrainingRun) throws -> Double {
    if let loss = trainingLosses[run.output] { return loss }
    let loss = try run.trainer.trainingLoss(
      of: checkpoint, at: run.output, workers: context.workers)
    trainingLosses[run.output] = loss
    return loss
  }

  /// Takes the plain net that was trained to the end for the one that is compared.
  private func adopt(_ whole: Checkpoint, of unmatched: TrainingRun, seed: Int) throws
    -> Checkpoint
  {
    let run = try trainingRun(NetName(arm: .plain, seed: seed))
    // The weights come last: where they are, all is.
    if let finished = try run.finished() { return finished }
    var copies = [(unmatched.history, run.history)]
    if let from = unmatched.recording?.path, let to = run.recording?.path {
      copies.append((from, to))
    }
    for (from, to) in copies { try AtomicFile.write(try InputFile.bytes(at: from), to: to) }
    try whole.write(to: run.output)
    return whole
  }

  /// The weights of a net that is trained; nil where it is not yet.
  ///
  /// - Throws: `Failure` if the file was made with other settings.
  func finishedWeights(_ net: NetName) throws -> Checkpoint? {
    let run = try trainingRun(net)
    guard settings.matching != nil else { return try run.finished() }
    guard InputFile.exists(at: run.output) else { return nil }
    // At which loss it stopped follows from the other net, and was checked where it was trained.
    return try Checkpoint(path: run.output, network: run.trainer.network)
  }

  /// The nets that a share trains; where one of two is trained to the loss of the other, both.
  func trainings(of share: Share) -> [NetName] {
    guard settings.matching != nil else { return share.of(nets + copies) }
    let seeds = share.of(seeds)
    return nets.filter { seeds.contains($0.seed) }
  }

  /// The steps of training that are missing of a net; where the loss is matched, at most so many.
  func missingSteps(_ net: NetName) throws -> Int {
    let run = try trainingRun(net)
    guard !InputFile.exists(at: run.output) else { return 0 }
    guard settings.matching != nil else { return run.trainer.steps - (try run.stepsDone()) }
    guard net.arm == .plain else { return run.trainer.steps }
    let unmatched = try trainingRun(NetName(arm: .plain, seed: net.seed), isUnmatched: true)
    // It is there only once the other net is.
    return InputFile.exists(at: unmatched.output)
      ? 1 : max(1, run.trainer.steps - (try unmatched.stepsDone()))
  }

  /// What the matched losses came to, for the report: a clause for each seed.
  ///
  /// - Parameter losses: the training losses of both nets of each seed, the plain one first.
  func matchedLosses(_ losses: [(seed: Int, plain: Double, residual: Double)]) -> String {
    losses.map { net in
      let parts = [(ComparisonFiles.Arm.plain, net.plain), (.residual, net.residual)].map {
        arm, loss in
        let steps = steps(of: files.path(files.history(arm, seed: net.seed)))
        return "\(loss.written(.significant(3))) \(arm.title.lowercased())"
          + (steps.map { " (\(counted($0, "step")))" } ?? "")
      }
      return "seed \(net.seed): \(parts.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  /// The steps that a history records; nil where it cannot be read.
  private func steps(of history: String) -> Int? {
    guard let bytes = try? InputFile.bytes(at: history) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let cells = lines.last?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    return cells.count > 1 ? Int(cells[1]) : nil
  }
}
