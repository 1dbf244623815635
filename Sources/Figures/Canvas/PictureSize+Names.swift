internal import Failures

extension PictureSize {
  /// The pixels to a side that a size in words may ask for.
  public static let sides = 200...16_384

  /// Reads a size: one of the names, or the width and the height in pixels as in `1600x900`.
  ///
  /// - Throws: `Failure` (usage) that says which of the two is wrong, and what would be right.
  public init(_ text: String) throws {
    let wanted = text.lowercased()
    if let known = PictureSize.named.first(where: { $0.name == wanted }) {
      self = known.size
      return
    }
    let parts = wanted.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy(PictureSize.isNumber) else {
      throw PictureSize.unknown(text)
    }
    // More digits than an Int holds are too large, too.
    let sides = parts.map { Int($0) ?? Int.max }
    guard sides.allSatisfy(PictureSize.sides.contains) else {
      throw Failure(
        .usage,
        "a picture has \(PictureSize.sides.lowerBound) to \(PictureSize.sides.upperBound) pixels "
          + "to a side", at: .setting("size", value: text))
    }
    self.init(width: sides[0], height: sides[1])
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func unknown(_ text: String) -> Failure {
    let names = named.map(\.name)
    let guess = nearName(to: text.lowercased(), among: names).map { "Did you mean \($0)? " } ?? ""
    return Failure(
      .usage, "\"\(text)\" is not a size of pictures", at: .setting("size", value: text),
      remedy: "\(guess)Sizes are \(names.joined(separator: ", ")), and pixels such as 1600x900.")
  }
}
