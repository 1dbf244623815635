/// Draws surfaces in three dimensions as pictures of pixels.
///
/// A surface is refined to about a triangle for every two pixels (`RefinedField`), drawn into nine
/// samples to a pixel with a depth for each, lit, and filtered by a tent. The result is the same, bit
/// for bit, for any number of threads.
public enum SurfaceRenderer {
  /// Draws a scene.
  ///
  /// - Parameters:
  ///   - scene: What is drawn.
  ///   - projection: Where the box lies on the picture.
  ///   - width: The width of the picture in pixels, at most 10,000.
  ///   - height: The height of the picture in pixels, at most 10,000.
  ///   - threads: The number of threads; the picture does not depend on it.
  public static func image(
    of scene: SurfaceScene, _ projection: SceneProjection, width: Int, height: Int, threads: Int
  ) -> PixelImage {
    precondition((0...10_000).contains(width) && (0...10_000).contains(height))
    let samples = SurfaceMesh.samples
    let mesh = SurfaceMesh(
      scene, projection, detail: detail(projection), threads: threads)
    let painter = ScenePainter(scene, mesh)
    let shader = SampleShader(scene.look, projection)
    let bandRows = 24
    let bands = inParallel((height + bandRows - 1) / bandRows, threads: threads) { index in
      let first = index * bandRows
      let rows = min(bandRows, height - first)
      // A row of samples more on either side, for the filter.
      var band = SampleBand(
        width: width * samples, top: first * samples - 1, rows: rows * samples + 2)
      painter.paint(&band)
      return PixelFilter.pixels(of: band, shader, width: width, rows: rows)
    }
    return PixelImage(width: width, height: height, rgba: bands.flatMap(\.self))
  }

  /// How many steps of the refined surface lie along its longer axis: one to about two
  /// pixels.
  private static func detail(_ projection: SceneProjection) -> Int {
    min(max(Int(2 * projection.pixelsInTheMiddle / 2.1), 64), 1600)
  }
}
