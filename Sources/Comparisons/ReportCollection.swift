public import Analysis
internal import Archives
internal import Failures
internal import Foundation
internal import Pictures
public import Reports

/// Comparisons from several folders, in one report.
public struct ReportCollection: Sendable {
  /// The report; what it names lies relative to its folder.
  public let report: Report
  /// The folder of the report.
  public let folder: String
  private let pictures: [Recount.Picture]

  /// Reads the comparisons of some folders.
  ///
  /// - Parameters:
  ///   - runs: folders of comparisons, at least one.
  ///   - folder: where the report will lie.
  ///   - scale: the scale on which minima are counted; nil for that of each run. Runs on another scale are
  ///     counted again from their surface files.
  ///   - command: the command that does this, for the report.
  /// - Throws: `Failure` if one holds no finished comparison, or the report of several would replace
  ///   that of one; if a surface that is counted again is missing, or the scale does not fit it.
  public init(
    runs: [String], folder: String, scale: HeightScale? = nil, command: String
  ) throws {
    if runs.count > 1,
      let run = runs.first(where: { Self.components($0) == Self.components(folder) })
    {
      throw Failure(
        .usage, "\(run) is one of the runs: its own report would be lost", at: .setting("output"),
        remedy: "Give another folder.")
    }
    let names = runs.map { Self.components($0).last ?? $0 }
    let areUnique = Set(names).count == names.count
    var pictures: [Recount.Picture] = []
    report = Report(
      runs: try runs.enumerated().map { index, path in
        var comparison = try ReportFiles(folder: path).comparison()
        let way = Self.way(from: folder, to: path)
        if let scale, scale != comparison.scale {
          let recount = try Recount(comparison, in: path, on: scale, command: command)
          let names = Recount.PictureNames(run: index, of: runs.count)
          comparison = recount.report.relocated(by: way)
          comparison.figures.landscapes = names.landscapes
          comparison.figures.thresholds = names.thresholds
          comparison.figures.windows = comparison.windows.isEmpty ? nil : names.windows
          let drawn = try recount.pictures(names, in: folder)
          comparison.figures.surfaces =
            drawn.contains { $0.path.hasSuffix(names.surfaces) } ? names.surfaces : nil
          pictures += drawn
        } else {
          comparison = comparison.relocated(by: way)
        }
        return Report.Run(name: areUnique ? names[index] : path, comparison: comparison)
      })
    self.folder = folder
    self.pictures = pictures
  }

  /// The files that are written: the pictures that are drawn anew, and the report in all its forms.
  public var files: [String] { pictures.map(\.path) + ReportFiles(folder: folder).all }

  /// The files that may be written of so many runs that are counted again.
  public static func files(runs: Int, in folder: String) -> [String] {
    (0..<runs).flatMap { Recount.PictureNames(run: $0, of: runs).all }.map { "\(folder)/\($0)" }
      + ReportFiles(folder: folder).all
  }

  /// Writes the pictures, then the report.
  ///
  /// - Throws: `Failure`: `.missing` where a picture of a run is not there, `.output` where a file cannot be
  ///   written.
  public func write() throws {
    for picture in pictures {
      try PictureFile.write(picture.illustration, manifest: picture.manifest, to: picture.path)
    }
    try ReportFiles(folder: folder).write(report)
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
