import FolderTestSupport
import Foundation
import Testing

/// Files of 2⁴⁰ bytes, of which the disk holds a few: only what is needed is read of them.
@Suite("Sizes are looked at first")
struct SizesFirstTests {
  private static let length = 1 << 40

  @Test(
    "a huge file of any name and beginning is refused at once",
    arguments: [
      ("x.h5", [], "is not an HDF5 file"), ("x.h5", HDF5.signature, "x.h5"),
      ("x.safetensors", [], "x.safetensors"), ("x.npy", [], "x.npy"),
      ("x.npy", Array("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) }), "x.npy"),
      ("x.npz", [0x50, 0x4b, 3, 4], "truncated"), ("x.pt", [0x50, 0x4b, 3, 4], "truncated"),
      ("x.csv", Array("x,y,loss\n0,0,1\n".utf8), "is not text: byte 15 is zero"),
      ("x.csv", Array("step,epoch\n".utf8), "is not text: byte 11 is zero"),
      ("x.json", Array("{\"kind\": 1".utf8), "is not text: byte 10 is zero"),
      ("x.index.json", Array("{".utf8), "is not text: byte 1 is zero"),
      ("x.gz", [0x1f, 0x8b], "x.gz"), ("x.h5.partial", [], "x.h5.partial"),
      ("x.pt", Torch.oldSignature, "byte 0 is not an instruction of a pickle"),
      ("x.pt", Torch.oldSignature + [UInt8(ascii: "V")], "x.pt"),
    ] as [(String, [UInt8], String)])
  func refused(name: String, start: [UInt8], words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(start, to: name)
    guard let file = FileHandle(forWritingAtPath: path),
      (try? file.truncate(atOffset: UInt64(Self.length))) != nil
    else { return }
    expectRefusal(try info(name, in: folder), code: 65, saying: words)
  }

  /// Describes a file at once, with little memory.
  private func info(_ name: String, in folder: TemporaryFolder) throws -> Tool.Result {
    var peak = 0
    let result = try Tool(in: folder.url).run(["info", name], timeout: 20) { process in
      let begin = ContinuousClock.now
      while process.isRunning, begin.duration(to: .now) < .seconds(20) {
        peak = max(peak, process.peakMemory ?? 0)
        usleep(500)
      }
    }
    #expect(peak < 64 << 20, "\(peak) bytes")
    return result
  }

  /// What `torch.save` wrote before version 1.6 begins with.
  private enum Torch {
    static let oldSignature: [UInt8] = [
      0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
    ]
  }

  private enum HDF5 { static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10] }

  @Test("a header may claim as much as the file is long")
  func claims() throws {
    let folder = try TemporaryFolder()
    let header = #"{"w":{"dtype":"F32","shape":[274877906944],"data_offsets":[0,1099511627776]}}"#
    let path = try folder.write(
      [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8), to: "x.safetensors")
    guard let file = FileHandle(forWritingAtPath: path),
      (try? file.truncate(atOffset: UInt64(8 + header.utf8.count + Self.length))) != nil
    else { return }
    let result = try info("x.safetensors", in: folder)
    #expect(result.exitCode == 0)
    #expect(result.output.contains("1 tensor, 274877906944 numbers"))
  }

  @Test("so may the list of an archive: of weights only their list is read")
  func archives() throws {
    let folder = try TemporaryFolder()
    let pickle = SparseArchive.pickle(numbers: Self.length / 4)
    let weights = SparseArchive(members: [
      .init(name: "x/data.pkl", start: pickle, size: pickle.count),
      .init(name: "x/data/0", size: Self.length),
    ])
    guard try weights.write(to: folder.path("x.pt")) else { return }
    let result = try info("x.pt", in: folder)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("1 tensor, 274877906944 numbers"))
  }

  @Test(
    "what an archive claims beyond that is refused at once",
    arguments: [
      (SparseArchive(members: [.init(name: "x/data.pkl", size: length)]), "the limit is 67108864"),
      (
        SparseArchive(members: [.init(name: "x/data.pkl", size: length, isDeflated: true)]),
        "the limit is 67108864"
      ),
      (
        SparseArchive(members: [.init(name: "x/data.pkl", size: 4)], padding: length),
        "its checksum does not match"
      ),
    ])
  func archiveClaims(archive: SparseArchive, words: String) throws {
    let folder = try TemporaryFolder()
    guard try archive.write(to: folder.path("x.pt")) else { return }
    expectRefusal(try info("x.pt", in: folder), code: 65, saying: "x.pt", words)
  }
}
