import Archives
import FailureTestSupport
import Failures
import Testing

struct JSONParserTests {
  @Test(
    arguments: [
      ("null", nil), (" \t\r\n true ", true), ("-0", 0), ("-12", -12), ("1e2", 100.0),
      ("0.5E-1", 0.05), ("9223372036854775808", 9_223_372_036_854_775_808.0),
      (#""\"\\\/\b\f\n\r\tA""#, "\"\\/\u{8}\u{c}\n\r\tA"), (#""\u0041\ud83D\uDE00ü""#, "A😀ü"),
      ("[]", []), ("[ 1 , [ 2 ] ]", [1, [2]]), ("{}", [:]),
      (#"{ "a" : { "b" : [ ] } , "c" : null }"#, ["a": ["b": []], "c": nil]),
    ] as [(String, JSONValue)])
  func validTexts(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text, from: "test") == value)
  }

  @Test("Python's names of numbers that are not finite are read where they are asked for")
  func pythonsNumbers() throws {
    let text = Array("[NaN, Infinity, -Infinity, -1, null]".utf8)
    let numbers = try #require(try JSONValue(parsing: text, from: "test", .python).array)
    #expect(numbers[0].double?.isNaN == true && numbers[1].double == .infinity)
    #expect(numbers[2].double == -.infinity && numbers[3] == -1 && numbers[4].double == nil)
    for text in ["nan", "inf", "-NaN", "Infinit", "--Infinity"] {
      #expect(throws: Failure.self) {
        try JSONValue(parsing: Array(text.utf8), from: "test", .python)
      }
    }
  }

  @Test(arguments: [
    ("", 0), ("nul", 0), ("NaN", 0), ("Infinity", 0), ("01", 2), ("-", 1), ("+1", 0), ("1.", 2),
    (".5", 0), ("1e", 2), ("1e999", 5), ("1 2", 2), ("[1,]", 3), ("[1 2]", 3), ("[", 1),
    ("{\"a\"}", 4), ("{\"a\":1,}", 7), ("{a:1}", 1), ("{\"a\":1,\"a\":2}", 7), ("\"a", 2),
    ("\"\n\"", 2), (#""\x""#, 3), (#""\u12""#, 5), (#""\ud83d""#, 7), (#""\ude00""#, 7),
    (#""\ud83dA""#, 7), (#""\ud83d\u0041""#, 13), ("'a'", 0), ("[1]]", 3), ("/**/1", 0),
  ])
  func invalidTextsNameTheByte(text: String, byte: Int) throws {
    let found = try failure { _ = try JSONValue(parsing: text, from: "x.json") }
    #expect(found.code == .data)
    #expect(found.place?.description == "x.json, byte \(byte)")
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(throws: Failure.self) {
      try JSONValue(parsing: [0x22, 0xc3, 0x28, 0x22], from: "test")
    }
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(parsing: nested(128), from: "test")
    #expect(throws: Failure.self) { try JSONValue(parsing: nested(129), from: "test") }
    #expect(throws: Failure.self) {
      try JSONValue(parsing: String(repeating: "{\"a\":", count: 1_000_000), from: "test")
    }
  }

  @Test func damagedTextsNeverTrap() throws {
    let text = #"{"a":[1,-2.5e3,true,null,"\u00e9\ud83d\ude00"],"b":{"c":{}}}"#
    let bytes = Array(text.utf8)
    var readable = 0
    for copy in damaged(bytes, copies: 2_000, seed: 3) + bytes.indices.map({ Array(bytes[..<$0]) })
    {
      readable += try survives { _ = try JSONValue(parsing: copy, from: "test") } ? 1 : 0
    }
    #expect(readable > 0 && readable < 2_000)
  }
}
