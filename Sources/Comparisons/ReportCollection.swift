internal import Failures
internal import Foundation
public import Reports

/// Comparisons from several folders, in one report.
public struct ReportCollection: Sendable {
  /// The report; what it names lies relative to its folder.
  public let report: Report

  /// Reads the comparisons of some folders.
  ///
  /// - Parameters:
  ///   - runs: folders of comparisons, at least one.
  ///   - folder: where the report will lie.
  /// - Throws: `Failure` if one holds no finished comparison, or the report of several would replace
  ///   that of one.
  public init(runs: [String], folder: String) throws {
    if runs.count > 1,
      let run = runs.first(where: { Self.components($0) == Self.components(folder) })
    {
      throw Failure(
        .usage, "\(run) is one of the runs: its own report would be lost", at: .setting("output"),
        remedy: "Give another folder.")
    }
    let names = runs.map { Self.components($0).last ?? $0 }
    let areUnique = Set(names).count == names.count
    report = Report(
      runs: try zip(runs, names).map { path, name in
        let comparison = try ReportFiles(folder: path).comparison()
        return Report.Run(
          name: areUnique ? name : path,
          comparison: comparison.relocated(by: Self.way(from: folder, to: path)))
      })
  }

  /// How a folder is reached from another; empty where they are one.
  package static func way(from start: String, to end: String) -> String {
    let (from, to) = (components(start), components(end))
    let shared = zip(from, to).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: from.count - shared) + to[shared...])
      .joined(separator: "/")
  }

  private static func components(_ path: String) -> [String] {
    Array(URL(filePath: path).standardizedFileURL.pathComponents)
  }
}
