internal import Analysis
internal import Foundation
internal import Grids
internal import Landscapes
package import Reports

extension ComparisonReport.Net {
  /// A line for the figures.
  package var facts: String {
    String(format: "training loss %.3g", trainLoss)
      + (trainAccuracy.isNaN
        ? "" : String(format: ", training accuracy %.1f %%", trainAccuracy))
  }
}

extension ComparisonReport.Surface {
  /// Adds what a second look at the minima has shown.
  mutating func take(_ confirmation: MinimaConfirmation) {
    measures[.confirmedMinima] = Double(confirmation.confirmedCount)
    measures[.artefactMinima] = Double(confirmation.count(of: .artefact))
    measures[.refinedBelowMinima] = Double(
      confirmation.findings.count { $0.reason == .refinedBarrier })
    // Those on the border, which are never decided, are told apart elsewhere.
    measures[.undecidedMinima] = Double(
      confirmation.findings.count { $0.verdict == .unresolved && $0.reason != .onBorder })
  }

  /// What a report holds of a surface.
  ///
  /// - Parameters:
  ///   - classes: the number of classes of the data; nil where unknown.
  ///   - centreLoss: the mean loss of the examples at the middle of the plane.
  ///   - centreError: its standard error; nil where unknown.
  ///   - path: the surface file, relative to the report.
  ///   - figure: its picture, relative to the report.
  init(
    of surface: LossSurface, analysis: MinimaAnalysis, classes: Int?, plane: Int,
    halfWidth: Double?, centreLoss: Double, centreError: Double?, path: String, figure: String?
  ) {
    self.init(
      plane: plane, halfWidth: halfWidth, path: path, figure: figure, centreLoss: centreLoss,
      centreError: centreError,
      lossRange: surface.loss.finiteRange, missingPoints: analysis.missingPoints,
      nonfinitePoints: analysis.nonfinitePoints, measures: [:],
      thresholdCurve: analysis.thresholdCurve.map {
        .init(threshold: $0.threshold / analysis.reference, count: $0.count)
      })
    measures[.minima] = Double(analysis.count)
    measures[.borderMinima] = Double(analysis.borderCount)
    measures[.resolvedMinima] = Double(analysis.resolvedCount)
    measures[.neighbourMinima] = Double(analysis.neighbourCount)
    let topology = SurfaceTopology(
      of: surface.loss.readablePart, scale: analysis.scale, threshold: analysis.threshold,
      classes: classes)
    measures[.holes] = Double(topology.holeCount(atThreshold: analysis.threshold))
    measures[.saddleGap] = topology.saddleGaps?.plain
    measures[.weightedSaddleGap] = topology.saddleGaps?.weighted
    let roughness = topology.roughness
    measures[.convexShare] = roughness.convexShare
    measures[.centreBasinConvexShare] = roughness.basinConvexShare
    measures[.lineVariation] = roughness.lineVariation.mean
    measures[.roughness] = roughness.lineVariation.index
    measures[.laplacian] = roughness.laplacian
    measures[.belowGuessingShare] = roughness.betterThanGuessing
  }
}
