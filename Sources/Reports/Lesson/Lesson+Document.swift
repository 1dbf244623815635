public import Documents
internal import Numerals

extension Lesson {
  /// The lesson as a page, pictures by their relative paths.
  public var document: Document {
    Document(
      title: Self.title,
      blocks: [.paragraph(Self.introduction)] + gradients + landscapeOpening + landscapes + closing
        + [.paragraph("`lesson.json` holds every number of this page.")])
  }

  package static let title = "Shortcut connections, seen and checked"

  /// What the lesson is about.
  package static let introduction: RichText =
    "A lecture on shortcut (residual, skip) connections in large language models makes two claims: they keep gradients from vanishing, and they smooth the loss landscape and reduce its local minima. Every number and picture below was computed in this run, whether it agrees with the lecture or not."

  /// The sections before the landscapes.
  package var gradients: [Document.Block] {
    shortcuts + vanishingGradients + mathematics + training
  }

  private var shortcuts: [Document.Block] {
    [
      .heading("1. What a shortcut connection is", level: 1),
      .paragraph(
        "A layer computes \(Formula("y = F(x)")). With a shortcut connection it computes \(Formula("y = x + F(x)")): the input goes around the layer and is added to what comes out. Input and output must have the same shape, or a projection must bring them to it. The shortcut itself has no weights, so the signal passes through it unchanged."
      ),
    ]
  }

  private var vanishingGradients: [Document.Block] {
    [
      .heading("2. Vanishing gradients in numbers", level: 1),
      .paragraph(
        "The lecture's own net: \(lecture.network), \(lecture.weights). The loss is the \(lecture.loss). Mean absolute gradient of each weight matrix:"
      ),
      .table(layerTable),
      figure(
        links.gradients,
        "Mean absolute gradient of each layer on a logarithmic axis, without and with shortcuts."),
      .paragraph(lectureFinding),
    ]
  }

  private var mathematics: [Document.Block] {
    [
      .heading("3. Why: the mathematics, measured", level: 1),
      .paragraph("With \(Self.block) the chain rule gives"), .formula(Self.chainRule),
      .paragraph(
        "The 1 is the shortcut. Without it the gradient is multiplied by \(Self.jacobian) alone, layer after layer, and a product of many numbers below 1 vanishes exponentially. The *gain* of a block is \(Self.gain)."
      ),
      .heading("Depth", level: 2),
    ] + depthBlocks + [
      .heading("Shortcuts of different strength", level: 2),
      .paragraph(
        "The same net (\(strength.network)) with its shortcuts multiplied by a number between 0 and 1. *Share* is the part of the gradient that passes through the shortcut rather than the layers (mean over all blocks):"
      ),
      .table(strengthTable),
      figure(
        links.strength,
        "Mean absolute gradient of each layer for shortcuts of several strengths."),
    ] + modelBlocks
  }

  private var training: [Document.Block] {
    [
      .heading("4. Gradients while a net is trained", level: 1),
      .paragraph("\(comparison.model), trained on \(comparison.data), without and with shortcuts:"),
      figure(
        links.flow,
        "The gradient norm of each layer at each step, and the first layer's over the last layer's."
      ),
    ]
  }

  /// What the landscapes are, above them.
  package var landscapeOpening: [Document.Block] {
    [
      .heading("5. Loss landscapes", level: 1),
      .paragraph(
        "The loss of the same two nets after training, on a plane through the trained weights, spanned by two random directions that are normalised filter by filter (Li et al. 2018). Both pictures share one colour scale."
      ),
    ]
  }

  private var landscapes: [Document.Block] {
    [
      figure(
        links.landscapes,
        "Loss on a plane around the trained weights, without shortcuts on the left and with them on the right."
      ),
      .table(landscapeTable), .paragraph(comparison.finding), .list(comparison.caveats),
      .paragraph(
        "The whole report, with the count at other thresholds: [\(links.comparison)](\(path: links.comparison))."
      ),
    ]
  }

  /// The sections after the landscapes.
  package var closing: [Document.Block] {
    [
      .heading("6. What to take away", level: 1), .list(takeaways),
      .heading("Repeat it", level: 1), .code(command),
    ]
  }

  func figure(_ path: String, _ description: String) -> Document.Block {
    .figure(Document.Figure(path: path, description: description))
  }

  // MARK: Formulas

  private static let block = Formula("x_{l+1} = x_l + F(x_l)")
  private static let chainRule = Formula(
    "\\frac{\\partial L}{\\partial x_l} = \\frac{\\partial L}{\\partial x_{l+1}} \\left(1 + \\frac{\\partial F}{\\partial x_l}\\right)",
    text: "∂L/∂x_l = ∂L/∂x_{l+1} · (1 + ∂F/∂x_l)")
  private static let jacobian = Formula("\\partial F/\\partial x_l", text: "∂F/∂x_l")
  private static let gain = Formula(
    "\\lVert\\partial L/\\partial x_l\\rVert / \\lVert\\partial L/\\partial x_{l+1}\\rVert",
    text: "‖∂L/∂x_l‖ / ‖∂L/∂x_{l+1}‖")
}
