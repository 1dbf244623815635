internal import Archives
internal import Foundation
internal import Kernels

/// Reads damaged HDF5 files.
struct HDF5Fuzzing {
  private let files: [[UInt8]]
  private static let attributes = [
    "name", "basin.manifest", "long", "variable", "number 3", "text",
  ]

  /// - Parameter seeds: a folder with HDF5 files.
  init(seeds: String) throws {
    files = try FileManager.default.contentsOfDirectory(atPath: seeds).sorted()
      .filter { $0.hasSuffix(".h5") }
      .map { Array(try Data(contentsOf: URL(filePath: "\(seeds)/\($0)"))) }
    guard !files.isEmpty else { throw BenchFailure("\(seeds) holds no HDF5 files") }
  }

  /// Damages and reads files, and prints how many of their parts were read and what that took.
  func run(inputs: Int, seed: UInt64) throws {
    var random = RandomStream(seed: seed, purpose: "fuzz")
    var (opened, read, asked, slowest) = (0, 0, 0, Duration.zero)
    for input in 0..<inputs {
      let whole = files[Int.random(in: files.indices, using: &random)]
      let bytes = FuzzCommand.damaged(whole, &random)
      let time = ContinuousClock().measure {
        let file =
          input % 2 == 0
          ? try? HDF5File(bytes: bytes, name: "fuzz")
          : try? HDF5File(bytesWithoutChecksums: bytes, name: "fuzz")
        guard let file else { return }
        opened += 1
        let outcomes = Self.outcomes(of: file, &random)
        read += outcomes.count { $0 }
        asked += outcomes.count
      }
      slowest = max(slowest, time)
    }
    print(
      "\(inputs) inputs: \(opened) opened, \(read) of \(asked) parts read; the slowest took "
        + "\(slowest)")
  }

  /// Whether each of some parts of a file was read.
  private static func outcomes(of file: HDF5File, _ random: inout RandomStream) -> [Bool] {
    let paths = ["/"] + ((try? file.paths(upTo: 1_000)) ?? [])
    var outcomes: [Bool] = []
    for _ in 0..<8 {
      let path = paths[Int.random(in: paths.indices, using: &random)]
      let attribute = attributes[Int.random(in: attributes.indices, using: &random)]
      outcomes.append((try? file.doubles(path)) != nil)
      outcomes.append((try? file.string(attribute, of: path)) != nil)
    }
    outcomes.append((try? DirectionsArchive(file)) != nil)
    return outcomes
  }
}
