import Archives
import Testing

struct JSONValueDifferencesTests {
  private let manifest: JSONValue = [
    "seed": 1, "data": ["name": "spirals", "samples": 1000], "grid": [51, 51], "span": 1.0,
  ]

  @Test func equalDocumentsHaveNone() {
    #expect(manifest.differences(from: manifest).isEmpty)
    var other = manifest
    other["span"] = 1
    #expect(manifest.differences(from: other).isEmpty)
  }

  @Test func placesAreNamedInOrder() {
    let other: JSONValue = [
      "seed": 2, "data": ["name": "spirals", "samples": 1000, "split": "test"],
      "grid": [51, 31],
    ]
    #expect(
      manifest.differences(from: other) == [
        JSONDifference(path: "data.split", here: nil, there: "test"),
        JSONDifference(path: "grid[1]", here: 51, there: 31),
        JSONDifference(path: "seed", here: 1, there: 2),
        JSONDifference(path: "span", here: 1.0, there: nil),
      ])
  }

  @Test func otherLengthsAndKindsDifferAsWholes() {
    let differences = (["a": [1, 2]] as JSONValue).differences(from: ["a": [1]])
    #expect(differences == [JSONDifference(path: "a", here: [1, 2], there: [1])])
    #expect(differences.map(\.description) == ["a: [1,2] instead of [1]"])
    #expect(
      (1 as JSONValue).differences(from: [:]).map(\.description) == [
        "document: 1 instead of {}"
      ])
  }
}
