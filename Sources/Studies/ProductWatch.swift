internal import Failures
internal import Runs

/// Counts the products of a measurement while they are made, and asks whether to go on.
///
/// What is told of are batches of examples, of which several may make one product with the Hessian. How
/// many there will have been is a forecast until the eigenvalues are found.
final class ProductWatch {
  /// Batches of examples in one product; known once there is an operator.
  var batchesPerProduct = 1

  private let context: RunContext
  private var stages: [(stage: CurvatureStage, products: Int)] = []
  private var stage = 0
  private var batches = 0
  private var batchesBefore = 0
  /// Batches of products that another process has made too.
  private var repeatedBatches = 0
  private var followsKnown = false

  init(_ context: RunContext) { self.context = context }

  /// The products that are done, each counted once whoever has made it again.
  var products: Int { (batches - repeatedBatches) / batchesPerProduct }

  /// Those of them that were made in the stage under way.
  var productsInStage: Int { (batches - batchesBefore) / batchesPerProduct }

  /// Names the stages, in order, with the products that each will take as far as is known.
  func plan(_ stages: [(stage: CurvatureStage, products: Int)]) { self.stages = stages }

  /// Notes that everything before a stage is done.
  func begin(_ next: CurvatureStage) {
    guard let index = stages.firstIndex(where: { $0.stage == next }) else {
      preconditionFailure("no stage \(next)")
    }
    stage = index
    batchesBefore = batches
  }

  /// Notes that products were made by an earlier run.
  func noteKnown(products: Int) {
    batches += products * batchesPerProduct
    followsKnown = true
  }

  /// Makes products that have been counted for another process.
  func repeating<Result>(_ make: () throws -> Result) rethrows -> Result {
    let before = batches
    defer { repeatedBatches += batches - before }
    return try make()
  }

  /// Notes how many products the stage under way will have taken.
  func forecast(_ products: Int) { stages[stage].products = products }

  /// Notes that a batch is done.
  ///
  /// - Throws: `Failure` (interrupted) where the user has asked to stop.
  func noteBatch() throws {
    batches += 1
    let coming = stages[(stage + 1)...].reduce(0) { $0 + $1.products }
    let here = max(productsInStage, stages[stage].products)
    context.report(
      .progress(
        RunProgress(
          done: batches,
          of: max(batches, batchesBefore + (here + coming) * batchesPerProduct),
          .init("products", pieces: batchesPerProduct), stage: stages[stage].stage.rawValue,
          isForecast: true, followsKnown: followsKnown)))
    followsKnown = false
    guard !context.shouldEnd else {
      throw Failure(
        .interrupted, "stopped after \(products) products with the Hessian; nothing was written",
        remedy: "Run the same command again to start over.")
    }
  }
}
