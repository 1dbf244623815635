public import Archives

extension Ledger where Work == [String: JSONValue] {
  /// Opens a ledger of named parts, in a JSON file beside what they are about: its `manifest`
  /// records everything that determines the numbers, its `parts` the results so far.
  ///
  /// Only results computed under the same manifest are used. Those under another one stay where they are,
  /// and what other runs keep at the same time: the work is then kept in a file with a number in its name.
  ///
  /// - Parameters:
  ///   - path: the JSON file.
  ///   - manifest: everything that determines the numbers; its `kind` says what they are.
  ///   - cadence: when the parts are written.
  /// - Throws: `Failure` (data) where the file is there, but holds none of these.
  public convenience init(parts path: String, manifest: JSONValue, _ cadence: LedgerCadence) throws
  {
    try self.init(in: try PartsPlace(path, manifest: manifest, share: .whole), cadence)
  }

  /// Opens a ledger of named parts that has a place already.
  convenience init(in place: PartsPlace, _ cadence: LedgerCadence) throws {
    try self.init(
      at: { place.path }, for: place.share.isWhole ? .answer : .shareOfAnswer, cadence,
      as: LedgerForm(isEmpty: \.isEmpty, write: { parts, _ in try place.write(parts) }),
      conclude: place.conclude, earlier: { place.parts })
  }

  /// Whether an earlier run has kept parts computed under the same manifest. One that was killed after its
  /// answer was in safety has not removed them.
  ///
  /// - Parameters:
  ///   - path: the JSON file.
  ///   - manifest: everything that determines the numbers.
  public static func holdsParts(at path: String, of manifest: JSONValue) -> Bool {
    guard let place = try? PartsPlace(path, manifest: manifest, share: .whole) else { return false }
    return !place.parts.isEmpty
  }
}
