internal import Analysis
internal import Grids
internal import Landscapes
internal import Networks
internal import Reports

extension ComparisonReport.Surface {
  /// What a report holds of a surface.
  ///
  /// - Parameters:
  ///   - centre: the losses of the examples at the middle of the plane.
  ///   - path: the surface file, relative to the report.
  ///   - figure: its picture, relative to the report.
  init(
    of surface: LossSurface, analysis: MinimaAnalysis, plane: Int, halfWidth: Double?,
    centre: LossTotal, path: String, figure: String?
  ) {
    self.init(
      plane: plane, halfWidth: halfWidth, path: path, figure: figure, centreLoss: centre.mean,
      centreError: centre.standardError.isFinite ? centre.standardError : nil,
      lossRange: surface.lossField.finiteRange, missingPoints: analysis.missingPoints,
      nonfinitePoints: analysis.nonfinitePoints, measures: [:],
      thresholdCurve: analysis.thresholdCurve)
    measures[.minima] = Double(analysis.count)
    measures[.borderMinima] = Double(analysis.borderCount)
    measures[.neighbourMinima] = Double(analysis.neighbourCount)
  }
}
