/// Running text with the little markup that a document needs: `**strong**`,
/// `*emphasised*`, \`code\` and `[text](target)`, none inside another, and formulas by
/// interpolation. A backslash takes the meaning from what follows it.
///
/// What is interpolated is taken as it stands, whatever it contains, unless it is rich text itself: a
/// file's name cannot break a report.
public struct RichText: Hashable, Sendable {
  /// A stretch of text of one kind.
  public enum Span: Hashable, Sendable {
    /// Text without any markup.
    case plain(String)
    /// Text that stands out.
    case strong(String)
    /// Text that is stressed.
    case emphasised(String)
    /// Text of fixed width.
    case code(String)
    /// Text that leads to an address or a path.
    case link(String, target: String)
    /// A formula.
    case formula(Formula)
  }

  private var source: String

  /// Text without markup, as it stands.
  public init(verbatim text: some StringProtocol) { source = RichText.escaped(text) }

  /// The stretches, none of them empty.
  public var spans: [Span] {
    var parser = RichTextParser(source)
    return parser.spans()
  }

  /// The text alone.
  public var plainText: String {
    spans.map { span in
      switch span {
      case .plain(let text), .strong(let text), .emphasised(let text), .code(let text): text
      case .link(let text, _): text
      case .formula(let formula): formula.text
      }
    }.joined()
  }

  /// One text after another.
  public static func + (first: RichText, second: RichText) -> RichText {
    var sum = first
    sum.source += second.source
    return sum
  }

  private static func escaped(_ text: some StringProtocol) -> String {
    let special: Set<Unicode.Scalar> = ["\\", "*", "`", "[", "]", "$", "|"]
    return text.unicodeScalars.map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}

extension RichText: ExpressibleByStringInterpolation {
  /// Text with markup.
  public init(stringLiteral value: String) { source = value }

  /// Text with markup, and what was put into it.
  public init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

  /// Puts texts together.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    /// Begins with nothing.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds text with markup.
    public mutating func appendLiteral(_ literal: String) { source += literal }

    /// Adds a value as it stands.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      source += RichText.escaped(value.description)
    }

    /// Adds a path or an address as the target of a link; what would end it is written in per cent.
    public mutating func appendInterpolation(path: String) {
      let signs: [Unicode.Scalar: String] = [")": "%29", "(": "%28", " ": "%20", "\\": "%5C"]
      source += path.unicodeScalars.map { signs[$0] ?? String($0) }.joined()
    }

    /// Adds a formula.
    public mutating func appendInterpolation(_ formula: Formula) {
      source += "$\(RichText.escaped(formula.latex))|\(RichText.escaped(formula.text))$"
    }

    /// Adds text with its markup.
    public mutating func appendInterpolation(_ text: RichText) { source += text.source }
  }
}

/// Cuts the source of a rich text into its stretches. Markup that does not end is text.
private struct RichTextParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var found: [RichText.Span] = []
  private var pending = ""

  init(_ source: String) { scalars = Array(source.unicodeScalars) }

  mutating func spans() -> [RichText.Span] {
    while position < scalars.count {
      if isNext("**"), let text = enclosed("**", by: "**") {
        add(.strong(text))
      } else if isNext("*"), !isNext("**"), let text = enclosed("*", by: "*") {
        add(.emphasised(text))
      } else if isNext("`"), let text = enclosed("`", by: "`") {
        add(.code(text))
      } else if isNext("["), let link = link() {
        add(link)
      } else if isNext("$"), let formula = formula() {
        add(formula)
      } else {
        pending.unicodeScalars.append(scalar())
      }
    }
    flush()
    return found
  }

  private mutating func add(_ span: RichText.Span) {
    flush()
    found.append(span)
  }

  private mutating func flush() {
    if !pending.isEmpty { found.append(.plain(pending)) }
    pending = ""
  }

  private func isNext(_ mark: String) -> Bool {
    scalars[position...].starts(with: mark.unicodeScalars)
  }

  /// The next scalar, that after a backslash as it stands.
  private mutating func scalar() -> Unicode.Scalar {
    if scalars[position] == "\\", position + 1 < scalars.count { position += 1 }
    defer { position += 1 }
    return scalars[position]
  }

  private mutating func formula() -> RichText.Span? {
    let start = position
    if let latex = enclosed("$", by: "|", keepingEnd: true), let text = enclosed("|", by: "$") {
      return .formula(Formula(latex, text: text))
    }
    position = start
    return nil
  }

  private mutating func link() -> RichText.Span? {
    let start = position
    if let text = enclosed("[", by: "](", keepingEnd: true), let target = enclosed("](", by: ")") {
      return .link(text, target: target)
    }
    position = start
    return nil
  }

  /// What stands between two marks; nil, and nothing read, where the second does not come or there is
  /// nothing between.
  private mutating func enclosed(
    _ begin: String, by end: String, keepingEnd: Bool = false
  ) -> String? {
    let start = position
    position += begin.unicodeScalars.count
    var text = ""
    while position < scalars.count {
      if isNext(end), !text.isEmpty {
        if !keepingEnd { position += end.unicodeScalars.count }
        return text
      }
      text.unicodeScalars.append(scalar())
    }
    position = start
    return nil
  }
}
