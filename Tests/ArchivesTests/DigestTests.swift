import Archives
import FailureTestSupport
import Failures
import FolderTestSupport
import Testing

struct DigestTests {
  // FIPS 180-4's examples as published by NIST, and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func vectors(message: String, digest: String) throws {
    #expect(try Digest.sha256(of: Array(message.utf8)) == digest)
  }

  @Test func aMillionLetters() throws {
    let scratch = try TemporaryFolder()
    let path = scratch.path("a")
    try AtomicFile.write([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000), to: path)
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(try Digest.sha256(ofFile: path) == expected)
  }

  @Test func filesLongerThanAPieceAreReadToTheEnd() throws {
    let scratch = try TemporaryFolder()
    let bytes = (0..<(1 << 20) + 12_345).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try AtomicFile.write(bytes, to: scratch.path("long"))
    #expect(try Digest.sha256(ofFile: scratch.path("long")) == Digest.sha256(of: bytes))
  }

  @Test func numbersAreFedAsLittleEndianBytes() throws {
    var digest = try Digest()
    try digest.update([1] as [Float])
    try digest.update([-2] as [Double])
    try digest.update([258] as [Int32])
    try digest.update("é")
    let bytes: [UInt8] =
      [0, 0, 0x80, 0x3f] + [0, 0, 0, 0, 0, 0, 0, 0xc0] + [2, 1, 0, 0] + [0xc3, 0xa9]
    #expect(try digest.hexadecimal() == Digest.sha256(of: bytes))
  }

  @Test func aMissingFileIsNamed() throws {
    let found = try failure { _ = try Digest.sha256(ofFile: "/nowhere/x") }
    #expect(found.code == .missing && found.place?.description == "/nowhere/x")
  }
}
