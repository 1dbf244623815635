/// A formula, once for each kind of writer: LaTeX also for Markdown, plain signs for HTML and
/// terminals.
public struct Formula: Hashable, Sendable {
  /// In LaTeX, without the dollar signs around it.
  public let latex: String
  /// In plain signs: `∂L/∂x`.
  public let text: String

  /// Writes a formula; one whose LaTeX reads well as it stands needs no other text.
  public init(_ latex: String, text: String? = nil) {
    self.latex = latex
    self.text = text ?? latex
  }
}
