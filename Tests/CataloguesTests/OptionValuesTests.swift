import Catalogues
import Failures
import Testing

struct OptionValuesTests {
  @Test func numbersAreReadAndHeldToTheirRange() throws {
    let values: OptionValues = ["width": "7", "depth": "x"]
    #expect(try values.integer("width") == 7 && values.integer("width", in: 7...7) == 7)
    #expect(try values.integer("height", in: 1...2) == nil)
    func refusal(_ body: () throws -> Int?) -> String? {
      (#expect(throws: Failure.self) { try body() })?.description
    }
    #expect(
      refusal { try values.integer("width", in: 8...9) }
        == "width: 7 is out of range\nGive a number from 8 to 9.")
    #expect(
      refusal { try values.integer("depth") }
        == "depth: \"x\" is not a whole number\nGive a whole number.")
  }

  @Test func choicesAreReadByTheirNames() throws {
    let values: OptionValues = ["colour": "red", "shade": "redd"]
    let names = ["red", "green", "blue"]
    #expect(try values.choice("colour", of: names, named: \.self) == "red")
    #expect(try values.choice("tone", of: names, named: \.self) == nil)
    let failure = #expect(throws: Failure.self) {
      try values.choice("shade", of: names, named: \.self)
    }
    #expect(
      failure?.description
        == "shade: \"redd\" is not a known shade\nDid you mean red? Choose red, green or blue.")
  }

  @Test func whatIsNotChosenIsCompleted() {
    let values: OptionValues = ["a": "1"]
    let whole = values.completed(by: ["a": "2", "b": "3"])
    #expect(whole == ["a": "1", "b": "3"] && whole.settings == ["a", "b"])
  }
}
