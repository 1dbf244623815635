import Archives
import FailureTestSupport
import Failures
import Kernels
import Tensors
import Testing

struct SafetensorsHeaderTests {
  private static func entry(
    _ name: String = "t", dtype: String = #""F32""#, shape: String = "[2]",
    offsets: String = "[0,8]"
  ) -> String {
    #""\#(name)":{"dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  /// Headers over 8 bytes of data, and words of the answer.
  private static let hostile: [(String, String)] = [
    ("", "not JSON"), ("[]", "not a JSON object"), ("{", "key in quotes"), ("{}x", "after the end"),
    ("{\(entry()),\(entry())}", "occurs twice"),
    ("{\(entry(shape: "[3]"))}", "does not fit"),
    ("{\(entry(shape: "[-2]"))}", "not a list of sizes"),
    ("{\(entry(shape: "[2.0]"))}", "not a list of sizes"),
    ("{\(entry(shape: "\"2\""))}", "not a list of sizes"),
    ("{\(entry(shape: "[4611686018427387904,4]", offsets: "[0,0]"))}", "does not fit"),
    ("{\(entry(shape: "[9223372036854775807]"))}", "does not fit"),
    ("{\(entry(shape: "[99999999999999999999]"))}", "not a list of sizes"),
    ("{\(entry(offsets: "[0,9]"))}", "does not fit"),
    ("{\(entry(offsets: "[8,0]"))}", "run backwards"),
    ("{\(entry(offsets: "[-8,0]"))}", "not two positions"),
    ("{\(entry(offsets: "[0,4,8]"))}", "not two positions"),
    ("{\(entry(offsets: "[0,9223372036854775807]"))}", "outside the file"),
    ("{\(entry(shape: "[4]", offsets: "[0,16]"))}", "the file at"),
    ("{\(entry(dtype: "\"Q9\"", offsets: "[0,4611686018427387904]"))}", "the file at"),
    ("{\(entry(dtype: "32"))}", "no dtype"),
    (#"{"t":3}"#, "no dtype"),
    ("{\(entry("a")),\(entry("b"))}", "overlap"),
    ("{\(entry("a", shape: "[1]", offsets: "[0,4]"))}", "belong to no tensor"),
    ("{\(entry("a", shape: "[1]", offsets: "[4,8]"))}", "a gap of 4 bytes"),
    ("{}", "belong to no tensor"),
    ("{\"__metadata__\":3,\(entry())}", "not an object of strings"),
    ("{\"__metadata__\":{\"a\":1},\(entry())}", "not strings"),
  ]

  @Test(arguments: hostile)
  func hostileHeadersAreRefused(header: String, words: String) throws {
    let bytes = framed(header) + [UInt8](repeating: 0, count: 8)
    let found = try failure { _ = try SafetensorsFile(parsing: bytes, from: "x.safetensors") }
    #expect(found.code == .data)
    #expect(found.what.contains(words), "\(found)")
    let place = try #require(found.place).description
    #expect(place.hasPrefix("x.safetensors") && place.contains("byte "))
  }

  @Test(arguments: [
    (UInt64(100), "the file ends after"), (100_000_001, "limit: 100000000"),
    (1 << 62, "limit: "), (.max, "limit: "),
  ])
  func lyingLengthsAreRefused(length: UInt64, words: String) throws {
    let found = try failure {
      _ = try SafetensorsFile(parsing: framed("{}", length: length), from: "test")
    }
    #expect(found.what.contains(words))
  }

  @Test(arguments: 0..<8)
  func filesShorterThanTheLengthAreRefused(count: Int) throws {
    let bytes = [UInt8](repeating: 1, count: count)
    let found = try failure { _ = try SafetensorsFile(parsing: bytes, from: "test") }
    #expect(found.what.contains("too short"))
  }

  @Test func theTensorIsNamed() throws {
    let bytes = framed("{\(Self.entry("layer1.0.conv1.weight", shape: "[3]"))}")
    let found = try failure { _ = try SafetensorsFile(parsing: bytes, from: "x.safetensors") }
    #expect(found.place?.description == "x.safetensors, tensor layer1.0.conv1.weight, byte 8")
  }

  @Test(arguments: ["types.safetensors", "float32.safetensors"])
  func truncatedAndDamagedFilesNeverTrap(name: String) throws {
    let bytes = try InputFile.bytes(at: try fixture(name))
    for length in bytes.indices {
      #expect(throws: Failure.self) {
        try SafetensorsFile(parsing: Array(bytes[..<length]), from: "test")
      }
    }
    var readable = 0
    for copy in damaged(bytes, copies: 3_000, seed: 5) {
      readable += try survives { _ = try SafetensorsFile(parsing: copy, from: "test") } ? 1 : 0
    }
    #expect(readable > 0 && readable < 3_000)
  }
}
