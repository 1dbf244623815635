internal import Archives
internal import ArgumentParser
internal import Foundation
internal import Kernels

/// `basin-bench fuzz`
struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract:
      "Read damaged checkpoints or HDF5 files: each is read or refused, none ends the program.",
    discussion: """
      Takes the files of a folder and changes, inserts, doubles and removes bytes at random: of the \
      pickles of checkpoints, and of one in a hundred of them as a whole; of HDF5 files as a whole, of \
      which every second is read as if its checksums were right. The same seed gives the same inputs.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case torch, hdf5 }

  @Option(help: "Damaged inputs.") var inputs = 1_000_000
  @Option(help: "Seed of the damage.") var seed: UInt64 = 1
  @Option(help: "What is read.") var format = Format.torch
  @Option(help: "Folder with files of the format.", completion: .directory)
  var seeds: String?

  func run() throws {
    let seeds = seeds ?? "Tests/ArchivesTests/Fixtures/\(format.rawValue)"
    switch format {
    case .torch: try readCheckpoints(seeds)
    case .hdf5: try HDF5Fuzzing(seeds: seeds).run(inputs: inputs, seed: seed)
    }
  }

  private func readCheckpoints(_ seeds: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: seeds).sorted()
      .filter { $0.hasSuffix(".pt") }
    let files = try names.map {
      Array(try Data(contentsOf: URL(filePath: "\(seeds)/\($0)")))
    }
    let pickles = names.compactMap { name -> [UInt8]? in
      guard let archive = try? ZipFile(path: "\(seeds)/\(name)"),
        let list = archive.names.first(where: { $0.hasSuffix("data.pkl") })
      else { return nil }
      return try? archive.bytes(of: list, atMost: 1 << 20)
    }
    guard !pickles.isEmpty else { throw BenchFailure("\(seeds) holds no checkpoints") }
    var random = RandomStream(seed: seed, purpose: "fuzz")
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "damaged.pt").path
    var read = 0
    for input in 0..<inputs {
      if input % 100 == 99 {
        let whole = Self.damaged(files[Int.random(in: files.indices, using: &random)], &random)
        try Data(whole).write(to: URL(filePath: path))
        if (try? WeightsFile(path: path)) != nil { read += 1 }
        continue
      }
      let pickle = pickles[Int.random(in: pickles.indices, using: &random)]
      var machine = PickleMachine(
        Self.damaged(pickle, &random), of: "fuzz", allowing: { !$0.hasPrefix("os.") })
      if let value = try? machine.read() {
        read += 1
        _ = value.pairs(value.value)
      }
    }
    print("\(inputs) inputs: \(read) read, \(inputs - read) refused")
  }

  /// Bytes with one to eight faults.
  static func damaged(_ bytes: [UInt8], _ random: inout RandomStream) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let byte = UInt8.random(in: 0...255, using: &random)
      switch Int.random(in: 0...3, using: &random) {
      case 0: bytes.insert(byte, at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      default: if place < bytes.count { bytes[place] = byte }
      }
    }
    return bytes
  }
}
