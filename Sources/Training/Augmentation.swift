public import Failures

/// Random changes of images before each step, which leave their classes as they are.
public struct Augmentation: OptionSet, Hashable, Sendable {
  /// The set as bits.
  public let rawValue: Int

  /// Creates a set of bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// A window of the image's own size, anywhere in the image with 4 pixels of 0 around it (He et
  /// al. 2016, section 4.2). The zeros are put around the prepared numbers: of normalised images
  /// they are the mean colour.
  public static let crop = Augmentation(rawValue: 1)
  /// Left and right are exchanged in half of the cases.
  public static let flip = Augmentation(rawValue: 2)

  private static let names: [(name: String, value: Augmentation)] = [
    ("crop", .crop), ("flip", .flip),
  ]

  /// Reads a list such as `crop,flip`.
  ///
  /// - Throws: `Failure` (usage) naming the option unless it is one or more of the names, each once.
  public init(parsing text: String, option: Setting) throws(Failure) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let known = parts.compactMap { part in Self.names.first { $0.name == part }?.value }
    guard known.count == parts.count, Set(parts).count == parts.count else {
      throw Failure(
        .usage, "unknown value \"\(text)\"", at: .setting(option),
        remedy: "Choices: crop, flip, or both: crop,flip.")
    }
    self = known.reduce([]) { $0.union($1) }
  }
}

extension Augmentation: CustomStringConvertible {
  /// The list as it is written on the command line.
  public var description: String {
    Self.names.filter { contains($0.value) }.map(\.name).joined(separator: ",")
  }
}

extension Augmentation: Codable {
  /// Reads the text of `description`.
  public init(from decoder: any Decoder) throws {
    try self.init(
      parsing: decoder.singleValueContainer().decode(String.self), option: "augment")
  }

  /// Writes the text of `description`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
