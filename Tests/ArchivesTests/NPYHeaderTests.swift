import Archives
import FailureTestSupport
import Failures
import Kernels
import Tensors
import Testing

struct NPYHeaderTests {
  private static func file(_ header: String, version: UInt8 = 1, data: Int = 8) -> [UInt8] {
    let length = header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [version, 0]
      + [UInt8(length & 255), UInt8(length >> 8)] + (version > 1 ? [0, 0] : [])
      + Array(header.utf8) + [UInt8](repeating: 0, count: data)
  }

  @Test(arguments: [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n",
    "{\"shape\":(2L,),\"descr\":\"<f4\",\"fortran_order\":False}",
    "  { 'fortran_order' : False , 'shape' : ( 2 , ) , 'descr' : '<f4' }  ",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}",
  ])
  func spellingsOfTheDictionary(header: String) throws {
    #expect(try NPYFile(parsing: Self.file(header), from: "test").elements == .float32([0, 0]))
  }

  @Test(arguments: [
    "", "{}", "{'descr': '<f4', 'fortran_order': False}", "{'descr': '<f4'",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'other': 1}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
    "{'descr': '<f4, 'fortran_order': False, 'shape': (2,)}",
    "{'descr' '<f4', 'fortran_order': False, 'shape': (2,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2",
  ])
  func whatNumPyDoesNotWriteIsRefused(header: String) throws {
    let found = try failure { _ = try NPYFile(parsing: Self.file(header), from: "x.npy") }
    #expect(found.code == .data && found.what.contains("not the dictionary"))
    #expect(found.place?.description.hasPrefix("x.npy, byte ") == true)
  }

  @Test(arguments: [
    "(3,)", "(1,)", "(4611686018427387904, 4)", "(9223372036854775807,)", "()", "(0,)",
  ])
  func shapesThatDisagreeWithTheLengthAreRefused(shape: String) throws {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape)}"
    let found = try failure { _ = try NPYFile(parsing: Self.file(header), from: "test") }
    #expect(found.what.contains("does not fit the 8 bytes"))
  }

  @Test func unknownVersionsAreRefused() throws {
    let found = try failure { _ = try NPYFile(parsing: Self.file("", version: 4), from: "test") }
    #expect(found.what.contains("version 4"))
  }

  @Test(arguments: ["type-f4", "type-i8", "version-2", "scalar", "type-b1"])
  func truncatedAndDamagedFilesNeverTrap(name: String) throws {
    let bytes = try InputFile.bytes(at: try fixture("\(name).npy"))
    for length in bytes.indices {
      #expect(throws: Failure.self) { try NPYFile(parsing: Array(bytes[..<length]), from: "test") }
    }
    var readable = 0
    for copy in damaged(bytes, copies: 1_000, seed: 6) {
      readable += try survives { _ = try NPYFile(parsing: copy, from: "test") } ? 1 : 0
    }
    #expect(readable > 0 && readable < 1_000)
  }
}
