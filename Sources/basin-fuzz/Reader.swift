internal import ArgumentParser
internal import Foundation

/// Something that reads files of users.
struct Reader: Sendable {
  /// Its name.
  let name: String
  /// The dictionary of what occurs in its files.
  let words: String
  /// The most bytes of an input.
  let longest: Int
  /// What the first inputs are.
  let seeds: [Seeds]
  /// Reads an input. It may throw a `Failure`, and nothing else may go wrong.
  let read: @Sendable (FuzzInput) throws -> Void

  /// - Parameter words: nil for the dictionary of its own name.
  init(
    _ name: String, words: String? = nil, longest: Int = 4096, seeds: [Seeds],
    read: @escaping @Sendable (FuzzInput) throws -> Void
  ) {
    self.name = name
    self.words = words ?? name
    self.longest = longest
    self.seeds = seeds
    self.read = read
  }

  /// Every reader. A new one stands here and has a dictionary.
  static let all = arrays + weights + records + surfaces + paths + datasets + pictures

  /// The reader of a name.
  init(named name: String) throws {
    guard let reader = Self.all.first(where: { $0.name == name }) else {
      let names = Self.all.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no reader \(name). Readers: \(names)")
    }
    self = reader
  }
}
