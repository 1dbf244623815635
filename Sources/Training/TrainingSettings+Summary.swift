internal import Networks
internal import Numerals

extension TrainingSettings {
  /// How a net is trained, for a report: `AdamW, weight decay 0.01, cosine schedule with peak 0.001
  /// after a warm-up of 5%, batches of 16, 4 epochs`.
  public var summary: String {
    var parts: [String] = []
    if loss != .crossEntropy { parts.append(loss.title) }
    if labelSmoothing > 0 { parts.append("labels smoothed by \(labelSmoothing)") }
    parts += [steps, decay, course]
    if let clipGradientNorm { parts.append("gradients clipped to \(clipGradientNorm)") }
    parts.append("batches of \(batchSize)")
    if !augmentation.isEmpty { parts.append("images changed at random (\(augmentation))") }
    parts.append(counted(epochs, "epoch"))
    if let reordering {
      parts.append(
        "in another order (seed \(reordering.seed)) after "
          + counted(reordering.afterEpochs, "epoch"))
    }
    if let target { parts.append("until the training loss is at most \(target.loss)") }
    return parts.joined(separator: ", ")
  }

  private var steps: String {
    switch optimizer {
    case .adam: return "Adam"
    case .adamw: return "AdamW"
    case .sgd:
      if nesterov { return "SGD with Nesterov momentum \(momentum)" }
      if momentum == 0 { return "SGD without momentum" }
      return "SGD with momentum \(momentum)"
        + (dampening > 0 ? " and dampening \(dampening)" : "")
    }
  }

  private var decay: String {
    let isUsual = decayForm == optimizer.defaultDecayForm
    return (isUsual ? "" : "\(decayForm.rawValue) ") + "weight decay \(weightDecay)"
      + (decayedParameters == .all ? "" : " on weights alone")
  }

  private var course: String {
    let drops = schedule == .step ? ", \(effectiveDrops.summary)" : ""
    let warmup = warmup == .steps(0) ? "" : " after a warm-up of \(warmup)"
    return "\(schedule.rawValue) schedule with peak \(learningRate)" + warmup + drops
  }
}
