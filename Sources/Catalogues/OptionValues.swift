public import Failures

/// What was chosen of the options of a catalogue's entry, as texts.
public struct OptionValues: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  private var texts: [Setting: String]

  /// Creates choices.
  public init(_ texts: [Setting: String] = [:]) { self.texts = texts }

  /// Creates choices.
  public init(dictionaryLiteral elements: (Setting, String)...) {
    texts = Dictionary(elements) { $1 }
  }

  /// What was chosen of a setting; nil where nothing was.
  public subscript(setting: Setting) -> String? {
    get { texts[setting] }
    set { texts[setting] = newValue }
  }

  /// These choices, and others where nothing is chosen.
  public func completed(by others: OptionValues) -> OptionValues {
    OptionValues(texts.merging(others.texts) { chosen, _ in chosen })
  }

  /// The settings of which something was chosen, in the order of their names.
  public var settings: [Setting] { texts.keys.sorted { $0.name < $1.name } }

  /// The text of what is chosen without a value.
  public static let chosen = "yes"

  /// Whether something is chosen that takes no value.
  ///
  /// - Throws: `Failure` (usage) where a value is given.
  public func isChosen(_ setting: Setting) throws(Failure) -> Bool {
    guard let text = texts[setting] else { return false }
    guard text == Self.chosen else {
      throw Failure(
        .usage, "takes no value, got \"\(text)\"", at: .setting(setting),
        remedy: "Choose it without one, or leave it out.")
    }
    return true
  }

  /// A whole number.
  ///
  /// - Throws: `Failure` (usage) that names the setting, and the range where there is one.
  public func integer(_ setting: Setting, in range: ClosedRange<Int>? = nil) throws(Failure)
    -> Int?
  {
    guard let text = texts[setting] else { return nil }
    let remedy: Phrase =
      range.map { "Give a number from \($0.lowerBound) to \($0.upperBound)." }
      ?? "Give a whole number."
    guard let number = Int(text) else {
      throw Failure(
        .usage, "\"\(text)\" is not a whole number", at: .setting(setting), remedy: remedy)
    }
    guard range?.contains(number) != false else {
      throw Failure(.usage, "\(number) is out of range", at: .setting(setting), remedy: remedy)
    }
    return number
  }

  /// A number from a range without its upper end.
  ///
  /// - Throws: `Failure` (usage) that names the setting and the range.
  public func number(_ setting: Setting, in range: Range<Double>) throws(Failure) -> Double? {
    guard let text = texts[setting] else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw Failure(
        .usage, "\"\(text)\" is not a number from \(range.lowerBound) to below \(range.upperBound)",
        at: .setting(setting))
    }
    return number
  }

  /// One of several names.
  ///
  /// - Throws: `Failure` (usage) with all names if it is none of them.
  public func choice<Choice>(
    _ setting: Setting, of choices: [Choice], named name: (Choice) -> String
  ) throws(Failure) -> Choice? {
    guard let text = texts[setting] else { return nil }
    let names = choices.map(name)
    guard let index = names.firstIndex(of: text) else {
      let guess = nearName(to: text.lowercased(), among: names).map { "Did you mean \($0)? " } ?? ""
      throw Failure(
        .usage, "\"\(text)\" is not a known \(setting.name)", at: .setting(setting),
        remedy: "\(guess)Choose \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")."
      )
    }
    return choices[index]
  }
}
