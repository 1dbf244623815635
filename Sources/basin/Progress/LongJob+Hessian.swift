internal import Numerals
internal import Runs

extension LongJob {
  /// Hessian-vector products over a number of examples.
  ///
  /// Progress counts batches; the opening line gives products, which mean more to a reader.
  static func hessian(examples: Int, _ engine: Engine = .none) -> LongJob {
    LongJob(
      task: "hessian",
      opening: JobOpening(workers: 1) { known in
        let batches = Double(known.progress.unit?.pieces ?? 1)
        return
          "hessian: about \((Double(known.progress.total) / batches).grouped) Hessian-vector "
          + "products over \(examples.grouped) example\(examples == 1 ? "" : "s") will take about "
          + "\(known.estimate.total.clockTime); the eigenvalues may take more or fewer"
      }, engine: engine)
  }
}
