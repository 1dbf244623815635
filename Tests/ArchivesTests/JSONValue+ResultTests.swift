import Archives
import Foundation
import Testing

/// The JSON form of results, held against what the contract says of numbers and names.
struct JSONValueResultTests {
  private struct Place: Codable, Equatable {
    var x: Double
    var isOnBorder: Bool
  }

  private enum Kind: String, Codable, CodingKeyRepresentable { case firstKind = "first_kind" }

  private struct Sample: Codable, Equatable {
    var borderCount = 3
    var loss = 4.0
    var small: Float = 0.1
    var seed: UInt64 = 7
    var kind = Kind.firstKind
    var absent: Double?
    @OrNull var missing: Double?
    @OrNull var place: Place? = Place(x: -0.5, isOnBorder: true)
    var nested: OrNull<Int>? = OrNull(wrappedValue: nil)
    var places = [Place(x: 1, isOnBorder: false)]
    var lists: [[Double?]] = [[1, nil], []]
    var document: JSONValue = ["A": nil]
  }

  @Test func membersAreInSnakeCaseAndNumbersKeepTheirKind() {
    #expect(
      JSONValue(result: Sample()).serialized()
        == #"{"border_count":3,"document":{"A":null},"kind":"first_kind","#
        + #""lists":[[1.0,null],[]],"loss":4.0,"missing":null,"nested":null,"#
        + #""place":{"is_on_border":true,"x":-0.5},"places":[{"is_on_border":false,"x":1.0}],"#
        + #""seed":7,"small":0.1}"#)
  }

  @Test func membersMayBeNamedByAnEnumeration() {
    #expect(JSONValue(result: [Kind.firstKind: 0.25]).serialized() == #"{"first_kind":0.25}"#)
  }

  @Test func whatIsNotFiniteIsNull() {
    #expect(
      JSONValue(result: [Double.nan, .infinity, -.infinity, 1]).serialized()
        == "[null,null,null,1.0]")
    #expect(JSONValue(result: ["a": Float.nan]).serialized() == #"{"a":null}"#)
  }

  @Test func foundationReadsTheSameBits() throws {
    var result = Sample()
    (result.loss, result.missing) = (0.1 + 0.2, .leastNonzeroMagnitude)
    let text = JSONValue(result: result).serialized(pretty: true)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let read = try decoder.decode(Sample.self, from: Data(text.utf8))
    #expect(read.loss == 0.1 + 0.2 && read.missing == .leastNonzeroMagnitude && read.small == 0.1)
    #expect(read.place == Place(x: -0.5, isOnBorder: true) && read.absent == nil)
  }

  @Test func aMemberThatEarlierVersionsLackIsNil() throws {
    struct Small: Codable { @OrNull var later: Int? }
    #expect(try JSONDecoder().decode(Small.self, from: Data("{}".utf8)).later == nil)
    #expect(try JSONDecoder().decode(Small.self, from: Data(#"{"later":2}"#.utf8)).later == 2)
  }

  /// Both kinds of containers of one value write into one object.
  private struct Merged: Encodable {
    func encode(to encoder: any Encoder) throws {
      try ["a": 1].encode(to: encoder)
      try Place(x: 2, isOnBorder: false).encode(to: encoder)
    }
  }

  @Test func twoContainersOfOneValueAreOneObject() {
    #expect(JSONValue(result: Merged()) == ["a": 1, "x": 2, "is_on_border": false])
  }

  @Test func emptyThingsStayWhatTheyAre() {
    struct Nothing: Encodable {}
    #expect(JSONValue(result: Nothing()).serialized() == "{}")
    #expect(JSONValue(result: [Int]()).serialized() == "[]")
    #expect(JSONValue(result: [String: Int]()).serialized() == "{}")
  }
}
