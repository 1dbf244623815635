internal import Archives
internal import Landscapes

extension CurvatureMeasurement {
  /// The trace of the Hessian and those of its blocks.
  func traces() throws -> Traces {
    watch.begin(.trace)
    return try parts.part("trace", traceSettings, by: .alone, isWhole: hasAllLayers) {
      let estimates = try HutchPlusPlus(
        probes, rank: { _ in try rank() }, term: { piece, _ in try term(piece) })
      return Traces(whole: estimates.trace, layers: estimates.blocks)
    }
  }

  private var traceSettings: JSONValue {
    [
      "probes": .int(settings.traceProbes), "seed": .string("\(settings.eigenpairs.seed)"),
      "layers": .array(tensors.map { .string($0.name) }),
    ]
  }

  private func hasAllLayers(_ known: Traces) -> Bool { known.layers.count == tensors.count }

  /// Whether an earlier run has all of the traces.
  var knowsTraces: Bool {
    parts.isKnown("trace", traceSettings) { (known: Traces) in hasAllLayers(known) }
  }

  /// The number of vectors in the basis Q of the traces, perhaps without having made it.
  func rank() throws -> Int {
    let most = probes.sizes.sketches
    return try parts.part(
      "trace basis", traceSettings, by: .shares, isWhole: (0...most).contains, probes.rank)
  }

  /// What one product says of the traces.
  func term(_ piece: TracePiece) throws -> TraceTerm {
    try parts.part(name(of: piece), traceSettings, by: .shares, isWhole: hasAllLayers) {
      // Where another process has noted the rank of Q, Q itself is made here too.
      _ = try watch.repeating(probes.rank)
      return try probes.term(of: piece)
    }
  }

  private func name(of piece: TracePiece) -> String {
    switch piece {
    case .inside(let index): "trace inside \(index)"
    case .rest(let index): "trace rest \(index)"
    }
  }

  private func hasAllLayers(_ known: TraceTerm) -> Bool { known.blocks.count == tensors.count }
}
