import Archives
import Failures
import FolderTestSupport
import Kernels
import Networks
import Provenance
import Tensors
import Testing

struct CheckpointTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func checkpoint(of network: Network, manifest: Manifest? = Manifest(json: ["seed": 1]))
    -> Checkpoint
  {
    Checkpoint(
      network: network, parameters: network.someParameters(), buffers: network.someBuffers(),
      manifest: manifest)
  }

  private func small(plain: Bool = false) throws -> Network {
    try ResNet(depth: 8, width: 2).network(inputShape: [1, 8, 8], classes: 3, plain: plain)
  }

  /// A file with the tensors of a network as they come from PyTorch: no metadata, counters.
  private func foreign(_ network: Network, extra: [SafetensorsFile.Entry] = []) throws -> String {
    let entries = [network.someParameters(), network.someBuffers()].flatMap { values in
      zip(values.layout.specifications, values.tensors).map {
        SafetensorsFile.Entry(name: $0.name, tensor: $1)
      }
    }
    let path = folder.path("foreign.safetensors")
    try SafetensorsFile(entries: entries.reversed() + extra).write(to: path)
    return path
  }

  @Test(arguments: Graphs.models)
  func whatIsWrittenIsRead(_ example: Graphs.Example) throws {
    let checkpoint = checkpoint(of: try example.network())
    let path = folder.path("weights.safetensors")
    try checkpoint.write(to: path)
    #expect(try Checkpoint(path: path) == checkpoint)
    #expect(try Checkpoint(path: path, network: checkpoint.network) == checkpoint)
    #expect(try Checkpoint(path: path).digest() == checkpoint.digest())
    #expect(try folder.contents == ["weights.safetensors"])
  }

  @Test func theDigestSeesParametersAndBuffers() throws {
    let network = try small()
    let checkpoint = checkpoint(of: network)
    var parameters = checkpoint.parameters
    parameters.values[7] += 1
    var buffers = checkpoint.buffers
    buffers.values[3] += 1
    let others = [
      Checkpoint(
        network: network, parameters: parameters, buffers: checkpoint.buffers, manifest: nil),
      Checkpoint(
        network: network, parameters: checkpoint.parameters, buffers: buffers, manifest: nil),
    ]
    let digests = try Set(others.map { try $0.digest() } + [checkpoint.digest()])
    #expect(digests.count == 3)
    let same = Checkpoint(
      network: network, parameters: checkpoint.parameters, buffers: checkpoint.buffers,
      manifest: nil)
    #expect(try same.digest() == checkpoint.digest())
  }

  @Test func aForeignFileNeedsToBeToldTheNetwork() throws {
    let network = try small()
    let counters = ["bn1.num_batches_tracked", "layer1.0.bn1.num_batches_tracked", "att.mask"].map {
      SafetensorsFile.Entry(name: $0, tensor: Tensor(shape: [], elements: [3]))
    }
    let path = try foreign(network, extra: counters)
    #expect(try Checkpoint(path: path, network: network) == checkpoint(of: network, manifest: nil))
    #expect(
      throws: Failure(
        .usage, "does not describe the network of its weights", at: path,
        remedy:
          "Describe it, for example with \(setting: "model", "resnet56") \(setting: "width", "16") (and \(setting: "plain") without shortcuts)."
      )
    ) { try Checkpoint(path: path) }
  }

  @Test func weightsForAnotherNetworkListNamesAndShapes() throws {
    let mlp = try MLP(sizes: [4, 3, 2]).network(inputShape: [4])
    let path = try foreign(mlp)
    let deeper = try MLP(sizes: [4, 5, 2, 2]).network(inputShape: [4])
    let complaints = [
      "layers.0.0.weight is 3×4 instead of 5×4", "layers.0.0.bias is 3 instead of 5",
      "layers.1.0.weight is 2×3 instead of 2×5", "layers.2.0.weight (2×2) is missing",
      "layers.2.0.bias (2) is missing",
    ]
    #expect(throws: mismatch(path, complaints.joined(separator: "; "))) {
      try Checkpoint(path: path, network: deeper)
    }
    let shallow = try MLP(sizes: [4, 3]).network(inputShape: [4])
    #expect(
      throws: mismatch(
        path,
        "layers.1.0.bias (2) is not part of the network; "
          + "layers.1.0.weight (2×3) is not part of the network")
    ) { try Checkpoint(path: path, network: shallow) }
  }

  @Test func longListsAreCutShortWithSomeOfEachKind() throws {
    let path = try foreign(try small(plain: true))
    let wanted = try MLP(sizes: [4, 5, 6]).network(inputShape: [4])
    let failure = #expect(throws: Failure.self) { try Checkpoint(path: path, network: wanted) }
    let what = try #require(failure?.what)
    #expect(what.contains("layers.0.0.weight (5×4) is missing; "))
    #expect(what.contains("bn1.bias (2) is not part of the network"))
    // 4 are missing; 23 parameters and 14 buffers are too many; 6 are shown.
    #expect(what.hasSuffix("; and 35 more"))
  }

  /// A file of the tensors of a network under other names.
  private func renamed(_ network: Network, _ name: (String) -> String) throws -> String {
    let values = network.someParameters()
    let path = folder.path("renamed.safetensors")
    try SafetensorsFile(
      entries: zip(values.layout.specifications, values.tensors).map {
        SafetensorsFile.Entry(name: name($0.name), tensor: $1)
      }
    ).write(to: path)
    return path
  }

  @Test(arguments: ["module.", "_orig_mod.", "model.", "net.backbone."])
  func aPrefixThatAllNamesShareIsTakenOff(_ prefix: String) throws {
    let network = try MLP(sizes: [4, 3, 3, 2]).network(inputShape: [4])
    let checkpoint = try Checkpoint(
      path: try renamed(network) { prefix + $0 }, network: network)
    #expect(checkpoint.parameters == network.someParameters())
    #expect(checkpoint.notes == ["all names begin with \"\(prefix)\"; the prefix was removed"])
    #expect(!checkpoint.isDescribed)
    let itself = try Checkpoint(path: try renamed(network) { $0 }, network: network)
    #expect(itself.notes == [] && itself == checkpoint)
  }

  @Test func namesOfTheSameShapesStandSideBySide() throws {
    let network = try MLP(sizes: [4, 3, 2]).network(inputShape: [4])
    let path = try renamed(network) {
      $0.replacing("layers.0.0", with: "fc1").replacing("layers.1.0", with: "fc2")
    }
    #expect(
      throws: Failure(
        .data,
        "the weights are for another network: "
          + "layers.0.0.weight (3×4) is missing; the file has fc1.weight; "
          + "layers.0.0.bias (3) is missing; the file has fc1.bias; "
          + "layers.1.0.weight (2×3) is missing; the file has fc2.weight; "
          + "layers.1.0.bias (2) is missing; the file has fc2.bias", at: path,
        remedy: "The shapes match: rename the tensors in the file.")
    ) { try Checkpoint(path: path, network: network) }
  }

  @Test func tensorsOfATypeThatIsNotReadAreSaidToBeThere() throws {
    let network = try MLP(sizes: [1, 2]).network(inputShape: [1])
    let header = """
      {"layers.0.0.weight":{"dtype":"I8","shape":[2,1],"data_offsets":[0,2]},\
      "layers.0.0.bias":{"dtype":"F32","shape":[2],"data_offsets":[2,10]}}
      """
    let path = folder.path("quantised.safetensors")
    try AtomicFile.write(
      [UInt8(header.utf8.count)] + Array(repeating: 0, count: 7) + Array(header.utf8)
        + Array(repeating: 0, count: 10), to: path)
    let failure = #expect(throws: Failure.self) { try Checkpoint(path: path, network: network) }
    #expect(
      failure?.what
        == "the weights are for another network: layers.0.0.weight has type I8, which is "
        + "not supported")
  }

  private func mismatch(_ path: String, _ list: String) -> Failure {
    Failure(
      .data, "the weights are for another network: \(list)", at: path,
      remedy: """
        Compare \(setting: "model"), \(setting: "width"), \(setting: "plain"), \
        \(setting: "image size") and \(setting: "layers") with how it was trained.
        """)
  }

  /// An MLP's shortcuts have no parameters, so its weights fit the plain one as well.
  @Test func aFileThatSaysWhatItIsIsNotReadAsSomethingElse() throws {
    let path = folder.path("weights.safetensors")
    try checkpoint(of: try MLP(sizes: [4, 4, 2]).network(inputShape: [4])).write(to: path)
    let plain = try MLP(sizes: [4, 4, 2]).network(inputShape: [4]).withoutShortcuts()
    #expect(
      throws: Failure(
        .data, "the weights match, but the network in the file computes something else", at: path,
        remedy: "Leave out \(setting: "model") and its options: the file describes its network.")
    ) { try Checkpoint(path: path, network: plain) }
  }

  @Test(arguments: [
    "{", "[]", #"{"nodes":[]}"#, #"{"nodes":[{"name":"x"}]}"#,
    #"{"nodes":[{"name":"x","operation":{"input":{"_0":{"shape":[4611686018427387904,8]}}},"inputs":[]}]}"#,
  ])
  func damagedArchitecturesAreDataFailuresThatNameTheFile(_ architecture: String) throws {
    let path = folder.path("weights.safetensors")
    try SafetensorsFile(entries: [], metadata: ["basin.architecture": architecture])
      .write(to: path)
    do {
      _ = try Checkpoint(path: path)
      Issue.record("\(architecture) was read")
    } catch let failure as Failure {
      #expect(failure.code == .data)
      #expect(
        failure.place?.description.hasPrefix("\(path) (basin.architecture)") == true, "\(failure)")
    }
  }

  @Test func aMissingFileIsMissing() throws {
    let path = folder.path("nothing.safetensors")
    #expect(throws: Failure(.missing, "there is no such file", at: path)) {
      try Checkpoint(path: path)
    }
  }
}
