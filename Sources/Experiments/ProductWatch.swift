internal import Failures

/// How far a measurement of curvature is.
public struct CurvatureProgress: Hashable, Sendable {
  /// What is being measured, such as `trace`.
  public let stage: String
  /// Batches of examples that are done.
  public let done: Int
  /// Batches that there will have been; a forecast until the eigenvalues are found.
  public let total: Int
  /// Batches in one product with the Hessian.
  public let batchesPerProduct: Int
  /// Whether an earlier run has made batches that lie between this one and the one told of before.
  public let followsKnown: Bool
}

/// Counts the products of a measurement while they are made, and asks whether to go on.
final class ProductWatch {
  /// Batches of examples in one product; known once there is an operator.
  var batchesPerProduct = 1

  private let shouldStop: () -> Bool
  private let onProgress: (CurvatureProgress) -> Void
  private var stages: [(name: String, products: Int)] = []
  private var stage = 0
  private var batches = 0
  private var batchesBefore = 0
  private var followsKnown = false

  init(shouldStop: @escaping () -> Bool, onProgress: @escaping (CurvatureProgress) -> Void) {
    self.shouldStop = shouldStop
    self.onProgress = onProgress
  }

  /// The products that are done.
  var products: Int { batches / batchesPerProduct }

  /// Those of them that were made in the stage under way.
  var productsInStage: Int { (batches - batchesBefore) / batchesPerProduct }

  /// Names the stages, in order, with the products that each will take as far as is known.
  func plan(_ stages: [(name: String, products: Int)]) { self.stages = stages }

  /// Notes that everything before a stage is done.
  func begin(_ name: String) {
    guard let index = stages.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("no stage \(name)")
    }
    stage = index
    batchesBefore = batches
  }

  /// Notes that products were made by an earlier run.
  func noteKnown(products: Int) {
    batches += products * batchesPerProduct
    followsKnown = true
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
    onProgress(
      CurvatureProgress(
        stage: stages[stage].name, done: batches,
        total: max(batches, batchesBefore + (here + coming) * batchesPerProduct),
        batchesPerProduct: batchesPerProduct, followsKnown: followsKnown))
    followsKnown = false
    guard !shouldStop() else {
      throw Failure(
        .interrupted, "stopped after \(products) products with the Hessian; nothing was written",
        remedy: "Run the same command again to begin anew.")
    }
  }
}
