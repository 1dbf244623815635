internal import Archives
public import Runs

extension CurvatureStudy {
  /// Measures the share of this process, and keeps it for the one that makes the report from all shares;
  /// nothing is to be done for a process on its own.
  ///
  /// - Parameters:
  ///   - settings: what is measured, and how well; the same for all processes.
  ///   - context: told of the progress and asked whether to stop after every batch of examples.
  ///   - ledger: where each piece is kept once it is finished.
  /// - Throws: as `run`; `.output` where the pieces cannot be kept.
  public func measureShare(
    of settings: Settings, in context: RunContext, ledger: SharedLedger
  ) throws {
    guard !ledger.share.isWhole else { return }
    let wanted = try JSONValue(encoding: settings)
    ledger.begin(wanted)
    try measuring(settings, in: context, ledger) { try $0.measure(ledger.share) }
    try ledger.finishShare(of: wanted)
  }

  /// Whether this process is to make the report: alone, or as the one that finds all shares done.
  public static func claimAnswer(of settings: Settings, _ ledger: SharedLedger) throws -> Bool {
    try SharedLedger.claimAnswer([(ledger, try JSONValue(encoding: settings))])
  }
}
