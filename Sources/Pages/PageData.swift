internal import Analysis
internal import Archives
internal import Exports
internal import Figures
internal import Foundation
internal import Grids
internal import Landscapes
internal import Pictures
internal import RealModule
internal import Reports
internal import SurfaceRendering

/// What the script of a page reads. Every number in it is finite; losses are bytes.
struct PageData: Encodable {
  /// The losses at the floor and at the lid of all surfaces.
  struct Ranges: Encodable {
    /// On a logarithmic scale; nil where a loss has no logarithm.
    let log: [Double]?
    let linear: [Double]
  }

  struct View: Encodable {
    let azimuth: Double
    let elevation: Double
  }

  let surfaces: [PageSurface]
  /// `decades` or `range`: what the threshold is a share of.
  let unit: String
  let threshold: Double
  /// The height that the page begins with: `log` or `linear`.
  let height: String
  let ranges: Ranges
  /// The largest finite loss.
  let highest: Double
  /// 256 colours, three bytes each, in base64.
  let colors: String
  let view: View

  init(of contents: RunContents, trajectories: [[DrawnTrajectory]]) {
    surfaces = contents.surfaces.enumerated().map { index, surface in
      PageSurface(of: surface, index < trajectories.count ? trajectories[index] : [])
    }
    switch contents.scale.unit {
    case .decades: unit = "decades"
    case .loss: unit = "range"
    }
    threshold = contents.threshold
    let fields = contents.surfaces.map(\.surface.loss.readablePart)
    func range(_ scale: ValueScale) -> [Double]? {
      let colors = ColorScale(fields: fields, scale: scale, range: contents.colorRange)
      return colors.flatMap {
        $0.scale == scale ? [$0.range.lowerBound, $0.range.upperBound] : nil
      }
    }
    let finite = fields.compactMap(\.finiteRange)
    // A negative loss has no logarithm: as in the pictures, heights are the losses themselves then.
    let isNegative = finite.contains { $0.lowerBound < 0 }
    ranges = Ranges(log: isNegative ? nil : range(.log), linear: range(.linear) ?? [0, 1])
    height = contents.scale == .linear || ranges.log == nil ? "linear" : "log"
    highest = finite.map(\.upperBound).max() ?? ranges.linear[1]
    let bytes = (0..<256).flatMap { index in
      let color = ColorMap.viridis.color(at: Double(index) / 255)
      return [color.red, color.green, color.blue].map { UInt8((255 * $0).rounded()) }
    }
    colors = Data(bytes).base64EncodedString()
    let view = SurfaceView()
    self.view = View(azimuth: view.azimuth, elevation: view.elevation)
  }

  /// The place of the threshold on the slider.
  var thresholdPlace: Double { Double.log10(threshold) }

  /// The data as JSON that may stand between the tags of a script.
  var json: String {
    JSONValue(result: self).serialized().replacing("<", with: "\\u003c")
  }
}
