internal import ArgumentParser

/// How the peers are started.
struct PeerOptions: ParsableArguments {
  @Option(help: "Threads, of Basin and of the peers.") var threads = 2
  @Option(
    help: """
      A Python with torch, numpy and safetensors; for the engines also onnx, onnxruntime and \
      openvino.
      """) var python = "python3"
  @Flag(help: "Measure Basin alone.") var withoutPeers = false

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("At least 1 thread is needed.") }
  }

  /// The peers' process; nil, with a message that says why, where there is none.
  func start(script: String) -> PeerProcess? {
    if withoutPeers { return nil }
    do {
      return try PeerProcess(script: script, python: python, threads: threads)
    } catch {
      report("\(error)")
      return nil
    }
  }
}
