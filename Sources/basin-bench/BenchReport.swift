internal import Foundation

/// A result of one table that can be printed in any form; as JSON it is what it holds.
package protocol BenchReport: Encodable {
  /// What stands above the table.
  var heading: String { get }
  /// The result for people.
  var table: TextTable { get }
}

extension BenchReport {
  /// The result in a form.
  package func rendered(_ format: ReportFormat) throws -> String {
    switch format {
    case .json: try benchJSON(self)
    case .text: "\(heading)\n\n\(table.text)"
    case .markdown: "\(heading)\n\n\(table.markdown)"
    }
  }
}

/// A result as JSON with its keys in order; numbers that are none as `"nan"`, `"inf"` or `"-inf"`.
func benchJSON(_ result: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return String(decoding: try encoder.encode(result), as: UTF8.self)
}
