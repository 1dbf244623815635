import Archives
import Testing

struct JSONValueSerializationTests {
  @Test func compactFormIsCanonical() {
    let value: JSONValue = [
      "b": [1, 2.0, 0.1, nil, false], "a/ü": "x/\"\\\n\u{1}\u{1f}é😀", "": [:], "Z": [],
    ]
    #expect(
      value.serialized()
        == #"{"":{},"Z":[],"a/ü":"x/\"\\\n\u0001\u001fé😀","b":[1,2.0,0.1,null,false]}"#)
  }

  @Test func prettyFormIndentsByTwo() {
    let value: JSONValue = ["b": [1, ["c": nil]], "a": [], "d": [:]]
    #expect(
      value.serialized(pretty: true) == """
        {
          "a": [],
          "b": [
            1,
            {
              "c": null
            }
          ],
          "d": {}
        }
        """)
  }

  @Test(arguments: [
    0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e16, 1e-7, 123456789.125, 1 / 3,
    0x1p63,
  ])
  func numbersReadBackAsTheSameBits(number: Double) throws {
    let text = JSONValue.double(number).serialized()
    let back = try JSONValue(parsing: text, from: "test").double
    #expect(back?.bitPattern == number.bitPattern, "\(text)")
  }

  @Test(arguments: [Int.min, -1, 0, .max])
  func wholeNumbersReadBack(number: Int) throws {
    let text = JSONValue.int(number).serialized()
    guard case .int(number) = try JSONValue(parsing: text, from: "test") else {
      Issue.record("\(text) is not read as \(number)")
      return
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func whatIsNotFiniteIsNull(number: Double) {
    #expect(JSONValue.array([.double(number)]).serialized() == "[null]")
  }
}
