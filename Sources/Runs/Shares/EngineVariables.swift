internal import Failures

/// Variables of the environment that hold numbers.
struct EngineVariables {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  /// The text of a variable; nil where it is not set.
  subscript(_ name: String) -> String? { environment[name] }

  /// A whole number from 0.
  func number(_ name: String) throws(Failure) -> Int {
    guard let text = environment[name] else { throw failure("\(name) is not set") }
    guard !text.isEmpty else { throw failure("\(name) is empty") }
    guard let number = Int(text), number >= 0 else {
      throw failure("\(name)=\(text) is not a whole number from 0")
    }
    return number
  }

  /// A number of processes.
  func count(_ name: String) throws(Failure) -> Int {
    let count = try number(name)
    guard (1...Share.most).contains(count) else {
      throw failure("\(name)=\(count) is not from 1 to \(Share.most)")
    }
    return count
  }

  /// The share that two variables state.
  func share(_ index: String, of count: String) throws(Failure) -> Share {
    let size = try self.count(count)
    let rank = try number(index)
    guard rank < size else {
      throw failure("\(index)=\(rank) is not below \(count)=\(size)")
    }
    return Share(rank, of: size)
  }

  private func failure(_ what: String) -> Failure {
    Failure(.usage, what, remedy: "Set it as the engine does, or \(Engine.byHand)")
  }
}
