import Archives
import FailureTestSupport
import Failures
import Foundation
import Testing

struct JSONValueCodableTests {
  private struct Settings: Codable, Equatable {
    var seed: UInt64
    var rate: Double
    var name: String?
    var layers: [Int]
  }

  private let settings = Settings(seed: .max / 2, rate: 0.1, name: nil, layers: [3, 1])

  @Test func anEncodableBecomesAValueAndBack() throws {
    let value = try JSONValue(encoding: settings)
    #expect(value == ["seed": .int(.max), "rate": 0.1, "layers": [3, 1]])
    #expect(try value.decoded(as: Settings.self, from: "test") == settings)
  }

  @Test func aMissingKeyIsNamed() throws {
    let found = try failure {
      _ = try (["seed": 1, "layers": []] as JSONValue).decoded(as: Settings.self, from: "x.json")
    }
    #expect(found.code == .data)
    #expect(found.place?.description == "x.json")
    #expect(found.what.contains("rate is missing"))
  }

  @Test func aWrongTypeIsNamed() throws {
    let wrong: JSONValue = ["seed": 1, "rate": "fast", "layers": []]
    let found = try failure { _ = try wrong.decoded(as: Settings.self, from: "x.json") }
    #expect(found.what.contains("rate"))
  }

  @Test func infinityHasNoForm() {
    #expect(throws: Failure.self) { try JSONValue(encoding: [Double.infinity]) }
  }

  @Test func foundationReadsAndWritesTheSameValue() throws {
    let value: JSONValue = ["a": [1, 2.5, true, nil, "x"], "b": ["c": -1]]
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
    #expect(try JSONValue(parsing: Array(data), from: "test") == value)
  }
}
