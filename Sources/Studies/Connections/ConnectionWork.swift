internal import Archives
internal import Failures
internal import Kernels
internal import Landscapes
internal import Networks
internal import Provenance
internal import Tensors
internal import Training

/// A connection on its way: the training of the curve, and the points that have been evaluated.
struct ConnectionWork: Sendable {
  /// The training of the curve.
  var curve: CurveState
  /// The numbers of the evaluated points of each path, by their place in the list of places.
  var values: [Connection.Path: [Int: PointValue]] = [:]

  /// Whether nothing has been done yet.
  var isEmpty: Bool { curve.step == 0 && values.allSatisfy(\.value.isEmpty) }
}

extension ConnectionWork {
  /// All numbers besides the tensors. A point that is not finite has no form here and is evaluated again.
  private struct Ledger: Codable {
    var step: Int
    var epochLosses: [Double]
    var lossSum: Double
    var lossCount: Int
    /// [place, loss, standard error, accuracy]; null for what is not a number.
    var points: [String: [[Double?]]]
  }

  private static let ledgerKey = "basin.connection"
  private static let manifestKey = "basin.manifest"

  /// Writes the work, at once or not at all, with the manifest of the run it belongs to.
  func write(to path: String, manifest: String) throws {
    var points: [String: [[Double?]]] = [:]
    for (path, values) in values {
      points[path.rawValue] = values.filter { $1.loss.isFinite }.sorted { $0.key < $1.key }.map {
        [Double($0), $1.loss] + [$1.error, $1.accuracy].map { $0.isFinite ? $0 : nil }
      }
    }
    let ledger = Ledger(
      step: curve.step, epochLosses: curve.epochLosses, lossSum: curve.lossSum,
      lossCount: curve.lossCount, points: points)
    let entries = [("bend", curve.bends), ("velocity", curve.velocities)].flatMap { name, all in
      all.enumerated().map { index, numbers in
        SafetensorsFile.Entry(
          name: "\(name).\(index + 1)",
          tensor: Tensor(shape: [numbers.values.count], elements: numbers.values))
      }
    }
    let metadata = [
      Self.ledgerKey: try JSONValue(encoding: ledger).serialized(), Self.manifestKey: manifest,
    ]
    try AtomicFile.write(
      try SafetensorsFile(entries: entries, metadata: metadata).bytes(), to: path)
  }

  /// Reads the work of an earlier run.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - manifest: that of this run.
  ///   - start: the state of a training that begins.
  ///   - steps: the steps of the whole training.
  ///   - points: the number of places.
  /// - Throws: `Failure` (data) where it belongs to a run with other settings, or does not fit.
  init(path: String, manifest: Manifest, start: CurveState, steps: Int, points: Int) throws {
    let file = try SafetensorsFile(path: path)
    func inconsistent(_ what: String) -> Failure {
      Failure(.data, what, at: path, remedy: "Remove it to start over.")
    }
    guard let text = file.metadata[Self.ledgerKey], let other = file.metadata[Self.manifestKey]
    else { throw inconsistent("is not an interrupted run of basin connect") }
    let differences = manifest.differences(from: try Manifest(parsing: other, from: path))
    if let first = differences.first {
      let remedy: Phrase =
        "Repeat those settings to resume it, or start over with \(setting: "overwrite")."
      throw Failure(
        .data, "belongs to a run with other settings: \(first)", at: path,
        remedy: first.remedy(or: remedy))
    }
    let ledger = try JSONValue(parsing: text, from: path).decoded(as: Ledger.self, from: path)
    guard (0...steps).contains(ledger.step), ledger.lossCount >= 0 else {
      throw inconsistent("records step \(ledger.step) of a training of \(steps) steps")
    }
    func parameters(_ name: String, _ layout: ParameterLayout) throws(Failure) -> Parameters<Float>
    {
      guard let tensor = file[name], tensor.count == layout.count,
        tensor.elements.allSatisfy(\.isFinite)
      else { throw inconsistent("tensor \(name) does not match the net (\(layout.count) numbers)") }
      return Parameters(layout: layout, values: tensor.elements)
    }
    curve = start
    for index in start.bends.indices {
      curve.bends[index] = try parameters("bend.\(index + 1)", start.bends[index].layout)
      curve.velocities[index] = try parameters("velocity.\(index + 1)", start.bends[index].layout)
    }
    curve.step = ledger.step
    curve.epochLosses = ledger.epochLosses
    (curve.lossSum, curve.lossCount) = (ledger.lossSum, ledger.lossCount)
    for (name, rows) in ledger.points {
      guard let path = Connection.Path(rawValue: name) else { continue }
      for row in rows {
        guard row.count == 4, let place = row[0].flatMap({ Int(exactly: $0) }),
          (0..<points).contains(place), let loss = row[1]
        else { throw inconsistent("holds points that do not fit") }
        values[path, default: [:]][place] = PointValue(
          loss: loss, error: row[2] ?? .nan, accuracy: row[3] ?? .nan)
      }
    }
  }
}
