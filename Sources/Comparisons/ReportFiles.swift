internal import Archives
internal import Documents
internal import Failures
internal import Foundation
internal import Pictures
public import Reports

/// The forms of a report and where they lie in its folder.
public struct ReportFiles: Sendable {
  /// The folder.
  public let folder: String

  /// Names the files in a folder.
  public init(folder: String) { self.folder = folder }

  /// For people: Markdown.
  public var markdown: String { "\(folder)/report.md" }
  /// For people: one page with its pictures.
  public var html: String { "\(folder)/report.html" }
  /// For papers: LaTeX.
  public var latex: String { "\(folder)/report.tex" }
  /// For spreadsheets: a line for each surface.
  public var table: String { "\(folder)/report.csv" }
  /// For programs: every number.
  public var data: String { "\(folder)/report.json" }

  /// The files' names.
  static let names = ["report.md", "report.html", "report.tex", "report.csv", "report.json"]

  /// All of them.
  public var all: [String] { Self.names.map { "\(folder)/\($0)" } }

  /// Writes all forms; the data come last, so that they are there only once all is.
  ///
  /// - Throws: `Failure`: `.missing` where a picture is not there, `.output` where a file cannot be
  ///   written.
  public func write(_ report: Report) throws {
    let document = report.document
    // The page first: only it needs what may be missing, and nothing is written then.
    let page = try document.html { try Self.picture(at: Self.joined(folder, $0)) }
    try AtomicFile.write(document.markdown, to: markdown)
    try AtomicFile.write(page, to: html)
    try AtomicFile.write(document.latex, to: latex)
    try AtomicFile.write(report.csv, to: table)
    try report.json.write(to: data)
  }

  /// The bytes of a picture; a report of others could name any file to have it in the page.
  package static func picture(at path: String) throws -> [UInt8] {
    try InputFile.contents(at: path, atMost: PictureFile.mostBytes) { start in
      guard PictureFormat.beginning(start)?.ending == "png" else {
        throw Failure(
          .data, "is a picture according to report.json, but is not a PNG file", at: path,
          remedy: "Run basin compare in that folder again; it draws its pictures again.")
      }
    }
  }

  /// Reads the comparison in the folder of a run.
  ///
  /// - Throws: `Failure` if there is none, or it is unfit.
  public func comparison() throws -> ComparisonReport {
    guard InputFile.exists(at: data) else {
      throw Failure(
        .missing, "holds no report.json of a comparison", at: folder,
        remedy: "Give the folder of a finished basin compare.")
    }
    var random = ComparisonRun.resampling
    let report = try ComparisonReport(
      reading: try JSONValue(path: data), from: data, using: &random)
    try checkPictures(of: report)
    return report
  }

  /// A report of others could name any picture of this machine to have it in a page. A run's own lie in its
  /// folder, whatever links there are; those of a report that was made of a run elsewhere lie in that
  /// run's, which holds a report of the same nets.
  private func checkPictures(of report: ComparisonReport) throws(Failure) {
    var known: [String: Bool] = [:]
    for picture in report.pictures where leads(picture, outOf: folder) {
      let run = Self.run(of: Self.joined(folder, picture))
      let isOwn = run.map { known[$0] ?? Self.holds($0, netsOf: report) } ?? false
      if let run { known[run] = isOwn }
      guard isOwn else {
        throw Failure(
          .data, "names a picture outside of its folder, \(picture)", at: data,
          remedy: "Give the folder of the run itself.")
      }
    }
  }

  /// The folder of the run that a picture lies in, itself or two folders down (those of a net).
  private static func run(of picture: String) -> String? {
    var folder = picture
    for _ in 0..<3 {
      guard let end = folder.lastIndex(of: "/") else { return nil }
      folder = String(folder[..<end])
      if InputFile.exists(at: ReportFiles(folder: folder).data) { return folder }
    }
    return nil
  }

  private static func holds(_ run: String, netsOf report: ComparisonReport) -> Bool {
    let data = ReportFiles(folder: run).data
    var random = ComparisonRun.resampling
    guard let json = try? JSONValue(path: data),
      let other = try? ComparisonReport(reading: json, from: data, using: &random)
    else { return false }
    return [(report.plain, other.plain), (report.residual, other.residual)].allSatisfy {
      mine, its in
      mine.nets.map(\.measures) == its.nets.map(\.measures)
    }
  }

  /// The path of a file that is named relative to a folder.
  package static func joined(_ folder: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }
}
