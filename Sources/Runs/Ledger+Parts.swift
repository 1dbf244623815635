public import Archives
internal import Failures

extension Ledger where Work == [String: JSONValue] {
  /// Opens a ledger of named parts, in a JSON file beside what they are about: its `manifest`
  /// records everything that determines the numbers, its `parts` the results so far.
  ///
  /// Results computed under another manifest are not used, and are replaced at the next write.
  ///
  /// - Parameters:
  ///   - path: the JSON file.
  ///   - manifest: everything that determines the numbers; its `kind` says what they are.
  ///   - cadence: when the parts are written.
  /// - Throws: `Failure` (data) where the file is there, but holds none of these.
  public convenience init(parts path: String, manifest: JSONValue, _ cadence: LedgerCadence) throws
  {
    try self.init(
      path: path, for: .answer, cadence,
      as: LedgerForm(
        isEmpty: \.isEmpty,
        write: { parts, path in
          let file: JSONValue = ["manifest": manifest, "parts": .object(parts)]
          try file.write(to: path, pretty: false)
        }),
      earlier: {
        guard InputFile.exists(at: path) else { return [:] }
        guard let file = try? JSONValue(path: path),
          file["manifest"]?["kind"] == manifest["kind"], let parts = file["parts"]?.object
        else {
          throw Failure(
            .data, "does not hold unfinished work of this kind", at: path,
            remedy: "Remove it to start over.")
        }
        return file["manifest"] == manifest ? parts : [:]
      })
  }
}
