/// Where something went wrong, as data.
public enum Place: Hashable, Sendable {
  /// A file, a folder or a value that has a name, and what in it.
  case file(String, Part? = nil)
  /// A setting, with the value that was given where it helps to see it.
  case setting(Setting, value: String? = nil)

  /// A part of a file.
  public enum Part: Hashable, Sendable {
    /// A byte, counted from 0.
    case byte(Int)
    /// A line, counted from 1.
    case line(Int)
    /// A tensor, a dataset, an attribute or a group, by its name.
    case item(String)
  }

  /// The file; nil where the place is a setting.
  public var path: String? {
    if case .file(let path, _) = self { path } else { nil }
  }

  /// The place in words.
  ///
  /// - Parameter naming: how settings are written.
  public func text(naming: SettingNaming) -> String {
    switch self {
    case .file(let path, nil): path
    case .file(let path, .byte(let offset)): "\(path), byte \(offset)"
    case .file(let path, .line(let number)): "\(path), line \(number)"
    case .file(let path, .item(let name)): "\(path) (\(name))"
    case .setting(let setting, let value): naming(setting, value)
    }
  }
}

extension Place: CustomStringConvertible {
  /// The place with a setting in words.
  public var description: String { text(naming: Setting.inWords) }
}
