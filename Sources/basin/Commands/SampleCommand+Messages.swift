internal import Failures
internal import Grids
internal import Landscapes
internal import Numerals
internal import Provenance
internal import Reports
internal import Runs
internal import Studies

/// What the command says of its work.
extension SampleCommand {
  /// Reports what was sampled.
  func report(
    _ surface: LossSurface, _ engine: Engine, examples: Int, budget: TimeBudget?
  ) throws {
    let share = engine.share
    if share.isWhole || surface.isComplete {
      try StandardStreams.writeLine(
        "\(output.output): \(surface.summary) over \(counted(examples, "example"))"
          + surface.errorText)
      tellNonfinite(surface)
    } else if engine.speaks {
      StandardStreams.writeMessage(
        "basin: \(share) ends; \(surface.computedCount.grouped) of "
          + "\(surface.grid.count.grouped) points are computed so far, and the last process to finish "
          + "joins \(output.output)\n")
    }
    if let budget, share.isWhole, !surface.isComplete {
      StandardStreams.writeMessage(
        """
        The time budget of \(budget) is used up after \(surface.computedCount.grouped) of \
        \(surface.grid.count.grouped) points.
        Run the same command again to resume.

        """)
    }
  }

  /// Says what is amiss with a surface that is complete.
  func tell(_ checks: [Check], of surface: LossSurface, _ engine: Engine) {
    guard surface.isComplete, engine.speaks else { return }
    for note in CheckNote.notes(checks, on: output.output) {
      StandardStreams.writeMessage("\(note.line)\n")
    }
  }

  /// Says why points between and beyond nets may not be finite.
  private func tellNonfinite(_ surface: LossSurface) {
    guard surface.plane.nets != nil else { return }
    let count = (0..<surface.grid.count).count { surface.loss.state(at: $0) == .nonfinite }
    guard count > 0 else { return }
    StandardStreams.writeMessage(
      "basin: \(counted(count, "point")) not finite: beyond the nets, an extrapolated variance of a "
        + "batch norm can be negative; --batch-norm recalibrate takes those of the samples\n")
  }

  /// The opening line of the job.
  func opening(
    workers: Int, _ share: Share, examples: Int, _ budget: TimeBudget?,
    since start: ContinuousClock.Instant
  ) -> JobOpening {
    // What several processes have done becomes known from time to time, not round by round.
    JobOpening(workers: share.isWhole ? workers : 1, since: start) {
      Self.opening($0, examples: examples, budget: budget)
    }
  }

  /// The opening line: how long the sampling will take.
  private static func opening(
    _ known: JobOpening.Measured, examples: Int, budget: TimeBudget?
  ) -> String {
    let (progress, estimate) = (known.progress, known.estimate)
    var line =
      "sampling: \(progress.total.grouped) points of \(examples.grouped) "
      + "\(examples == 1 ? "example" : "examples") will take about "
      + "\(estimate.total.clockTime) (\(estimate.rate.written()) points/s, "
      + "measured over \(estimate.pieces.grouped) points)"
    if let budget, estimate.total > budget.seconds {
      let left = max(0, budget.seconds - known.elapsed)
      line +=
        "; the time budget of \(budget) ends after about "
        + "\((Double(progress.done) + estimate.rate * left).rounded(.down).grouped) of them"
    }
    return line
  }
}

extension LossSurface {
  /// What was measured, in one line: `51 x 51 points, train_loss from 0.2137 to 8.44`.
  var summary: String {
    let missing = isComplete ? "" : ", \(computedCount) of them computed"
    let size = "\(grid.columns) x \(grid.rows) points\(missing)"
    guard let range = loss.finiteRange else { return "\(size), no finite \(quantity)" }
    return "\(size), \(quantity) from \(range.lowerBound.written()) to "
      + range.upperBound.written()
  }

  /// How far the losses can be relied on: ` (± 1.5 % at the centre)`; empty where that is unknown.
  var errorText: String {
    centerError.flatMap(\.percentage).map { " (± \($0) at the centre)" } ?? ""
  }
}
