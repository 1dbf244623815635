/// Where the files of a comparison lie in its folder.
public struct ComparisonFiles: Sendable {
  /// The folder.
  public let folder: String

  /// Names the files in a folder.
  public init(folder: String) { self.folder = folder }

  /// Everything that determines the numbers.
  public var manifest: String { "\(folder)/manifest.json" }
  /// The report in all its forms.
  public var report: ReportFiles { ReportFiles(folder: folder) }
  /// All minima.
  public var minima: String { "\(folder)/minima.csv" }
  /// The picture.
  public var comparison: String { path(ComparisonFiles.comparisonFigure) }
  /// The picture of the gradients while the first net of each kind was trained.
  public var gradients: String { path(ComparisonFiles.gradientFigure) }
  static let comparisonFigure = "comparison.png"
  static let sceneFigure = "surface-3d.png"
  static let planesFigure = "all-planes.png"
  static let thresholdFigure = "threshold-curve.png"
  static let windowFigure = "windows.png"
  static let gradientFigure = "gradient-flow.png"

  /// The two kinds of nets, as their folders are called.
  public enum Arm: String, CaseIterable, Sendable {
    /// Without shortcuts.
    case plain
    /// With shortcuts.
    case residual

    /// How people call nets of this kind.
    public var title: String { self == .plain ? "Without shortcuts" : "With shortcuts" }
  }

  func net(_ arm: Arm, seed: Int) -> String { "\(arm.rawValue)/seed-\(seed)" }
  func weights(_ arm: Arm, seed: Int) -> String { "\(net(arm, seed: seed))/weights.safetensors" }
  /// What the training of a net writes: its weights, its history and, but for copies, its gradients.
  func training(_ net: ComparisonStages.NetName)
    -> (weights: String, history: String, gradients: String?)
  {
    guard let epochs = net.reorderedAfter else {
      return (
        weights(net.arm, seed: net.seed), history(net.arm, seed: net.seed),
        gradients(net.arm, seed: net.seed)
      )
    }
    let start = "\(self.net(net.arm, seed: net.seed))/\(Self.reordered)\(epochs)"
    return ("\(start).safetensors", "\(start)\(Self.historyEnd)", nil)
  }
  static let reordered = "reordered-after-"
  static let historyEnd = "-history.csv"
  /// The weights, the history and the gradients of a plain net that is trained to the end before the loss
  /// is matched.
  func unmatched(seed: Int) -> (weights: String, history: String, gradients: String?) {
    let start = "\(net(.plain, seed: seed))/\(Self.unmatched)"
    return (
      "\(start).safetensors", "\(start)\(Self.historyEnd)", "\(start)-gradient-flow.csv"
    )
  }
  static let unmatched = "unmatched"
  func history(_ arm: Arm, seed: Int) -> String { "\(net(arm, seed: seed))/history.csv" }
  package func gradients(_ arm: Arm, seed: Int) -> String {
    "\(net(arm, seed: seed))/gradient-flow.csv"
  }
  func surface(_ arm: Arm, seed: Int, plane: Int) -> String {
    "\(net(arm, seed: seed))/surface-\(plane).h5"
  }
  func surface(_ arm: Arm, seed: Int, plane: Int, halfWidth: Double) -> String {
    "\(net(arm, seed: seed))/surface-\(plane)-window-\(halfWidth).h5"
  }
  func confirmation(_ arm: Arm, seed: Int, plane: Int) -> String {
    "\(net(arm, seed: seed))/confirmation-\(plane).json"
  }
  func connection(_ arm: Arm, seeds: (Int, Int)) -> String {
    "\(net(arm, seed: seeds.0))/connection-\(seeds.1).json"
  }
  func connection(_ arm: Arm, seed: Int, reorderedAfter epochs: Int) -> String {
    "\(net(arm, seed: seed))/connection-\(Self.reordered)\(epochs).json"
  }
  func curvature(_ arm: Arm, seed: Int) -> String { "\(net(arm, seed: seed))/curvature.json" }
  func figure(_ arm: Arm, seed: Int, plane: Int) -> String {
    "\(net(arm, seed: seed))/contour-\(plane).png"
  }

  /// The path of a file that is named relative to the folder.
  package func path(_ relative: String) -> String { "\(folder)/\(relative)" }
}
