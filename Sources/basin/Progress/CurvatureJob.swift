internal import Experiments
internal import Numerals

/// Products with a Hessian as a job that is watched and interrupted.
struct CurvatureJob {
  /// The examples in one product.
  let examples: Int

  /// Does the work, with a question to ask and a function to tell of progress.
  func run<Result>(
    _ body: (
      _ shouldStop: @escaping () -> Bool, _ onProgress: @escaping (CurvatureProgress) -> Void
    ) throws -> Result
  ) throws -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    var opening = OpeningEstimate(before: 0, workers: 1, at: 0)
    // Batches are what is counted, products what people think in.
    return try LongJob(task: "hessian", unit: nil, done: nil).run { reporter, shouldStop in
      try body(shouldStop) { progress in
        let now = (clock.now - start) / .seconds(1)
        if progress.followsKnown {
          opening = OpeningEstimate(before: progress.done - 1, workers: 1, at: now)
          reporter.skip()
        }
        let products = Double(progress.total) / Double(progress.batchesPerProduct)
        if let estimate = opening.observe(done: progress.done, of: progress.total, at: now) {
          reporter.note(
            "hessian: about \(Int(products.rounded()).grouped) products with the Hessian of "
              + "\(examples.grouped) examples will take about "
              + "\(estimate.total.clockTime), as far as can be known before the eigenvalues are")
        }
        reporter.update(
          done: progress.done, of: max(1, progress.total), stage: "hessian, \(progress.stage)",
          details: [
            "product \((progress.done / progress.batchesPerProduct).grouped) of about "
              + Int(products.rounded()).grouped
          ])
      }
    }
  }
}
