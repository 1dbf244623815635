package import Archives
package import Failures

/// What has been computed of something that takes long, kept in a file as long as that is not
/// finished, so that a later run goes on from there.
///
/// The file lies beside what the work is about and has `.partial` at the end of its name. It holds
/// `manifest`, everything that determines the numbers, and `parts`, what is known. What was computed
/// under another manifest is not used, and goes as soon as there is something to keep.
package final class PartialResults {
  /// What an earlier run has left; empty where there was none.
  package let earlier: [String: JSONValue]
  private let path: String
  private let manifest: JSONValue
  private var latestWrite = ContinuousClock.now

  /// Long work is kept so often, should it not end in good order.
  private static let interval = Duration.seconds(10)

  /// Reads what an earlier run has left.
  ///
  /// - Parameter manifest: everything that determines the numbers; its `kind` says what they are.
  /// - Throws: `Failure` (data) where the file is there, but is none of these.
  package init(path: String, manifest: JSONValue) throws {
    self.path = path
    self.manifest = manifest
    guard InputFile.exists(at: path) else {
      earlier = [:]
      return
    }
    let text = String(decoding: try InputFile.bytes(at: path), as: UTF8.self)
    guard let file = try? JSONValue(parsing: text, from: path),
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
    try AtomicFile.write(file.serialized() + "\n", to: path)
    latestWrite = .now
  }

  /// Keeps what is known by now if that was not done for some time. That it cannot be kept is no
  /// reason to end the work.
  package func keepNowAndThen(_ parts: @autoclosure () -> [String: JSONValue]) {
    guard latestWrite.duration(to: .now) >= Self.interval else { return }
    latestWrite = .now
    try? keep(parts())
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
