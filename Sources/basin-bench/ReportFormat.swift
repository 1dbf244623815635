internal import ArgumentParser

/// The forms of a report.
package enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case markdown
  case json
}
