public import Failures

/// Something that is offered by name.
public protocol CatalogueEntry: Sendable {
  /// The name.
  var name: String { get }
  /// How it is asked for, for messages and help: `resnet56`, `arrays:x.npy,y.npy`.
  var examples: [String] { get }
  /// What can be chosen of it.
  var options: [CatalogueOption] { get }
}

/// What is offered of a kind, in the order in which it is listed.
public struct Catalogue<Entry: CatalogueEntry>: Sendable {
  /// The setting by which an entry is chosen, such as `model`.
  public let setting: Setting
  /// The entries.
  public let entries: [Entry]

  /// Creates a catalogue.
  public init(_ setting: Setting, _ entries: [Entry]) {
    self.setting = setting
    self.entries = entries
  }

  /// The options of all entries, each setting once.
  public var options: [OfferedOption] {
    var meanings: [Setting: [OfferedOption.Meaning]] = [:]
    var order: [Setting] = []
    for entry in entries {
      for option in entry.options {
        if meanings[option.setting] == nil { order.append(option.setting) }
        meanings[option.setting, default: []].append(
          OfferedOption.Meaning(owner: entry.name, option: option))
      }
    }
    return order.map { OfferedOption(meanings: meanings[$0] ?? []) }
  }

  /// All examples.
  public var examples: [String] { entries.flatMap(\.examples) }

  /// Refuses choices that do not belong to an entry.
  ///
  /// - Throws: `Failure` (usage) that says what they belong to.
  public func check(_ values: OptionValues, for entry: Entry) throws(Failure) {
    let known = Set(entry.options.map(\.setting))
    guard let foreign = values.settings.first(where: { !known.contains($0) }) else { return }
    let owners = entries.filter { $0.options.contains { $0.setting == foreign } }.map(\.name)
    let others = owners.dropLast().joined(separator: ", ") + (owners.count > 1 ? " or " : "")
    let own = entry.options.map { option -> Phrase in "\(setting: option.setting)" }
    let remedy: Phrase =
      own.isEmpty
      ? "Leave it out." : "Leave it out. Of \(entry.name) you can choose \(list(own))."
    throw Failure(
      .usage,
      owners.isEmpty
        ? "is not an option of \(entry.name)"
        : "goes with \(others)\(owners.last ?? ""), not with \(entry.name)",
      at: .setting(foreign), remedy: remedy)
  }

  /// What is said of a name that is not offered: the nearest one only where it is near enough to be
  /// a slip of the pen, and always all there are.
  ///
  /// - Parameters:
  ///   - text: the name as the user wrote it.
  ///   - advice: what else helps.
  public func refusal(of text: String, advice: Phrase? = nil) -> Failure {
    let guess =
      nearName(to: text.lowercased(), among: examples).map { "Did you mean \($0)? " } ?? ""
    let offered: Phrase = "\(guess)Offered are \(examples.joined(separator: ", "))."
    return Failure(
      .usage, "\"\(text)\" is not offered", at: .setting(setting),
      remedy: advice.map { "\(offered) \($0)" } ?? offered)
  }

  private func list(_ phrases: [Phrase]) -> Phrase {
    phrases.enumerated().reduce("") { list, next in
      let separator = next.offset == 0 ? "" : next.offset == phrases.count - 1 ? " and " : ", "
      return list + Phrase(separator) + next.element
    }
  }
}
