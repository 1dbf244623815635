public import Archives
public import Documents
internal import Numerals

/// Whether a net, its data and a plane are fit to be drawn, as `basin check` prints it.
public struct CheckReport: Hashable, Sendable {
  /// The forms in which the report can be had.
  public enum Format: String, CaseIterable, Sendable {
    /// A table for a terminal.
    case text
    /// Everything, numbers in the shortest form that reads back to the same bits.
    case json
  }

  /// What was checked, a line each: the net with its weights, the data, the plane.
  public let subject: [String]
  /// The answers, in the order in which one would ask.
  public let checks: [Check]

  /// Creates a report.
  public init(subject: [String], checks: [Check]) {
    (self.subject, self.checks) = (subject, checks)
  }

  /// The gravest of the verdicts.
  public var verdict: Check.Verdict {
    let all = Check.Verdict.allCases
    return all.last { verdict in checks.contains { $0.verdict == verdict } } ?? .good
  }

  /// The report for people.
  public var document: Document {
    let width = Check.Verdict.allCases.map(\.rawValue.count).max() ?? 0
    let facts = checks.flatMap { check -> [Document.Fact] in
      let verdict = check.verdict.rawValue
      let name = verdict + String(repeating: " ", count: width + 2 - verdict.count) + check.name
      return [Document.Fact(RichText(verbatim: name), RichText(verbatim: check.finding))]
        + (check.remedy.map { [Document.Fact("", RichText(verbatim: $0))] } ?? [])
    }
    return Document(blocks: [
      .lines(subject.map { RichText(verbatim: $0) }), .facts(facts),
      .paragraph(RichText(verbatim: conclusion)),
    ])
  }

  /// What follows from all of it.
  private var conclusion: String {
    let (notes, warnings) = (
      checks.count { $0.verdict == .note }, checks.count { $0.verdict == .warning }
    )
    return switch verdict {
    case .good: "Nothing speaks against a picture of this plane."
    case .note: "\(counted(notes, "note")) to keep in mind with a picture of this plane."
    case .warning:
      "\(counted(warnings, "warning")): mend what \(warnings == 1 ? "it says" : "they say") before "
        + "a picture of this plane is shown."
    }
  }

  /// Every number of the report.
  public var json: JSONValue {
    JSONValue(result: CheckRecord(verdict: verdict, subject: subject, checks: checks))
  }

  /// The report in one of its forms, with a line break at its end.
  public func formatted(as format: Format) -> String {
    switch format {
    case .text: document.text
    case .json: json.serialized(pretty: true) + "\n"
    }
  }
}

/// A report as `basin check --format json` writes it.
///
/// Scripts hold on to the members' names: they may be added to, and none may change or go.
private struct CheckRecord: Codable {
  let verdict: Check.Verdict
  let subject: [String]
  let checks: [Check]
}
