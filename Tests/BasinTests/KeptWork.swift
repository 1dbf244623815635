import Archives
import Foundation
import Grids
import Landscapes

/// What the files of a folder hold of finished work, in pieces: what a later run must not compute again.
struct KeptWork {
  /// By file and the name of the piece, what the piece is.
  let pieces: [String: [String: String]]

  init(in folder: URL) throws {
    var pieces: [String: [String: String]] = [:]
    let paths = Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
    let unfinished = Set(paths.compactMap(Self.result))
    for path in paths where !path.contains("/.") && !path.hasPrefix(".") {
      let file = folder.appending(path: path)
      if path.hasSuffix(".h5") {
        if try !Connection.isConnection(path: file.path) {
          pieces[path] = try Self.points(of: file)
        } else if !unfinished.contains(path) {
          pieces[path] = ["file": "\(FileIdentity(of: file.path))"]
        }
      } else if path.hasSuffix(".h5.partial") {
        pieces[path] = try Self.connection(of: file)
      } else if path.hasSuffix(".safetensors.partial") {
        pieces[path] = try Self.epochs(of: file)
      } else if path.hasSuffix(".hessian.partial") {
        pieces[path] = try Self.parts(of: file).mapValues { $0.serialized() }
      } else if path.hasSuffix(".confirmation.partial") {
        pieces[path] = try Self.values(of: file)
      } else if Self.isResult(path), !unfinished.contains(path) {
        // One that is written again is another file.
        let time = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate]
        pieces[path] = ["file": "\(FileIdentity(of: file.path)), \(String(describing: time))"]
      }
    }
    self.pieces = pieces
  }

  /// What of it is lost or computed again in a later state of the folder.
  ///
  /// - Parameter isDelivered: whether the answer for which work without a result was kept has arrived.
  func losses(in later: KeptWork, isDelivered: Bool) -> [String] {
    pieces.flatMap { path, known -> [String] in
      if let now = later.pieces[path] {
        return known.filter { now[$0] != $1 }.map { "\(path): \($0.key)" }
      }
      let isReplaced = Self.result(of: path).map { later.pieces[$0] != nil } ?? false
      return isReplaced || isDelivered ? [] : [path]
    }
  }

  /// Whether a file is the finished result of long work.
  private static func isResult(_ path: String) -> Bool {
    path.hasSuffix(".safetensors") && !path.contains(".bend-") || path.hasSuffix("curvature.json")
      || path.contains("confirmation-") && path.hasSuffix(".json")
  }

  /// The result that unfinished work becomes; nil where that is only printed.
  private static func result(of path: String) -> String? {
    if path.hasSuffix(".safetensors.partial") || path.hasSuffix(".h5.partial") {
      return String(path.dropLast(8))
    }
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    guard !folder.isEmpty else { return nil }
    if path.hasSuffix(".hessian.partial") { return "\(folder)/curvature.json" }
    guard path.hasSuffix(".h5.confirmation.partial") else { return nil }
    let number = path.split(separator: "/").last?.dropFirst(8).prefix { $0 != "." } ?? ""
    return "\(folder)/confirmation-\(number).json"
  }

  private static func points(of file: URL) throws -> [String: String] {
    let surface = try LossSurface(path: file.path)
    let points = surface.loss.isComputed.indices.filter { surface.loss.isComputed[$0] }
    return Dictionary(
      uniqueKeysWithValues: points.map { ("point \($0)", "\(surface.loss[$0].bitPattern)") })
  }

  private static func epochs(of file: URL) throws -> [String: String] {
    let text = try SafetensorsFile(path: file.path).metadata["basin.training"] ?? ""
    let state = try JSONValue(parsing: text, from: file.path)
    let epochs = state["history"]?["epochs"]?.array ?? []
    return Dictionary(
      uniqueKeysWithValues: epochs.enumerated().map {
        ("epoch \($0)", $1.serialized())
      })
  }

  /// The epochs of the curve, and the points of each path.
  private static func connection(of file: URL) throws -> [String: String] {
    let text = try SafetensorsFile(path: file.path).metadata["basin.connection"] ?? ""
    let state = try JSONValue(parsing: text, from: file.path)
    var pieces: [String: String] = [:]
    for (epoch, loss) in (state["epochLosses"]?.array ?? []).enumerated() {
      pieces["epoch \(epoch)"] = loss.serialized()
    }
    for (path, points) in state["points"]?.object ?? [:] {
      for point in points.array ?? [] {
        pieces["\(path), point \(point[0]?.int ?? -1)"] = point.serialized()
      }
    }
    return pieces
  }

  private static func parts(of file: URL) throws -> [String: JSONValue] {
    try JSONValue(path: file.path)["parts"]?.object ?? [:]
  }

  /// What was computed at each point.
  private static func values(of file: URL) throws -> [String: String] {
    var values: [String: String] = [:]
    for (name, rows) in try parts(of: file) {
      for row in rows.array ?? [] {
        let point = (row.array ?? []).prefix(2).map { $0.serialized() }
        values["\(name) at \(point)"] = row.serialized()
      }
    }
    return values
  }
}
