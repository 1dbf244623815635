internal import Synchronization

/// The moment after which no further piece of work starts, once at least one is done: a run with
/// any deadline makes progress.
final class Deadline: Sendable {
  private let moment: ContinuousClock.Instant?
  private let hasPiece = Atomic(false)

  /// - Parameter moment: nil for a run without an end.
  init(_ moment: ContinuousClock.Instant?) { self.moment = moment }

  /// Notes that a piece of work is done.
  func notePiece() {
    if moment != nil { hasPiece.store(true, ordering: .relaxed) }
  }

  /// Whether no further piece may be begun.
  var isOver: Bool {
    guard let moment, hasPiece.load(ordering: .relaxed) else { return false }
    return ContinuousClock.now >= moment
  }
}
