public import Archives
internal import Failures

extension Lesson {
  /// Reads what `lesson.json` holds.
  ///
  /// - Parameters:
  ///   - json: what the file holds.
  ///   - path: the file, for messages.
  ///   - comparison: the comparison behind the landscapes, from its own report.
  ///   - links: where the pictures lie.
  /// - Throws: `Failure` (data) naming what is missing or of another kind, or where the lesson is that
  ///   of another comparison.
  public init(
    reading json: JSONValue, from path: String, comparison: ComparisonReport, links: Links
  ) throws {
    let record = try json.decoded(
      as: LessonRecord.self, from: path, naming: "lesson", remedy: LessonRecord.remedy)
    guard Self.subject(json["comparison"]) == Self.subject(comparison.json) else {
      throw Failure(
        .data, "is of other landscapes than those of \(links.comparison)", at: path,
        remedy: LessonRecord.remedy)
    }
    func report(_ record: GradientRecord) throws(Failure) -> GradientReport {
      try GradientReport(reading: record, from: path)
    }
    self.init(
      lecture: try report(record.lecture), depth: try report(record.depth),
      strength: try report(record.strength), models: try record.models.map(report),
      comparison: comparison, links: links, command: record.command)
  }

  /// What tells comparisons apart: the net, the data, and the counts by seed.
  private static func subject(_ comparison: JSONValue?) -> [JSONValue?] {
    [comparison?["model"], comparison?["data"]]
      + ["plain", "residual"].flatMap { arm in
        ["seeds", "minima_counts"].map { comparison?[arm]?[$0] }
      }
  }
}

/// A lesson, as `lesson.json` holds it, without its comparison.
private struct LessonRecord: Decodable {
  static let remedy: Phrase =
    "Run basin lesson in that folder again; it resumes from the finished parts."

  let command: String
  let lecture: GradientRecord
  let depth: GradientRecord
  let strength: GradientRecord
  let models: [GradientRecord]
}
