import Archives
import FailureTestSupport
import Failures
import Tensors
import Testing

/// Files of every form that h5py writes (`Fixtures/hdf5/make_hdf5.py`), against what h5py reads.
struct HDF5FormsTests {
  static let forms = ["oldest", "v108", "v110", "latest", "user_block"]

  private func expected(_ form: String) throws -> [String: JSONValue] {
    let record = try JSONValue(path: try fixture("hdf5/expected.json"))
    return try #require(record[form]?.object)
  }

  @Test(arguments: forms)
  func everyDatasetIsRead(form: String) throws {
    let file = try HDF5File(path: try fixture("hdf5/\(form).h5"))
    var count = 0
    for (name, entry) in try expected(form) {
      guard let text = entry["values"]?.string else {
        #expect(try file.hasGroup(name), "\(name)")
        continue
      }
      count += 1
      let values = try text.split(separator: " ").map { try #require(Double($0)) }
      let sizes = try #require(entry["shape"]?.array).map { try #require($0.int) }
      let doubles = try file.doubles(name)
      #expect(doubles.shape == Shape(sizes), "\(name)")
      #expect(try file.shape(of: name) == doubles.shape)
      #expect(doubles.elements.map(\.bitPattern) == values.map(\.bitPattern), "\(name)")
      let floats = try file.floats(name)
      #expect(
        floats.elements.map(\.bitPattern) == values.map { Float($0).bitPattern }, "\(name)")
    }
    let counts = ["oldest": 66, "v108": 66, "v110": 93, "latest": 93, "user_block": 2]
    #expect(count == counts[form])
  }

  @Test(arguments: forms)
  func everyAttributeIsRead(form: String) throws {
    let file = try HDF5File(path: try fixture("hdf5/\(form).h5"))
    var count = 0
    for (name, entry) in try expected(form) {
      for (attribute, value) in try #require(entry["attributes"]?.object) {
        count += 1
        if let text = value.string {
          #expect(try file.string(attribute, of: name) == text, "\(attribute) of \(name)")
        } else {
          #expect(try file.number(attribute, of: name) == value.double, "\(attribute) of \(name)")
        }
      }
      #expect(try file.string("absent", of: name) == nil)
    }
    #expect(count == (form == "user_block" ? 0 : 41))
  }

  @Test(arguments: forms)
  func everyObjectIsListed(form: String) throws {
    let file = try HDF5File(path: try fixture("hdf5/\(form).h5"))
    let paths = try file.paths(upTo: 1_000)
    #expect(Set(paths) == Set(try expected(form).keys.map { "/\($0)" }))
    #expect(paths.count == Set(paths).count)
    #expect(try file.paths(upTo: 3).count == min(3, paths.count))
  }
}
