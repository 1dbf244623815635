/// Something that a caller can choose, such as the learning rate or the number of samples.
///
/// A library says *which* setting is wrong or would help; how a user writes it is known only to
/// the program in front of it. The command line turns `learning rate` into `--learning-rate`.
/// A setting is known by its words alone; that each of them is an option of the command line is held
/// by a test of the tool.
public struct Setting: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name in words, lower case, such as `learning rate`.
  public let name: String

  /// Creates a setting with a name in words.
  public init(_ name: String) { self.name = name }

  /// Creates a setting with a name in words.
  public init(stringLiteral name: String) { self.name = name }

  /// The name in words.
  public var description: String { name }
}

/// How settings, with or without a value, are written for a reader: `learning rate` in a library,
/// `--learning-rate` on the command line.
public typealias SettingNaming = (_ setting: Setting, _ value: String?) -> String

extension Setting {
  /// In words: `learning rate`, `learning rate 0.1`.
  public static func inWords(_ setting: Setting, _ value: String?) -> String {
    value.map { "\(setting.name) \($0)" } ?? setting.name
  }
}
