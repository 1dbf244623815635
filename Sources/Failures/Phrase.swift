/// A text that may name settings, kept apart from it until somebody says how they are written:
/// `"Choose another name, or replace it with \(setting: "overwrite")."`.
public struct Phrase: Hashable, Sendable {
  private enum Piece: Hashable {
    case text(String)
    case setting(Setting, value: String?)
  }

  /// No two texts follow each other, so that phrases that read alike are equal.
  private var pieces: [Piece] = []

  /// Creates a phrase that names no setting.
  public init(_ text: String) { append(.text(text)) }

  /// Creates a phrase that is the name of a setting, with a value where one is given.
  public init(_ setting: Setting, value: String? = nil) {
    append(.setting(setting, value: value))
  }

  /// The text.
  ///
  /// - Parameter naming: how settings are written.
  public func text(naming: SettingNaming) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .setting(let setting, let value): naming(setting, value)
      }
    }.joined()
  }

  /// One phrase after another.
  public static func + (first: Phrase, second: Phrase) -> Phrase {
    var whole = first
    second.pieces.forEach { whole.append($0) }
    return whole
  }

  private mutating func append(_ piece: Piece) {
    if case .text(let text) = piece {
      guard !text.isEmpty else { return }
      if case .text(let before)? = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
        return
      }
    }
    pieces.append(piece)
  }
}

extension Phrase: CustomStringConvertible {
  /// The text with settings in words.
  public var description: String { text(naming: Setting.inWords) }
}

extension Phrase: ExpressibleByStringInterpolation {
  /// Creates a phrase that names no setting.
  public init(stringLiteral text: String) { self.init(text) }

  /// Creates a phrase from its pieces.
  public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.phrase }

  /// Collects the pieces of a phrase.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase("")

    /// Begins a phrase.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds text.
    public mutating func appendLiteral(_ text: String) { phrase = phrase + Phrase(text) }

    /// Adds the description of a value.
    public mutating func appendInterpolation<Value>(_ value: Value) {
      appendLiteral("\(value)")
    }

    /// Adds a setting, with a value where one is given: `\(setting: "model", "resnet56")`.
    public mutating func appendInterpolation(setting: Setting, _ value: String? = nil) {
      phrase = phrase + Phrase(setting, value: value)
    }

    /// Adds a phrase with the settings that it names.
    public mutating func appendInterpolation(_ phrase: Phrase) {
      self.phrase = self.phrase + phrase
    }
  }
}
