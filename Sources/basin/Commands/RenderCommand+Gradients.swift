internal import Archives
internal import Failures
internal import Figures
internal import Pictures
internal import Training

extension RenderCommand {
  /// Whether the files are recordings of gradients, by their content.
  ///
  /// - Throws: `Failure` (missing) if one is not there, (data) if only some are recordings.
  func areGradients() throws -> Bool {
    let kinds = try surfaces.map { path in
      GradientFlow.begins(try InputFile.bytes(at: path, upTo: 64))
    }
    guard let stranger = kinds.firstIndex(where: { $0 != kinds[0] }) else {
      return kinds.first == true
    }
    throw Failure(
      .data, "is not of the same kind as \(surfaces[0])", at: surfaces[stranger],
      remedy: "Draw surfaces and recorded gradients separately.")
  }

  /// Draws recordings of gradients.
  func drawGradients(_ quantity: GradientQuantity, _ look: PictureStyle) throws {
    let foreign = [
      ("--style", style != nil), ("--range", range != nil), ("--layout", layout != nil),
      ("--quantity", arrays.quantity != nil), ("--levels", appearance.levels != nil),
      ("--color-map", appearance.colorMap != nil),
    ]
    if let option = foreign.first(where: \.1)?.0 ?? heights.given ?? view.given {
      throw Failure(
        .usage, "goes with surfaces, not with recorded gradients", at: .flag(option),
        remedy: "Leave it out.")
    }
    guard surfaces.count <= 4 else {
      throw Failure(
        .usage, "a picture holds at most 4 recordings, got \(surfaces.count)",
        remedy: "Draw several pictures.")
    }
    let figure = FlowFigure(
      flows: try surfaces.map { try GradientFlow(path: $0) }, quantity: quantity,
      title: noTitle ? "" : title, theme: look.theme ?? .light)
    try write(figure, look)
  }
}
