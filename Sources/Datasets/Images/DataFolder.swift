internal import Archives
internal import Failures

/// The folder in which the files of a known set are looked for.
struct DataFolder {
  let path: String

  /// The setting by which it is chosen.
  static let setting: Setting = "data directory"

  /// - Throws: `Failure` (usage) if no folder is chosen.
  init(_ path: String?, of name: String, holding files: String) throws(Failure) {
    guard let path else {
      throw Failure(
        .usage, "the folder of \(name) is not given", at: .setting(Self.setting),
        remedy: "Give the folder that holds \(files).")
    }
    self.path = path
  }

  /// The paths of a file by all the names that it can have.
  func candidates(_ names: [String]) -> [String] { names.map { "\(path)/\($0)" } }

  /// The first of several files that there is.
  func first(_ names: [String]) -> String? { candidates(names).first(where: InputFile.exists) }

  /// The first of several files that there is.
  ///
  /// - Throws: `Failure` (missing) if there is none of them.
  func found(_ names: [String], of kind: String) throws(Failure) -> String {
    if let path = first(names) { return path }
    throw Failure(
      .missing, "the file \(names[0]) of \(kind) is missing", at: path,
      remedy: "Give the folder of the files with \(setting: Self.setting).")
  }
}
