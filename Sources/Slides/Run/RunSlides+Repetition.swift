internal import Documents
internal import Figures
internal import Foundation
internal import Reports

/// The last slide.
extension RunSlides {
  /// The command that made the run, and how.
  var repetition: Slide {
    let methods = report.method.map { method in
      TextParagraph(
        runs: [
          TextRun(text: "\(method.name): ", isBold: true, ink: .quiet),
          TextRun(text: method.value, ink: .quiet),
        ], isItem: true)
    }
    return slide(
      "One command repeats it",
      notes: [
        "Everything on these slides comes from one run of Basin. The command is \(report.command)",
        "How it was made:",
      ] + report.method.map { "\($0.name): \($0.value)" }
    ) { [text(commandLines.map(code) + methods, in: $0)] }
  }

  private func code(_ line: String) -> TextParagraph {
    TextParagraph(runs: [TextRun(text: line, isBold: true, isCode: true, ink: .accent)])
  }

  /// The command on lines that a shell reads as one, each of which begins with an option and fits in the
  /// largest type. Programs would break it within `--`.
  private var commandLines: [String] {
    var lines: [String] = []
    for part in commandParts {
      let line = lines.last.map { "\($0) \(part)" } ?? part
      let count = ruler.lines(
        of: code(line + " \\"), size: SlideLayout.bodySizes.upperBound, width: SlideLayout.width
      ).count
      if count == 1, !lines.isEmpty { lines.removeLast() }
      lines.append(count == 1 ? line : part)
    }
    return lines.enumerated().map { $0 < lines.count - 1 ? $1 + " \\" : $1 }
  }

  /// The command and its options with their values. What looks like an option within quotes is none.
  private var commandParts: [String] {
    var parts: [String] = []
    for (index, piece) in report.command.components(separatedBy: " --").enumerated() {
      let part = index == 0 ? piece : "--\(piece)"
      let quotes = parts.last?.replacing("'\\''", with: "").count { $0 == "'" } ?? 0
      if quotes.isMultiple(of: 2) {
        parts.append(part)
      } else {
        parts[parts.count - 1] += " \(part)"
      }
    }
    return parts
  }
}
