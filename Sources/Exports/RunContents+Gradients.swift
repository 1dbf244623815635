internal import Archives
internal import Comparisons
internal import Reports
package import Training

extension RunContents {
  /// What was recorded of the gradients of the first net of each kind in training, without shortcuts first;
  /// nil where it is not there.
  ///
  /// - Throws: `Failure` (data) for a record that cannot be read.
  package var gradientFlows: [GradientFlow]? {
    get throws {
      guard let folder, let report else { return nil }
      let files = ComparisonFiles(folder: folder)
      let paths = [
        files.path(files.gradients(.plain, seed: report.plain.nets[0].seed)),
        files.path(files.gradients(.residual, seed: report.residual.nets[0].seed)),
      ]
      guard paths.allSatisfy(InputFile.exists) else { return nil }
      let flows = try paths.map { try GradientFlow(path: $0) }
      return flows.allSatisfy { !$0.steps.isEmpty && !$0.layers.isEmpty } ? flows : nil
    }
  }
}
