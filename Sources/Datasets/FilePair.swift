internal import Failures

/// Two files, the inputs first, as they are written one after the other with a comma between.
struct FilePair {
  let inputs: String
  let targets: String

  /// Reads the names.
  ///
  /// - Parameters:
  ///   - prefix: what stands before the names, such as `arrays:`.
  ///   - example: how they are written, such as `x.npy,y.npy`.
  ///   - remark: what else to say.
  /// - Throws: `Failure` (usage) unless there are two.
  init(
    _ text: String, of kind: String, prefix: String, example: String, remark: String,
    at place: Place
  ) throws(Failure) {
    let paths = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard paths.count == 2, !paths.contains("") else {
      throw Failure(
        .usage, "\(kind) need two files, got \"\(prefix)\(text)\"", at: place,
        remedy: "Write \(prefix)\(example), \(remark).")
    }
    (inputs, targets) = (paths[0], paths[1])
  }
}
