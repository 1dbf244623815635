package import Failures

/// How the command line writes the settings that a library names: `learning rate` is
/// `--learning-rate`, with its value where one is given.
package func flag(_ setting: Setting, _ value: String?) -> String {
  let name = "--" + setting.name.replacing(" ", with: "-")
  return value.map { "\(name) \($0)" } ?? name
}

extension Place {
  /// The setting behind a flag as it is written: `--trace-probes`.
  static func flag(_ text: String) -> Place {
    .setting(Setting(String(text.drop { $0 == "-" }).replacing("-", with: " ")))
  }
}
