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
    for picture in report.pictures { try checkOwn(picture) }
    return report
  }

  /// A report of others could name any picture of this machine to have it in a page: a run's own lie in
  /// its folder, whatever links there are.
  private func checkOwn(_ picture: String) throws(Failure) {
    guard !leads(picture, outOf: folder) else {
      throw Failure(
        .data, "names a picture outside of its folder, \(picture)", at: data,
        remedy: "Give the folder of the run itself.")
    }
  }

  /// The path of a file that is named relative to a folder.
  package static func joined(_ folder: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }
}
