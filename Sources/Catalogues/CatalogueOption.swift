public import Failures

/// Something that can be chosen of an entry of a catalogue, said as data: the command line makes a
/// flag of it, another front end whatever it likes.
public struct CatalogueOption: Hashable, Sendable {
  /// What is chosen, such as `image size`.
  public let setting: Setting
  /// What a value is called where one is asked for, such as `pixels`; nil for what is chosen without
  /// a value.
  public let placeholder: String?
  /// What it does, as a sentence without its default.
  public let help: String
  /// What holds where nothing is chosen, in words; nil where something must be chosen or the help
  /// says it.
  public let usual: String?

  /// Describes an option; without a placeholder one that takes no value.
  public init(
    _ setting: Setting, placeholder: String? = nil, help: String, usual: String? = nil
  ) {
    self.setting = setting
    self.placeholder = placeholder
    self.help = help
    self.usual = usual
  }
}

/// A setting as a whole catalogue offers it: several entries may have it, each in its own meaning.
public struct OfferedOption: Hashable, Sendable {
  /// The meaning of the setting for each of its owners.
  public let meanings: [Meaning]

  /// What a setting means for an entry.
  public struct Meaning: Hashable, Sendable {
    /// The entry's name.
    public let owner: String
    /// The option.
    public let option: CatalogueOption
  }

  /// What is chosen.
  public var setting: Setting { meanings[0].option.setting }
  /// What a value is called; nil for what is chosen without one.
  public var placeholder: String? { meanings[0].option.placeholder }

  /// What it does for whom: `Attention heads. (gpt; default: 4)`. Owners for which it means the same
  /// are named together.
  public var help: String {
    var owners: [CatalogueOption: [String]] = [:]
    var order: [CatalogueOption] = []
    for meaning in meanings {
      if owners[meaning.option] == nil { order.append(meaning.option) }
      owners[meaning.option, default: []].append(meaning.owner)
    }
    return order.map { option in
      let usual = option.usual.map { "; default: \($0)" } ?? ""
      let names = owners[option, default: []].joined(separator: ", ")
      return "\(option.help) (\(names)\(usual))"
    }.joined(separator: " ")
  }
}
