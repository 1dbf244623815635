internal import Exports
internal import Figures
internal import Numerals
internal import Pictures
internal import Reports

extension RunSlides {
  /// The gradients of the first net of each kind in training, drawn from the record or, where only that is
  /// left, the picture of the run; nil where neither is there.
  var gradients: Slide? {
    get throws {
      let name = "Gradients in training"
      let notes = [
        "Above: the size of the gradient in each layer, from the first training step on the left to the last on the right. Layer 1 is the one next to the input. Below: the first layer over the last; at 1 both get as much gradient.",
        "Where activations are normalised, gradients need not vanish without shortcuts; they may even grow towards the first layers.",
      ]
      guard let flows = try contents.gradientFlows else {
        guard let picture = try contents.picture(.gradients) else { return nil }
        return try slide("How much gradient reached each layer in training", notes: notes) {
          [
            .picture(
              try SlidePicture(
                png: picture.bytes, description: picture.description, name: name, in: $0))
          ]
        }
      }
      var figure = FlowFigure(flows: flows, theme: theme)
      figure.title = nil
      figure.provenance = nil
      let ratios = figure.matrices.map { matrix in
        (matrix.subtitle ?? NumberStyle.none).replacing("first / last layer: ", with: "")
      }
      return slide(
        "Gradient, first over last layer: \(ratios[0]) without, \(ratios[1]) with",
        notes: notes + [
          "From the first to the last step this ratio of the gradients is \(ratios[0]) without shortcuts, and \(ratios[1]) with them."
        ]
      ) { [.picture(SlidePicture(frame: $0, name: name, .drawing(figure)))] }
    }
  }
}
