internal import Archives
internal import Comparisons
public import Documents
internal import Failures
internal import Reports

/// A picture of a run.
public struct RunPicture: Sendable {
  /// The pictures that a run may have.
  public enum Kind: CaseIterable, Sendable {
    /// Both landscapes side by side.
    case landscapes
    /// The same in three dimensions.
    case surfaces
    /// Every plane of every net.
    case planes
    /// The count against the threshold.
    case thresholds
    /// The count against the half-width of the window.
    case windows
    /// The gradients in training.
    case gradients
  }

  /// What it shows.
  public let kind: Kind
  /// The file.
  public let path: String
  /// What it shows, for those who cannot see it.
  public let description: String
  /// What stands below it; nil for nothing.
  public let caption: RichText?
  /// The PNG file.
  public let bytes: [UInt8]
}

extension RunContents {
  /// A picture of the run; nil where none of this kind was drawn, or its file is gone.
  ///
  /// - Throws: `Failure` (data) where it is no PNG file.
  public func picture(_ kind: RunPicture.Kind) throws -> RunPicture? {
    guard let folder, let report, let name = report.figures.path(kind) else { return nil }
    let figures = Report(runs: [.init(name: self.name, comparison: report)]).document.blocks
      .compactMap { block in if case .figure(let figure) = block { figure } else { nil } }
    guard let figure = figures.first(where: { $0.path == name }) else { return nil }
    let path = ReportFiles.joined(folder, name)
    guard InputFile.exists(at: path) else { return nil }
    return RunPicture(
      kind: kind, path: path, description: figure.description, caption: figure.caption,
      bytes: try ReportFiles.picture(at: path))
  }

  /// A picture of the run that something cannot do without.
  ///
  /// - Throws: `Failure` (missing) where the run has none of this kind, or see ``picture(_:)``.
  public func requiredPicture(_ kind: RunPicture.Kind) throws -> RunPicture {
    if let picture = try picture(kind) { return picture }
    throw Failure(
      .missing, "the run has no picture of \(kind.name)", at: folder.map { .file($0) },
      remedy: "Run basin compare in that folder again; it draws its pictures again.")
  }
}

extension RunPicture.Kind {
  fileprivate var name: String {
    switch self {
    case .landscapes: "its landscapes"
    case .surfaces: "its surfaces in three dimensions"
    case .planes: "all its planes"
    case .thresholds: "its counts against the threshold"
    case .windows: "its counts on other windows"
    case .gradients: "its gradients in training"
    }
  }
}

extension ComparisonReport.Figures {
  fileprivate func path(_ kind: RunPicture.Kind) -> String? {
    switch kind {
    case .landscapes: landscapes
    case .surfaces: surfaces
    case .planes: planes
    case .thresholds: thresholds
    case .windows: windows
    case .gradients: gradients
    }
  }
}
