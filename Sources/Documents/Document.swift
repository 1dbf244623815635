/// A document as a tree: what each written form (text, Markdown, HTML, LaTeX) is made from.
///
/// A document without a title is a piece to be put into another one: its LaTeX has no preamble, its
/// HTML no head.
public struct Document: Hashable, Sendable {
  /// A piece of a document.
  public enum Block: Hashable, Sendable {
    /// The title of a section; level 1 stands below the document's own title.
    case heading(String, level: Int)
    /// Running text.
    case paragraph(RichText)
    /// Lines that stay below each other.
    case lines([RichText])
    /// Running texts, each with a mark before it.
    case list([RichText])
    /// What is known of something, each fact with its name.
    case facts([Fact])
    /// A table.
    case table(Table)
    /// A picture.
    case figure(Figure)
    /// A command, or other text of fixed width, line by line.
    case code(String)
    /// A formula that stands by itself.
    case formula(Formula)
    /// What was found of one named thing.
    case finding(Finding)
  }

  /// A fact with its name.
  public struct Fact: Hashable, Sendable {
    /// What it is about.
    public let name: RichText
    /// What is the case.
    public let value: RichText

    /// Names a fact.
    public init(_ name: RichText, _ value: RichText) { (self.name, self.value) = (name, value) }
  }

  /// A picture.
  public struct Figure: Hashable, Sendable {
    /// Where it lies, relative to the document.
    public let path: String
    /// What it shows, for those who cannot see it.
    public let description: String
    /// What stands below it; nil for nothing.
    public let caption: RichText?

    /// Puts a picture into a document.
    public init(path: String, description: String, caption: RichText? = nil) {
      (self.path, self.description, self.caption) = (path, description, caption)
    }
  }

  /// What was found of one named thing, such as a file: on a terminal a line with the rest indented
  /// below it, in LaTeX one float.
  public struct Finding: Hashable, Sendable {
    /// What it was found of.
    public let name: String
    /// The main result, without a full stop.
    public let headline: RichText
    /// More, without full stops.
    public let details: [RichText]
    /// The numbers.
    public let tables: [Table]
    /// Reasons to read the result with care.
    public let warnings: [RichText]

    /// Puts a finding together.
    public init(
      name: String, headline: RichText, details: [RichText] = [], tables: [Table] = [],
      warnings: [RichText] = []
    ) {
      (self.name, self.headline, self.details) = (name, headline, details)
      (self.tables, self.warnings) = (tables, warnings)
    }
  }

  /// The title; nil for a piece of a document.
  public let title: String?
  /// The pieces, in their order.
  public let blocks: [Block]

  /// Puts a document together.
  public init(title: String? = nil, blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }
}
