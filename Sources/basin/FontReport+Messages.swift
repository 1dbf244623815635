internal import Figures

extension FontReport {
  /// What differs from the font that was asked for, a message each.
  var messages: [String] {
    var messages: [String] = []
    if let absentFamily {
      messages.append("--font: \"\(absentFamily)\" is not installed; another family is used.")
    }
    for fallback in fallbacks {
      messages.append(
        "the font has no \(Self.list(fallback.characters)); taken from \(fallback.family).")
    }
    if !missing.isEmpty {
      messages.append("no installed font has \(Self.list(missing)); \"?\" is shown instead.")
    }
    return messages
  }

  private static func list(_ characters: [Character]) -> String {
    let more = characters.count - min(characters.count, 20)
    return characters.prefix(20).map(String.init).joined(separator: " ")
      + (more > 0 ? " and \(more) more" : "")
  }
}
