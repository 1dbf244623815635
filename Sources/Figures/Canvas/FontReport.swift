/// How the letters of a picture differ from the font that was asked for.
public struct FontReport: Hashable, Sendable {
  /// A font that took the place of the one that was asked for.
  public struct Fallback: Hashable, Sendable {
    /// Its family.
    public let family: String
    /// The characters set in it, each once, in the order in which they were met.
    public fileprivate(set) var characters: [Character]
  }

  /// The family that was asked for and is not installed; nil where it is.
  public package(set) var absentFamily: String?
  /// The fonts that supply what the font lacks.
  public private(set) var fallbacks: [Fallback] = []
  /// The characters that no installed font has, each once. PNG and PDF files show `?` for them; an SVG
  /// file holds them, and shows what the program that opens it has for them.
  public package(set) var missing: [Character] = []

  /// Creates the report of a picture that is as it was asked for.
  public init() {}

  /// Whether there is nothing to report.
  public var isEmpty: Bool { absentFamily == nil && fallbacks.isEmpty && missing.isEmpty }

  /// Adds a character that another font supplies.
  package mutating func add(_ character: Character, from family: String) {
    if let index = fallbacks.firstIndex(where: { $0.family == family }) {
      fallbacks[index].characters.append(character)
    } else {
      fallbacks.append(Fallback(family: family, characters: [character]))
    }
  }
}
