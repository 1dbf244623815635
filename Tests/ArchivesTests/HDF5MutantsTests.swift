import Archives
import Failures
import Foundation
import Kernels
import SanitizerTestSupport
import Testing

/// Damaged files: each is read or refused, none ends the program or takes long.
struct HDF5MutantsTests {
  private static let names = [
    "hdf5/oldest.h5", "hdf5/v108.h5", "hdf5/v110.h5", "hdf5/latest.h5", "hdf5/user_block.h5",
    "hdf5/refused.h5", "hdf5/pages.h5", "hdf5/hostile/trap-surface.h5",
    "hdf5/hostile/trap-directions.h5", "hdf5/hostile/vdsself.h5", "hdf5/hostile/extint.h5",
    "chunks.h5", "kinds.h5", "directions.h5", "newest.h5",
  ]

  /// Reads some of a file, or is refused.
  private func read(_ file: HDF5File, _ random: inout RandomStream) throws {
    var paths = ["/"]
    _ = try survives { paths += try file.paths(upTo: 1_000) }
    for _ in 0..<4 {
      let path = paths[Int.random(in: paths.indices, using: &random)]
      _ = try survives { _ = try file.doubles(path) }
      _ = try survives { _ = try file.bytes(path) }
      for name in ["name", "variable", "long", "number 3"] {
        _ = try survives { _ = try file.string(name, of: path) }
        _ = try survives { _ = try file.number(name, of: path) }
      }
    }
    _ = try survives { _ = try file.datasets() }
    _ = try survives { _ = try DirectionsArchive(file) }
  }

  @Test(.timeLimit(.minutes(Sanitizer.patience(5))), arguments: 0..<4)
  func mutantsAreReadOrRefused(part: Int) throws {
    let files = try Self.names.map { try InputFile.bytes(at: try fixture($0)) }
    var random = RandomStream(seed: UInt64(part), purpose: "tests.hdf5 mutants")
    var opened = 0
    let mutants = Sanitizer.repeats(5_000)
    for mutant in 0..<mutants {
      var bytes = files[Int.random(in: files.indices, using: &random)]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1:
          for index in place..<min(bytes.count, place + 8) { bytes[index] = 255 }
        case 2:
          let other = Int.random(in: bytes.indices, using: &random)
          for index in 0..<min(8, bytes.count - max(place, other)) {
            bytes[place + index] = bytes[other + index]
          }
        default: bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
      }
      // Behind the checksums, too.
      _ = try survives {
        let file =
          mutant % 2 == 0
          ? try HDF5File(bytes: bytes, name: "x")
          : try HDF5File(bytesWithoutChecksums: bytes, name: "x")
        opened += 1
        try read(file, &random)
      }
    }
    #expect(opened > mutants / 5 * 4)
  }

  @Test(.timeLimit(.minutes(Sanitizer.patience(5))), arguments: names)
  func truncationsAreReadOrRefused(name: String) throws {
    let bytes = try InputFile.bytes(at: try fixture(name))
    var random = RandomStream(seed: 1, purpose: "tests.hdf5 truncations")
    for length in stride(from: 0, to: bytes.count, by: 97 * Sanitizer.thinning) {
      let copy = Array(bytes[..<length])
      #expect(throws: Failure.self) { _ = try HDF5File(bytes: copy, name: "x").doubles("x") }
      // As if the superblock said that the file is so long.
      var shortened = copy
      for place in [28, 40] where place + 8 <= length {
        for byte in 0..<8 { shortened[place + byte] = UInt8(length >> (8 * byte) & 255) }
      }
      _ = try survives {
        let file = try HDF5File(bytesWithoutChecksums: shortened, name: "x")
        try read(file, &random)
      }
    }
  }
}
