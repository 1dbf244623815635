internal import Archives
package import ArgumentParser
internal import Failures

/// A command, with the files that it reads and writes.
///
/// Every command is one: before it runs, the tool checks that no output replaces an input or
/// another output.
package protocol FileUser: ParsableCommand {
  /// The files that it reads, as far as its arguments name them.
  var inputs: [String] { get }
  /// The files that it writes; of those in a folder, the ones that are there already.
  var outputs: [OutputFile] { get }
}

extension FileUser {
  /// Makes sure that no output replaces an input or another output.
  ///
  /// - Throws: `Failure` (usage) naming the file.
  func checkFiles() throws {
    let read = Set(inputs.map(FileIdentity.init(of:)))
    var written: Set<FileIdentity> = []
    for output in outputs {
      let identity = FileIdentity(of: output.path)
      let remedy: Phrase =
        output.option.map { "Choose another name for \(setting: $0)." } ?? "Choose another name."
      guard !read.contains(identity) else {
        throw Failure(.usage, "is an input of this command", at: output.path, remedy: remedy)
      }
      guard written.insert(identity).inserted else {
        throw Failure(.usage, "is also the name of another result", at: output.path, remedy: remedy)
      }
    }
  }
}
