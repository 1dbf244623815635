import Archives
import FailureTestSupport
import Failures
import Testing

struct HDF5FileAttributesTests {
  @Test(arguments: [
    ("fixed", "fixed"), ("utf8", "naïve"), ("padded", "a"), ("spaces", "a b"), ("other", nil),
  ])
  func texts(name: String, value: String?) throws {
    let file = try HDF5File(path: try fixture("kinds.h5"))
    #expect(try file.string(name) == value)
  }

  @Test(arguments: [("number", 2.5), ("integer", -3), ("other", nil)])
  func numbers(name: String, value: Double?) throws {
    let file = try HDF5File(path: try fixture("kinds.h5"))
    #expect(try file.number(name) == value)
  }

  @Test func otherKindsAreNamed() throws {
    let path = try fixture("kinds.h5")
    let file = try HDF5File(path: path)
    let found = try failure { _ = try file.string("number") }
    #expect(found.code == .data && found.what == "is not text")
    #expect(found.place?.description == "\(path), attribute number of /")
    #expect(try file.string("variable") == "naïve")
    #expect(throws: Failure.self) { try file.number("variable") }
    #expect(throws: Failure.self) { try file.number("list") }
    #expect(throws: Failure.self) { try file.string("number", of: "/nothing") }
  }
}
