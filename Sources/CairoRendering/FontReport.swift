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
  public internal(set) var absentFamily: String?
  /// The fonts that supply what the font lacks.
  public private(set) var fallbacks: [Fallback] = []
  /// The characters that no installed font has, each once; the picture shows `?` for them.
  public internal(set) var missing: [Character] = []

  /// Creates the report of a picture that is as it was asked for.
  public init() {}

  /// Whether there is nothing to report.
  public var isEmpty: Bool { absentFamily == nil && fallbacks.isEmpty && missing.isEmpty }

  mutating func add(_ character: Character, from family: String) {
    if let index = fallbacks.firstIndex(where: { $0.family == family }) {
      fallbacks[index].characters.append(character)
    } else {
      fallbacks.append(Fallback(family: family, characters: [character]))
    }
  }
}
