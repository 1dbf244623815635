public import Analysis
internal import Archives
internal import Failures
internal import Landscapes
public import Runs

extension SurfaceConfirmation {
  /// Asks what the minima of this process's share take, and keeps the answers for the process that looks at
  /// all of them; nothing is to be done for a process on its own.
  ///
  /// How large the rounding errors are around the minima of other processes can change what is asked, so it is
  /// asked again where they have found larger ones meanwhile: what was said before is remembered.
  ///
  /// - Parameters:
  ///   - analysis: of all of the surface, the same for all processes.
  ///   - context: told of the progress, in points, and asked whether to stop before each piece of work.
  /// - Throws: `Failure`: (`.interrupted`) when stopped, (`.output`) where the answers cannot be kept.
  public func ask(_ analysis: MinimaAnalysis, in context: RunContext) throws {
    let (shared, settings) = (shared, Self.settings(of: analysis))
    guard !shared.share.isWhole else { return }
    shared.begin(settings)
    try watched(in: context, others: shared.others) { plane, onProgress in
      var latest = noiseOfOthers(settings)
      var floor: Double
      repeat {
        floor = latest
        var own = 0.0
        try MinimaConfirmation.ask(
          of: surface.loss, analysis: analysis, where: shared.share.takes, function: plane,
          noiseFloor: floor,
          onNoise: {
            own = $0
            shared.note(.double(own), for: settings)
            try shared.ledger.keep(plane.parts)
          }, onProgress: onProgress)
        floor = max(floor, own)
        latest = noiseOfOthers(settings)
      } while latest > floor
      try shared.ledger.update { $0 = plane.parts }
      try shared.finishShare(of: settings)
    }
  }

  /// Whether this process is to look at all minima of some surfaces and to give the answer: alone, or as the
  /// one that finds all shares done.
  ///
  /// - Parameter looks: each with the analysis of its surface.
  public static func claimAnswer(
    _ looks: [(look: SurfaceConfirmation, analysis: MinimaAnalysis)]
  ) throws -> Bool {
    try SharedLedger.claimAnswer(looks.map { ($0.look.shared, settings(of: $0.analysis)) })
  }

  /// What an answer depends on besides the surface.
  static func settings(of analysis: MinimaAnalysis) -> JSONValue {
    [
      "threshold": .double(analysis.threshold), "unit": .string(analysis.scale.unit.rawValue),
      "offset": analysis.scale.offset.map { .double($0) } ?? .null,
    ]
  }

  /// The largest noise floor that other processes have noted.
  private func noiseOfOthers(_ settings: JSONValue) -> Double {
    shared.othersNotes(for: settings).compactMap(\.double).max() ?? 0
  }
}
