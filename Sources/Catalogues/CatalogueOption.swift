public import Failures

/// Something that can be chosen of an entry of a catalogue, said as data: the command line makes a
/// flag of it, another front end whatever it likes.
public struct CatalogueOption: Hashable, Sendable {
  /// What is chosen, such as `image size`.
  public let setting: Setting
  /// What a value is called where one is asked for, such as `pixels`.
  public let placeholder: String
  /// What it does, as a sentence without its default.
  public let help: String
  /// What holds where nothing is chosen, in words; nil where something must be chosen or the help
  /// says it.
  public let usual: String?

  /// Describes an option.
  public init(_ setting: Setting, placeholder: String, help: String, usual: String? = nil) {
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
  /// What a value is called.
  public var placeholder: String { meanings[0].option.placeholder }

  /// What it does for whom: `Attention heads. (gpt; default: 4)`. What it does for several in the
  /// same way is said once.
  public var help: String {
    var sentences: [(text: String, owners: [String], usual: String)] = []
    for meaning in meanings {
      let usual = meaning.option.usual.map { "; default: \($0)" } ?? ""
      if let same = sentences.firstIndex(where: {
        $0.text == meaning.option.help && $0.usual == usual
      }) {
        sentences[same].owners.append(meaning.owner)
      } else {
        sentences.append((meaning.option.help, [meaning.owner], usual))
      }
    }
    return sentences.map { sentence in
      "\(sentence.text) (\(sentence.owners.joined(separator: ", "))\(sentence.usual))"
    }.joined(separator: " ")
  }
}
