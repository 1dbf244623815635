/// Programs that evaluate points, with the parts that depend on the net left to be filled in.
public enum EvaluatorTemplate: String, CaseIterable, Sendable {
  /// For PyTorch.
  case python

  /// The program.
  public var text: String {
    switch self {
    case .python: Self.pythonText
    }
  }
}
