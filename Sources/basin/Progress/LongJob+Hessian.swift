internal import Runs

extension LongJob {
  /// Products with a Hessian over so many examples.
  ///
  /// Batches are what is counted, products what people think in.
  static func hessian(examples: Int) -> LongJob {
    LongJob(
      task: "hessian",
      opening: JobOpening(workers: 1) { known in
        let batches = Double(known.progress.unit?.pieces ?? 1)
        return
          "hessian: about \(wholeNumber(Double(known.progress.total) / batches)) products with "
          + "the Hessian of \(groupedDigits(examples)) examples will take about "
          + "\(clockTime(known.estimate.total)), as far as can be known before the eigenvalues are"
      })
  }
}
