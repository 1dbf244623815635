import Archives
import Testing

struct JSONValueTests {
  @Test func equalityIsThatOfTheDocuments() {
    #expect(JSONValue.int(1) == .double(1))
    #expect(JSONValue.double(.nan) == .null)
    #expect(JSONValue.double(.infinity) == .double(.nan))
    #expect(["a": 1, "b": [true, nil]] as JSONValue == ["b": [true, nil], "a": 1.0])
  }

  @Test(
    arguments: [
      (1, 1.5), (1, "1"), (true, 1), (nil, false), ([1], [1, 2]), ([:], []), (0, nil),
      (["a": 1], ["a": 1, "b": nil]), (2.5, nil),
    ] as [(JSONValue, JSONValue)])
  func differentDocumentsAreNotEqual(left: JSONValue, right: JSONValue) {
    #expect(left != right)
    #expect(right != left)
  }

  @Test func accessByKeyAndIndex() {
    let value: JSONValue = ["runs": [["seed": 1], ["seed": 2.5, "name": "x", "done": true]]]
    #expect(value["runs"]?[0]?["seed"]?.int == 1)
    #expect(value["runs"]?[1]?["seed"]?.double == 2.5)
    #expect(value["runs"]?[1]?["seed"]?.int == nil)
    #expect(value["runs"]?[1]?["name"]?.string == "x")
    #expect(value["runs"]?[1]?["done"]?.bool == true)
    #expect(value["runs"]?[2] == nil)
    #expect(value["runs"]?["seed"] == nil)
    #expect(value["other"] == nil)
    #expect(value["runs"]?.array?.count == 2)
    #expect(value.object?.keys.sorted() == ["runs"])
  }

  @Test func settingAKey() {
    var value: JSONValue = ["a": 1]
    value["b"] = "two"
    value["a"] = nil
    #expect(value == ["b": "two"])
    var number: JSONValue = 1
    number["c"] = 3
    #expect(number == ["c": 3])
  }
}
