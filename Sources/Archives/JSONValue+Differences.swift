/// One place at which two JSON documents say different things.
public struct JSONDifference: Equatable, Sendable {
  /// The keys that lead there, joined by dots; an array's index is in brackets. Empty for the
  /// whole document.
  public let path: String
  /// What stands there in the document that was asked; nil if nothing does.
  public let here: JSONValue?
  /// What stands there in the other document; nil if nothing does.
  public let there: JSONValue?

  /// Creates a difference at a path.
  public init(path: String, here: JSONValue?, there: JSONValue?) {
    self.path = path
    self.here = here
    self.there = there
  }
}

extension JSONDifference: CustomStringConvertible {
  /// `path: here instead of there`.
  public var description: String {
    "\(path.isEmpty ? "document" : path): \(shown(here)) instead of \(shown(there))"
  }

  private func shown(_ value: JSONValue?) -> String { value?.serialized() ?? "nothing" }
}

extension JSONValue {
  /// The places at which this document differs from another, in the order of their keys; empty
  /// exactly if the two are equal. Arrays of equal length are compared element by element,
  /// others as wholes.
  public func differences(from other: JSONValue) -> [JSONDifference] {
    differences(from: other, at: "")
  }

  private func differences(from other: JSONValue, at path: String) -> [JSONDifference] {
    switch (self, other) {
    case (.object(let here), .object(let there)):
      Set(here.keys).union(there.keys).sorted().flatMap { key in
        let place = path.isEmpty ? key : "\(path).\(key)"
        if let a = here[key], let b = there[key] { return a.differences(from: b, at: place) }
        return [JSONDifference(path: place, here: here[key], there: there[key])]
      }
    case (.array(let here), .array(let there)) where here.count == there.count:
      here.indices.flatMap { here[$0].differences(from: there[$0], at: "\(path)[\($0)]") }
    default:
      self == other ? [] : [JSONDifference(path: path, here: self, there: other)]
    }
  }
}
