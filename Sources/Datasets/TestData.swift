internal import Catalogues
internal import Failures

/// The files of the test split of data that are in files of the user's own.
enum TestData {
  /// The setting by which they are chosen.
  static let setting = Setting("test data")

  /// The option.
  ///
  /// - Parameter usual: what the test split is where none is chosen.
  static func option(usual: String = "none; the same files serve as both") -> CatalogueOption {
    CatalogueOption(
      setting, placeholder: "files",
      help: "Files of the test split, written like those of the train split.", usual: usual)
  }

  /// What is chosen, without the name of the kind that may stand before it; nil where nothing is.
  static func chosen(_ values: OptionValues, kind: String) -> String? {
    values[setting].map { text in
      text.hasPrefix("\(kind):") ? String(text.dropFirst(kind.count + 1)) : text
    }
  }
}
