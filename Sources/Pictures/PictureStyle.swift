public import Archives
internal import Failures
public import Figures

/// How pictures look, as a file says it: what it leaves open is nil.
///
/// `{"theme": "print", "color_map": "magma", "size": "column", "levels": 12, "font": "FreeSans",
/// "transparent": true}`; `levels` may also be a list of values.
public struct PictureStyle: Hashable, Sendable {
  /// The ground and the strength of lines.
  public var theme: Theme?
  /// The colours of values.
  public var colorMap: ColorMap?
  /// The values of contour lines.
  public var levels: ContourLevels?
  /// The size.
  public var size: PictureSize?
  /// The family of the font.
  public var font: String?
  /// Whether the ground is left out.
  public var isTransparent: Bool?

  /// Creates a style that leaves everything open.
  public init() {}

  /// Reads a style from a JSON file.
  ///
  /// - Throws: `Failure` (missing) if it cannot be read, (data) that names the file and the key if
  ///   something in it is not known.
  public init(path: String) throws {
    try self.init(JSONValue(path: path), from: path)
  }

  /// Reads a style from a JSON document.
  ///
  /// - Parameters:
  ///   - document: The style as JSON.
  ///   - source: Where it comes from, as messages name it; such as a path.
  /// - Throws: `Failure` (data) that names the source and the key.
  public init(_ document: JSONValue, from source: String) throws {
    guard case .object(let members) = document else {
      throw Failure(.data, "a style is a JSON object", at: source)
    }
    for (key, value) in members.sorted(by: { $0.key < $1.key }) {
      let reader = StyleReader(key: key, value: value, source: source)
      switch key {
      case "theme": theme = try reader.choice()
      case "color_map": colorMap = try reader.choice()
      case "levels": levels = try reader.levels()
      case "size": size = try reader.size()
      case "font": font = try reader.text()
      case "transparent": isTransparent = try reader.truth()
      default: throw reader.unknownKey(among: PictureStyle.keys)
      }
    }
  }

  static let keys = ["theme", "color_map", "levels", "size", "font", "transparent"]

  /// The size, the ground and the font, as far as the style says them.
  public var appearance: PictureAppearance {
    PictureAppearance(size: size, isTransparent: isTransparent ?? false, font: font)
  }

  /// A figure with the theme, the colours and the levels, as far as the style says them.
  public func applied(to figure: Figure) -> Figure {
    var figure = figure
    figure.theme = theme ?? figure.theme
    figure.colorMap = colorMap ?? figure.colorMap
    figure.levels = levels ?? figure.levels
    return figure
  }
}

/// Reads the value of one key, and says what is wrong with it.
private struct StyleReader {
  let key: String
  let value: JSONValue
  let source: String

  private func failure(_ what: String, remedy: String) -> Failure {
    Failure(.data, what, at: .file(source, .item(key)), remedy: Phrase(remedy))
  }

  func unknownKey(among keys: [String]) -> Failure {
    let guess = nearName(to: key, among: keys).map { "Did you mean \($0)? " } ?? ""
    return failure(
      "unknown key \"\(key)\"", remedy: "\(guess)Keys are \(keys.joined(separator: ", ")).")
  }

  func choice<Choice: CaseIterable & RawRepresentable<String>>() throws -> Choice {
    if let choice = value.string.flatMap(Choice.init(rawValue:)) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let guess =
      value.string.flatMap { nearName(to: $0.lowercased(), among: names) }
      .map { "Did you mean \($0)? " } ?? ""
    throw failure(
      "unknown value \(value.serialized())",
      remedy: "\(guess)Choices: \(names.joined(separator: ", ")).")
  }

  func text() throws -> String {
    guard let text = value.string, !text.isEmpty else {
      throw failure("\(value.serialized()) is not a name", remedy: "Give the name as a text.")
    }
    return text
  }

  func truth() throws -> Bool {
    guard let truth = value.bool else {
      throw failure(
        "\(value.serialized()) is neither true nor false", remedy: "Write true or false.")
    }
    return truth
  }

  func size() throws -> PictureSize {
    do {
      return try PictureSize(text())
    } catch let error as Failure where error.code == .usage {
      throw Failure(
        .data, error.what, at: .file(source, .item(key)), remedy: error.remedy)
    }
  }

  func levels() throws -> ContourLevels {
    if let count = value.int, (2...100).contains(count) { return .bands(count) }
    if case .array(let elements) = value {
      let values = elements.compactMap(\.double).filter(\.isFinite)
      if values.count == elements.count, (1...100).contains(values.count) {
        return .values(values)
      }
    }
    throw failure(
      "\(value.serialized()) is neither a number of bands nor a list of values",
      remedy: "Give 2 to 100 bands, or a list of 1 to 100 numbers.")
  }
}
