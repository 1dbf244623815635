internal import ArgumentParser
internal import Catalogues
internal import Failures

/// A catalogue whose options the command line offers.
protocol OptionSource {
  /// The options of all entries.
  static var offered: [OfferedOption] { get }
}

/// What can be chosen of a catalogue's entries, an option for each setting that they name.
///
/// The options are made from what the entries say of themselves: an entry that is added, or gets
/// another setting, changes nothing here. The parser finds the options of a type by looking at the
/// properties of an instance, and lets a type say what those are.
struct CatalogueOptions<Source: OptionSource>: ParsableArguments, CustomReflectable {
  /// What was chosen.
  private(set) var values = OptionValues()

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for option in Source.offered {
      let key = Key(option.setting)
      values[option.setting] =
        if option.placeholder == nil {
          try container.decode(Flag<Bool>.self, forKey: key).wrappedValue
            ? OptionValues.chosen : nil
        } else {
          try container.decode(Option<String?>.self, forKey: key).wrappedValue
        }
    }
  }

  var customMirror: Mirror {
    .init(
      self,
      children: Source.offered.map { option in
        let name = Key(option.setting).stringValue
        let help = ArgumentHelp("\(option.help)", valueName: option.placeholder)
        let wrapper: Any =
          option.placeholder == nil
          ? Flag(wrappedValue: false, name: .customLong(name), help: help)
          : Option<String?>(name: .customLong(name), parsing: .unconditional, help: help)
        return (label: name, value: wrapper)
      })
  }

  /// The key of an option: its flag without the hyphens in front.
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ setting: Setting) { stringValue = String(flag(setting, nil).dropFirst(2)) }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
