internal import Analysis
internal import Comparisons
internal import Exports
internal import Figures
internal import Grids
internal import Landscapes
internal import Numerals
internal import Pictures
internal import Reports

/// The slides of pictures.
extension RunSlides {
  /// The first plane of the first net of each kind, with what the report holds of them.
  private var pair: [(surface: RunSurface, place: RunSurface.Place)] {
    ComparisonFiles.Arm.allCases.compactMap { arm in
      contents.surfaces.lazy.compactMap { surface in
        surface.place.map { (surface: surface, place: $0) }
      }.first { $0.place.arm == arm }
    }
  }

  /// The pair in three dimensions and as maps, as far as their points allow; on a line as profiles.
  var pairSlides: [Slide] {
    get throws {
      let pair = pair
      guard pair.count == 2, pair.allSatisfy({ $0.surface.surface.loss.finiteRange != nil })
      else { return [] }
      var drawing = SurfacePicture(
        of: pair.map {
          SurfacePicture.Entry(
            surface: $0.surface.surface, analysis: $0.surface.analysis,
            name: $0.place.arm.title, facts: $0.surface.facts, path: $0.surface.path)
        }, colorRange: contents.colorRange)
      drawing.theme = theme
      var slides: [Slide] = []
      let losses = pair.map { $0.place.net.trainLoss.written(.significant(3)) }
      let centre = pair.map { $0.place.result.centreLoss.written(.significant(3)) }
      if drawing.isDrawable(as: .surface) {
        drawing.style = .surface
        slides.append(
          try slide(
            "Training loss: \(losses[0]) without shortcuts, \(losses[1]) with",
            notes: [
              "These are the two losses in three dimensions: without shortcuts on the left, with them on the right. Both have one scale of heights and colours, and are seen from one place.",
              "The cross marks the trained weights, at the centre of the plane. The numbered marks are the local minima that count, 1 the deepest.",
              "The training loss, over all training examples, is \(losses[0]) without shortcuts and \(losses[1]) with them. The surfaces are over \(report.samples) of the examples; on these the loss at the centre is \(centre[0]) without and \(centre[1]) with.",
            ]
          ) {
            [
              .picture(
                SlidePicture(
                  frame: $0, name: "Surfaces in three dimensions",
                  .drawing(try drawing.illustration())))
            ]
          })
        drawing.style = nil
      }
      let counts = pair.map { $0.surface.analysis }
      slides.append(
        try slide(
          "\(counts[0].countText) without shortcuts, \(counts[1].count) with",
          notes: [
            "The same two surfaces from above. Lines join points of equal loss; both maps have the same colours for the same losses.",
            "Without shortcuts we count \(counts[0].countText), with them \(counts[1].countText). A dip counts if its barrier is at least \(threshold).",
            "On the border there are \(counts[0].borderCount) more without shortcuts and \(counts[1].borderCount) more with them. They are not counted, since the loss may keep falling outside.",
          ]
        ) {
          [
            .picture(
              SlidePicture(
                frame: $0, name: "Contour maps", .drawing(try drawing.illustration())))
          ]
        })
      return slides
    }
  }
}
