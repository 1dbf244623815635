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
    ] as [(String, [UInt8], String)])
  func refused(name: String, start: [UInt8], words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(start, to: name)
    guard let file = FileHandle(forWritingAtPath: path),
      (try? file.truncate(atOffset: UInt64(Self.length))) != nil
    else { return }
    expectRefusal(
      try Tool(in: folder.url).run(["info", name], timeout: 20), code: 65, saying: words)
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
    let result = try Tool(in: folder.url).run(["info", "x.safetensors"], timeout: 20)
    #expect(result.exitCode == 0)
    #expect(result.output.contains("1 tensor, 274877906944 numbers"))
  }
}
