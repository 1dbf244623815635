package import Archives
package import Failures

/// What has been computed of something that takes long, kept in a file as long as that is not
/// finished, so that a later run goes on from there.
///
/// The file lies beside what the work is about and has `.partial` at the end of its name. It holds
/// `manifest`, everything that determines the numbers, and `parts`, what is known. What was computed
/// under another manifest is not used, and goes as soon as there is something to keep.
public final class PartialResults {
  /// What an earlier run has left; empty where there was none.
  package let earlier: [String: JSONValue]
  /// Whether it holds something that the latest work has not asked for.
  package var holdsMore = false
  private let path: String
  private let manifest: JSONValue
  private let interval: Duration
  private var latestWrite = ContinuousClock.now

  /// Reads what an earlier run has left.
  ///
  /// - Parameters:
  ///   - manifest: everything that determines the numbers; its `kind` says what they are.
  ///   - interval: how often long work is kept, should it not end in good order.
  /// - Throws: `Failure` (data) where the file is there, but is none of these.
  package init(path: String, manifest: JSONValue, interval: Duration = .seconds(10)) throws {
    self.path = path
    self.manifest = manifest
    self.interval = interval
    guard InputFile.exists(at: path) else {
      earlier = [:]
      return
    }
    guard let file = try? JSONValue(path: path),
      file["manifest"]?["kind"] == manifest["kind"], let parts = file["parts"]?.object
    else {
      throw Failure(
        .data, "is no unfinished work of this kind", at: path, remedy: "Remove it to begin anew.")
    }
    earlier = file["manifest"] == manifest ? parts : [:]
  }

  /// Keeps what is known by now.
  ///
  /// - Throws: `Failure` (output) where the file cannot be written.
  package func keep(_ parts: [String: JSONValue]) throws {
    let file: JSONValue = ["manifest": manifest, "parts": .object(parts)]
    try file.write(to: path, pretty: false)
    latestWrite = .now
  }

  /// Keeps what is known by now if that was not done for some time. That it cannot be kept is no
  /// reason to end the work.
  package func keepNowAndThen(_ parts: @autoclosure () -> [String: JSONValue]) {
    guard latestWrite.duration(to: .now) >= interval else { return }
    latestWrite = .now
    try? keep(parts())
  }

  /// Removes the file, once the result of the work is in safety; not where it holds more than that.
  ///
  /// - Throws: `Failure` (output) where that cannot be done.
  package func finish() throws {
    if !holdsMore { try AtomicFile.remove(path) }
  }

  /// Hands an answer on, and removes what was kept for it once it has arrived.
  ///
  /// - Parameters:
  ///   - works: what the answer was made from.
  ///   - deliver: returns when the answer is in safety.
  /// - Throws: what `deliver` throws, which says where the work is kept.
  package static func finish(_ works: [PartialResults], after deliver: () throws -> Void) throws {
    do {
      try deliver()
    } catch let failure as Failure {
      let kept = works.map(\.path).filter(InputFile.exists)
      guard let first = kept.first else { throw failure }
      let others = kept.count > 1 ? " and \(kept.count - 1) more" : ""
      let note = "What was computed is kept in \(first)\(others)."
      throw Failure(
        failure.code, failure.what, at: failure.place,
        remedy: failure.remedy.map { "\($0) \(note)" } ?? "\(note)")
    }
    for work in works { try work.finish() }
  }

  /// The same for one.
  public func finish(after deliver: () throws -> Void) throws {
    try Self.finish([self], after: deliver)
  }

  /// Keeps what is known of work that was stopped.
  ///
  /// - Parameter what: how far it came.
  /// - Returns: the failure that ends it, and says how to go on.
  package func stopped(_ what: String, keeping parts: [String: JSONValue]) -> Failure {
    guard !parts.isEmpty else {
      return Failure(
        .interrupted, "\(what), before there was anything to keep",
        remedy: "Run the same command again.")
    }
    do {
      try keep(parts)
    } catch {
      let reason = (error as? Failure)?.what ?? "\(error)"
      return Failure(
        .interrupted, "\(what), which could not be kept: \(path) \(reason)",
        remedy: "Run the same command again.")
    }
    return Failure(
      .interrupted, "\(what); kept in \(path)", remedy: "Run the same command again to go on.")
  }
}
