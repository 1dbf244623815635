/// Where the gradients of a run are recorded, and how often.
public struct GradientRecording: Hashable, Sendable {
  /// The CSV file, see ``GradientFlow``.
  public let path: String
  /// The first step is recorded, and then each this many steps later.
  public let every: Int

  /// Describes a recording of every step, or of every so many; at least 1.
  public init(path: String, every: Int = 1) {
    precondition(every >= 1, "recording every \(every) steps")
    self.path = path
    self.every = every
  }

  /// What differs between two choices of how often to record, nil for not at all; in words.
  static func difference(of here: Int?, from there: Int?) -> String? {
    func text(_ every: Int?) -> String { every.map { "every \($0)" } ?? "no" }
    return here == there ? nil : "record-gradients: \(text(here)) instead of \(text(there)) steps"
  }
}
