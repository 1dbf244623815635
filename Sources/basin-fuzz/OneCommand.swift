internal import ArgumentParser
internal import CFuzzer
internal import Failures
internal import Foundation
internal import Synchronization

/// `basin-fuzz one`
struct OneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "one",
    abstract: "Feed one reader in this process.",
    discussion: """
      Readers: \(Reader.all.map(\.name).joined(separator: ", ")).

      What follows the name is libFuzzer's: folders of inputs, options, or a single input that is \
      read once, as after a crash.

      Examples:
        basin-fuzz one npy .build/fuzz/crashes/npy-crash-0123
        basin-fuzz one npy -max_total_time=60 .build/fuzz/corpus/npy
      """)

  @Argument(help: "The reader.") var reader: String
  @Argument(parsing: .captureForPassthrough, help: "Options and inputs of libFuzzer.")
  var options: [String] = []

  func run() throws {
    let reader = try Reader(named: reader)
    let folder = try InputFolder()
    target.withLock { $0 = FuzzTarget(reader: reader, folder: folder) }
    // libFuzzer ends the process itself.
    atexit { target.withLock { $0 }?.folder.remove() }
    var arguments = unsafe (["basin-fuzz"] + options).map { unsafe strdup($0) } + [nil]
    var count = Int32(options.count + 1)
    let status = unsafe arguments.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return unsafe LLVMFuzzerRunDriver(&count, &start) { bytes, count in
        let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
        target.withLock { $0 }?.read(input)
        return 0
      }
    }
    throw ExitCode(status)
  }
}

/// What libFuzzer calls has no room for it.
private let target = Mutex<FuzzTarget?>(nil)

/// A reader and where its inputs lie.
private struct FuzzTarget: Sendable {
  let reader: Reader
  let folder: InputFolder

  /// Reads an input; ends the process unless it is read or refused.
  func read(_ bytes: [UInt8]) {
    do {
      try reader.read(FuzzInput(bytes: bytes, folder: folder))
    } catch is Failure {
      return
    } catch {
      print("\(reader.name) threw something other than a failure: \(error)")
      abort()
    }
  }
}
