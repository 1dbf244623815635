public import Datasets
internal import Networks
internal import Provenance

extension LossSurface {
  /// Which examples were evaluated, as far as the name of the quantity says it.
  public var split: DatasetSplit? {
    DatasetSplit.allCases.first { quantity.hasPrefix("\($0.rawValue)_") }
  }

  /// Which loss it is, in words; nil for files of other programs and for losses of an evaluator.
  private var lossTitle: String? {
    manifest?.surface.flatMap { record in
      guard record.evaluator == nil else { return nil }
      let name = record.loss ?? Loss.crossEntropy.name
      return Loss(named: name)?.title ?? name
    }
  }

  /// What the numbers are, in words for a colour bar: `training loss (cross-entropy)`.
  ///
  /// A file of another program says no more than the name: `train_loss` is how losses of any kind
  /// are stored, so it is a `loss`.
  public var quantityTitle: String {
    switch (quantity, lossTitle) {
    case ("train_loss", let title?): "training loss (\(title))"
    case ("test_loss", let title?): "test loss (\(title))"
    // What loss it is, only the evaluator knows.
    case ("train_loss", nil) where manifest?.surface != nil: "training loss"
    case ("train_loss", nil): "loss"
    case ("test_loss", nil): "test loss"
    case ("train_acc", _): "training accuracy (%)"
    case ("test_acc", _): "test accuracy (%)"
    default: quantity
    }
  }

  /// What the numbers of several surfaces are, in words for the colour bar that they share; nil where they are
  /// not the same. A loss of a known kind and one of an unknown kind are both a `loss`.
  public static func quantityTitle(of surfaces: [LossSurface]) -> String? {
    let titles = Set(surfaces.map(\.quantityTitle))
    if titles.count == 1 { return titles.first }
    let quantities = Set(surfaces.map(\.quantity))
    if quantities.isSubset(of: ["loss", "train_loss"]) { return "loss" }
    return quantities == ["test_loss"] ? "test loss" : nil
  }
}
