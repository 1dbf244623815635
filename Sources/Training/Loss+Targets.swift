public import Datasets
public import Networks

extension Loss {
  /// What it takes as the target of an example.
  public var targets: TargetKind {
    switch self {
    case .crossEntropy: .classes
    case .meanSquaredError: .values
    case .binaryCrossEntropy: .probabilities
    }
  }
}
