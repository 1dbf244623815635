import Analysis
import Kernels
import Reports

/// Made-up comparisons.
enum ComparisonExamples {
  static func surface(
    plane: Int, count: Int, loss: Double, centreError: Double? = nil, confirmed: Int? = nil,
    halfWidth: Double? = 1, folder: String
  ) -> ComparisonReport.Surface {
    var measures: [Measure: Double] = [
      .minima: Double(count), .resolvedMinima: Double(max(0, count - 1)), .borderMinima: 1,
      .neighbourMinima: Double(count + 3), .roughness: 0.25 + Double(count) / 8,
    ]
    if let confirmed {
      measures[.confirmedMinima] = Double(confirmed)
      measures[.artefactMinima] = Double(count - confirmed)
      (measures[.refinedBelowMinima], measures[.undecidedMinima]) = (0, 0)
    }
    return ComparisonReport.Surface(
      plane: plane, halfWidth: halfWidth, path: "\(folder)/surface-\(plane).h5",
      figure: "\(folder)/contour-\(plane).png", centreLoss: loss, centreError: centreError,
      lossRange: 1...10, missingPoints: 0, nonfinitePoints: 0, measures: measures,
      thresholdCurve: (0..<count).map {
        .init(threshold: 0.02 * Double($0 + 1), count: count - $0)
      })
  }

  static func arm(
    _ counts: [[Int]], loss: Double, centreError: Double? = nil, confirms: Bool = false,
    windows: [Double] = [], epochs: Int? = nil, folder: String
  ) -> ComparisonReport.Arm {
    ComparisonReport.Arm(
      nets: counts.enumerated().map { index, planes in
        let place = "\(folder)/seed-\(index + 1)"
        var measures: [Measure: Double] = [
          .trainLoss: loss, .trainAccuracy: 90, .topEigenvalue: 3 * loss,
        ]
        measures[.testAccuracy] = index == 0 ? 88 : nil
        return ComparisonReport.Net(
          seed: index + 1, measures: measures,
          surfaces: planes.enumerated().map { plane, count in
            surface(
              plane: plane + 1, count: count, loss: loss, centreError: centreError,
              confirmed: confirms ? max(0, count - 1) : nil, folder: place)
          },
          windows: windows.map {
            surface(
              plane: 1, count: planes[0] + Int(4 * $0), loss: loss, halfWidth: $0, folder: place)
          })
      }, epochs: epochs)
  }

  static func report(
    plain: [[Int]], residual: [[Int]], plainLoss: Double = 0.5, residualLoss: Double = 0.5,
    plainError: Double? = nil, residualError: Double? = nil, confirms: Bool = false,
    windows: [Double] = [], plainEpochs: Int? = nil, residualEpochs: Int? = nil,
    scale: HeightScale = .standard
  ) -> ComparisonReport {
    var random = RandomStream(seed: 1, purpose: "tests")
    return ComparisonReport(
      model: "ResNet-56, width 8", data: "pictures", method: [.init("Optimiser", "SGD")],
      command: "basin compare --preset quick", samples: 256, scale: scale,
      threshold: 0.01,
      plain: arm(
        plain, loss: plainLoss, centreError: plainError, confirms: confirms, windows: windows,
        epochs: plainEpochs, folder: "plain"),
      residual: arm(
        residual, loss: residualLoss, centreError: residualError, confirms: confirms,
        windows: windows, epochs: residualEpochs, folder: "residual"),
      figures: .init(landscapes: "comparison.png", gradients: "gradient-flow.png"),
      using: &random)
  }
}
