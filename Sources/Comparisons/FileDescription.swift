package import Archives
internal import Failures
internal import Figures
internal import Foundation
internal import Grids
internal import Landscapes
internal import Numerals
internal import Pictures
public import Provenance
internal import Tensors
internal import Training

/// What a file of ours is, how complete it is, and how it was made.
public struct FileDescription: Equatable, Sendable {
  /// What it is, in one line: `loss surface, 51 × 51 points`.
  public let kind: String
  /// What it holds and how complete it is, a line each.
  public let facts: [String]
  /// How it was made; nil where the file does not say.
  public let manifest: Manifest?

  /// Looks into a file: weights, an unfinished run, recorded gradients, directions, a surface, a connection,
  /// a picture, or the manifest of a comparison (also by its folder).
  ///
  /// - Parameters:
  ///   - path: the file, or the folder of a comparison.
  ///   - quantity: of a surface, the array to describe; nil for the one that is read by default.
  /// - Throws: `Failure` (missing) if there is none, (data) if it is damaged or none of ours.
  public init(path: String, quantity: String? = nil) throws {
    let folderManifest = ComparisonFiles(folder: path).manifest
    if InputFile.exists(at: folderManifest) {
      try self.init(data: folderManifest)
      return
    }
    let start = try InputFile.bytes(at: path, upTo: 16)
    if start.starts(with: HDF5File.signature) || path.lowercased().hasSuffix(".h5") {
      let holdsDirections = try HDF5File(path: path).hasGroup("/xdirection")
      if holdsDirections {
        try self.init(directions: path)
      } else if try Connection.isConnection(path: path) {
        try self.init(connection: path)
      } else {
        try self.init(surface: path, quantity: quantity)
      }
    } else if PictureFormat.beginning(start) != nil {
      try self.init(picture: path)
    } else if GradientFlow.begins(try InputFile.bytes(at: path, upTo: 64)) {
      try self.init(gradients: path)
    } else if start.starts(with: NPYFile.signature)
      || [".npz", ".csv"].contains(where: path.lowercased().hasSuffix)
    {
      try self.init(surface: path, quantity: quantity)
    } else if start.first == UInt8(ascii: "{") {
      let isIndex = path.lowercased().hasSuffix(".index.json")
      if isIndex { try self.init(weights: path) } else { try self.init(data: path) }
    } else {
      try self.init(weights: path)
    }
  }

  init(kind: String, facts: [String], manifest: Manifest?) {
    (self.kind, self.facts, self.manifest) = (kind, facts, manifest)
  }

  private init(directions path: String) throws {
    let summary = try DirectionsArchive.Summary(path: path)
    kind = "directions of a plane"
    let numbers = summary.shapes.reduce(0) { $0 + $1.count }
    var facts = ["2 directions, each of \(summary.shapes.count) tensors with \(numbers) numbers"]
    manifest = try summary.manifest.map { try Manifest(parsing: $0, from: path) }
    if let summary = manifest?.directions?.plane.summary { facts.append(summary) }
    self.facts = facts
  }

  private init(surface path: String, quantity: String?) throws {
    let surface = try LossSurface(path: path, quantity: quantity)
    kind = "loss surface (\(surface.quantity))"
    let grid = surface.grid
    var facts = [
      "\(grid.columns) × \(grid.rows) points, x from \(grid.xs[0]) to \(grid.xs[grid.columns - 1])"
        + ", y from \(grid.ys[0]) to \(grid.ys[grid.rows - 1])",
      surface.isComplete
        ? "complete" : "incomplete: \(surface.computedCount) of \(grid.count) points are computed",
    ]
    switch surface.precision {
    case .fast: facts.append("computed in single precision (--precision fast)")
    case .reference: facts.append("computed in double precision (--precision reference)")
    case nil: break
    }
    if let batchNorm = surface.manifest?.surface?.batchNorm {
      facts.append(
        "batch-norm statistics of all examples at each point (--batch-norm \(batchNorm))")
    }
    if let evaluator = surface.manifest?.surface?.evaluator {
      facts.append("losses computed by an evaluator: \(evaluator.command)")
      facts.append(
        "over \(counted(evaluator.examples, "example")), as the evaluator says; which ones and which "
          + "net is not recorded")
    }
    if let range = surface.loss.finiteRange {
      facts.append("\(surface.quantity) from \(range.lowerBound) to \(range.upperBound)")
    }
    if let error = surface.centerError, let percentage = error.percentage {
      facts.append(
        (error.examples.map { "over \($0) examples: " } ?? "")
          + "± \(percentage) at the centre (standard error of the mean loss)")
    }
    let part = surface.loss.readablePart.grid
    if part != grid {
      facts.append("its complete \(part.columns) × \(part.rows) grid can be counted and drawn")
    }
    let nonfinite = (0..<grid.count).count { surface.loss.state(at: $0) == .nonfinite }
    if nonfinite > 0 { facts.append("\(nonfinite) points are not finite") }
    let seconds = surface.sessions.compactMap { $0["seconds"]?.double }
    if !seconds.isEmpty {
      let total = seconds.reduce(0, +).written(.decimals(1))
      facts.append("sampled in \(counted(seconds.count, "run")), \(total) s")
    }
    self.facts = facts + surface.assumptions
    manifest = surface.manifest
  }

  /// What is said of everything that is unfinished.
  static let goesOn = "run the command that started it again to resume"

  private init(picture path: String) throws {
    let picture = try PictureFile.facts(at: path)
    kind = "picture"
    facts = [picture?.title, picture?.description].compactMap { $0 }
    manifest = try picture?.manifest.map { try Manifest(parsing: $0, from: path) }
  }

  private init(gradients path: String) throws {
    let flow = try GradientFlow(path: path)
    kind = "recorded gradients"
    let ends = [flow.steps.first, flow.steps.last].compactMap { $0?.step }
    facts = [
      "of \(flow.model)", "\(flow.layers.count) layers, \(flow.layers[0]) the first",
      "\(flow.steps.count) steps from \(ends[0]) to \(ends[1])",
    ]
    manifest = nil
  }

  /// JSON: a second look, a report, or the manifest of a comparison.
  private init(data path: String) throws {
    let data = try JSONValue(path: path)
    let itself = Manifest(json: data)
    manifest =
      itself.kind == "comparison" ? itself : data["manifest"].map { Manifest(json: $0) }
    switch manifest?.kind {
    case "comparison":
      kind = "comparison of nets with and without shortcuts"
      let files = ComparisonFiles(folder: String(path.dropLast("/manifest.json".count)))
      facts = [InputFile.exists(at: files.report.data) ? "complete" : "incomplete: no report yet"]
    case "hessian":
      kind = "curvature of a net"
      let values = ["top", "bottom"].compactMap { name in
        data[name]?[0]?["value"]?.double.map { "\(name) eigenvalue \($0)" }
      }
      facts = values + (data["trace"]?["value"]?.double.map { ["trace \($0)"] } ?? [])
    case "confirmation":
      kind = "confirmation of the minima of a surface"
      let findings = data["confirmation"]?["findings"]?.array ?? []
      let confirmed = findings.count { $0["verdict"]?.string == "confirmed" }
      facts = ["\(confirmed) of \(findings.count) minima confirmed"]
    case "unfinished confirmation":
      kind = "unfinished confirmation of the minima of a surface"
      let points = data["parts"]?["losses"]?.array?.count ?? 0
      facts = ["\(points) points are computed", Self.goesOn]
    case "unfinished hessian":
      kind = "unfinished curvature of a net"
      facts = (data["parts"]?.object ?? [:]).keys.sorted().map { "finished: \($0)" } + [Self.goesOn]
    default:
      guard data["runs"] != nil || data["plain"]?["minima_counts"] != nil else {
        throw Failure(
          .data, "is JSON, but was not written by basin", at: path,
          remedy: "Give a file that basin has written, or the folder of a comparison.")
      }
      kind = "report of comparisons of nets with and without shortcuts"
      facts = (data["runs"]?.array ?? [data]).compactMap { $0["finding"]?.string }
    }
  }

  /// The description as text: what it is, its facts, and the manifest as an indented list.
  public func formatted(name: String) -> String {
    var lines = ["\(name): \(kind)"] + facts.map { "  \($0)" }
    if let manifest { lines += ["", "  made with"] + outline(manifest.json, indentation: 4) }
    return lines.map { $0 + "\n" }.joined()
  }
}

/// A JSON value as an indented list; long arrays are summed up.
package func outline(_ value: JSONValue, indentation: Int) -> [String] {
  let margin = String(repeating: " ", count: indentation)
  switch value {
  case .object(let members):
    return members.sorted { $0.key < $1.key }.flatMap { key, member in
      switch member {
      case .object(let inner) where !inner.isEmpty:
        ["\(margin)\(key):"] + outline(member, indentation: indentation + 2)
      case .array(let elements)
      where elements.count <= 8 && elements.contains(where: { $0.object != nil }):
        ["\(margin)\(key):"] + outline(member, indentation: indentation + 2)
      case .array(let elements) where elements.count > 8:
        [
          "\(margin)\(key): \(elements.count) values from \(elements[0]) to \(elements[elements.count - 1])"
        ]
      case .string(let text):
        ["\(margin)\(key): \(text)"]
      default:
        ["\(margin)\(key): \(member.serialized())"]
      }
    }
  case .array(let elements) where elements.contains(where: { $0.object != nil }):
    return elements.enumerated().flatMap { index, element in
      ["\(margin)\(index + 1):"] + outline(element, indentation: indentation + 2)
    }
  default:
    return ["\(margin)\(value.serialized())"]
  }
}
