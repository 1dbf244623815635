import CairoRendering
import SurfaceRendering

/// How different two pictures are: the largest, over tiles of about 30 pixels, of the mean absolute
/// difference of their components (0...255). Nil for pictures of different sizes.
///
/// Smoothing that differs along edges spreads thinly over all tiles; a mark that moved, appeared or
/// changed colour fills a good part of one. The idea is Makie's.
func largestTileDifference(_ a: PNGFile.Image, _ b: PNGFile.Image) -> Double? {
  guard a.width == b.width, a.height == b.height else { return nil }
  func edges(_ length: Int) -> [Int] {
    let count = max(1, (length + 15) / 30)
    return (0...count).map { $0 * length / count }
  }
  let (xs, ys) = (edges(a.width), edges(a.height))
  var largest = 0.0
  for (top, bottom) in zip(ys, ys.dropFirst()) {
    for (left, right) in zip(xs, xs.dropFirst()) {
      var sum = 0
      for y in top..<bottom {
        for i in (4 * (y * a.width + left))..<(4 * (y * a.width + right)) {
          sum += abs(Int(a.rgba[i]) - Int(b.rgba[i]))
        }
      }
      // The fourth component, opacity, is always equal.
      largest = max(largest, Double(sum) / Double(3 * (bottom - top) * (right - left)))
    }
  }
  return largest
}

/// Where two pictures of one size differ: white where they are equal, the darker the more they differ.
func differenceImage(_ a: PNGFile.Image, _ b: PNGFile.Image) -> PixelImage {
  let rgba = zip(a.rgba, b.rgba).enumerated().map { index, components in
    index % 4 == 3 ? 255 : UInt8(255 - abs(Int(components.0) - Int(components.1)))
  }
  return PixelImage(width: a.width, height: a.height, rgba: rgba)
}
