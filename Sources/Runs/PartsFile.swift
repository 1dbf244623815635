internal import Archives

/// A file of named parts of unfinished work: `manifest`, `parts` and, where it is the share of one of several
/// processes, `shares`.
struct PartsFile: Equatable {
  /// What a file holds.
  enum Contents: Equatable {
    case nothing
    case parts(PartsFile)
    case otherManifest
    case foreign
  }

  let path: String
  /// The results so far.
  var parts: [String: JSONValue]
  /// The answers that they are for; none where one process keeps them for itself.
  var shares: [ShareMark]

  private enum Key {
    static let manifest = "manifest"
    static let parts = "parts"
    static let shares = "shares"
    static let kind = "kind"
  }

  /// Looks into a file.
  static func contents(of path: String, manifest: JSONValue) -> Contents {
    guard InputFile.exists(at: path) else { return .nothing }
    guard let file = try? JSONValue(path: path),
      file[Key.manifest]?[Key.kind] == manifest[Key.kind], let parts = file[Key.parts]?.object
    else { return .foreign }
    guard file[Key.manifest] == manifest else { return .otherManifest }
    let shares = (file[Key.shares]?.array ?? []).compactMap(ShareMark.init(json:))
    return .parts(PartsFile(path: path, parts: parts, shares: shares))
  }

  /// Writes it, whole or not at all.
  func write(manifest: JSONValue) throws {
    var file: JSONValue = [Key.manifest: manifest, Key.parts: .object(parts)]
    if !shares.isEmpty { file[Key.shares] = .array(shares.map(\.json)) }
    try file.write(to: path, pretty: false)
  }

  /// Whether the file still holds just this.
  func isUnchanged(manifest: JSONValue) -> Bool {
    Self.contents(of: path, manifest: manifest) == .parts(self)
  }
}

/// How far one of several processes is with its share of an answer.
struct ShareMark: Equatable {
  /// What the answer depends on besides the manifest.
  let settings: JSONValue
  /// Whether the share is done.
  var isDone = false
  /// What the process has found that others want to know.
  var note: JSONValue?

  private enum Key {
    static let settings = "settings"
    static let done = "done"
    static let note = "note"
  }

  /// A share that is begun.
  init(_ settings: JSONValue) { self.settings = settings }

  init?(json: JSONValue) {
    guard let settings = json[Key.settings], let isDone = json[Key.done]?.bool else { return nil }
    self.init(settings)
    (self.isDone, note) = (isDone, json[Key.note])
  }

  var json: JSONValue {
    var json: JSONValue = [Key.settings: settings, Key.done: .bool(isDone)]
    json[Key.note] = note
    return json
  }
}
