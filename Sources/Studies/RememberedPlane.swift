package import Analysis
package import Archives
package import Grids

/// A function of the plane that is asked at no point twice: what it has said is remembered, and what
/// an earlier run was told need not be asked at all.
///
/// Values that are not finite are remembered, but have no form in a file: a later run asks again.
package final class RememberedPlane: PlaneFunction {
  /// Whether the latest question had to be put to the function.
  package private(set) var hasAsked = false
  private let function: any PlaneFunction
  private let onAnswer: (RememberedPlane) -> Void
  private var losses: Memory<Double>
  private var exactLosses: Memory<Double>
  private var models: Memory<LocalModel>

  /// Answers to one question by the points that it was asked at.
  private struct Memory<Answer> {
    var answers: [PlanePoint: Answer]
    /// The points that have been asked at in this run.
    var asked: Set<PlanePoint> = []
    /// Those whose answers another process keeps.
    var elsewhere: Set<PlanePoint> = []

    init(_ answers: [PlanePoint: Answer]) { self.answers = answers }

    /// Adds what another process was told.
    mutating func borrow(_ others: [PlanePoint: Answer]) {
      for (point, answer) in others where answers[point] == nil {
        answers[point] = answer
        elsewhere.insert(point)
      }
    }

    /// What this process keeps.
    var kept: [PlanePoint: Answer] {
      elsewhere.isEmpty ? answers : answers.filter { !elsewhere.contains($0.key) }
    }
  }

  /// Remembers what an earlier run was told, and what other processes were.
  ///
  /// - Parameters:
  ///   - parts: the `parts` of that run; what is none of them is ignored.
  ///   - others: those of other processes, which keep them.
  ///   - onAnswer: called whenever the function has said something new.
  package init(
    _ function: any PlaneFunction, parts: [String: JSONValue], others: [[String: JSONValue]] = [],
    onAnswer: @escaping (RememberedPlane) -> Void = { _ in }
  ) {
    self.function = function
    self.onAnswer = onAnswer
    losses = Memory(Self.losses(in: parts))
    exactLosses = Memory(Self.exactLosses(in: parts))
    models = Memory(Self.models(in: parts))
    for other in others {
      losses.borrow(Self.losses(in: other))
      exactLosses.borrow(Self.exactLosses(in: other))
      models.borrow(Self.models(in: other))
    }
  }

  /// Whether this run has asked for everything in some parts.
  package func hasAsked(forAllIn parts: [String: JSONValue]) -> Bool {
    losses.asked.isSuperset(of: Self.losses(in: parts).keys)
      && exactLosses.asked.isSuperset(of: Self.exactLosses(in: parts).keys)
      && models.asked.isSuperset(of: Self.models(in: parts).keys)
  }

  package func losses(at points: [PlanePoint]) throws -> [Double] {
    try answers(at: points, in: \.losses, asking: function.losses)
  }

  package func exactLosses(at points: [PlanePoint]) throws -> [Double] {
    try answers(at: points, in: \.exactLosses, asking: function.exactLosses)
  }

  package func model(at point: PlanePoint) throws -> LocalModel {
    try answers(at: [point], in: \.models) { try $0.map(function.model) }[0]
  }

  private func answers<Answer>(
    at points: [PlanePoint],
    in memory: ReferenceWritableKeyPath<RememberedPlane, Memory<Answer>>,
    asking: ([PlanePoint]) throws -> [Answer]
  ) throws -> [Answer] {
    self[keyPath: memory].asked.formUnion(points)
    let unknown = points.filter { self[keyPath: memory].answers[$0] == nil }
    hasAsked = !unknown.isEmpty
    if hasAsked {
      for (point, answer) in zip(unknown, try asking(unknown)) {
        self[keyPath: memory].answers[point] = answer
      }
      onAnswer(self)
    }
    return points.compactMap { self[keyPath: memory].answers[$0] }
  }

  // MARK: As parts of a file

  private enum Key {
    static var losses: String { "losses" }
    static var exactLosses: String { "exact_losses" }
    static var models: String { "models" }
  }

  /// All that this process has to keep, each value behind its point: [x, y, loss],
  /// [x, y, loss, ∂x, ∂y, ∂xx, ∂xy, ∂yy]. Empty where nothing is.
  package var parts: [String: JSONValue] {
    [
      Key.losses: Self.rows(losses.kept.mapValues { [$0] }),
      Key.exactLosses: Self.rows(exactLosses.kept.mapValues { [$0] }),
      Key.models: Self.rows(
        models.kept.mapValues {
          [
            $0.loss, $0.gradient.x, $0.gradient.y, $0.hessian.xx, $0.hessian.xy, $0.hessian.yy,
          ]
        }),
    ].filter { $1 != [] }
  }

  private static func rows(_ values: [PlanePoint: [Double]]) -> JSONValue {
    .array(
      values.filter { $1.allSatisfy(\.isFinite) }
        .sorted { ($0.key.y, $0.key.x) < ($1.key.y, $1.key.x) }
        .map { point, values in .array(([point.x, point.y] + values).map { .double($0) }) })
  }

  private static func losses(in parts: [String: JSONValue]) -> [PlanePoint: Double] {
    values(parts[Key.losses], count: 1).mapValues { $0[0] }
  }

  private static func exactLosses(in parts: [String: JSONValue]) -> [PlanePoint: Double] {
    values(parts[Key.exactLosses], count: 1).mapValues { $0[0] }
  }

  private static func models(in parts: [String: JSONValue]) -> [PlanePoint: LocalModel] {
    values(parts[Key.models], count: 6).mapValues {
      LocalModel(loss: $0[0], gradient: ($0[1], $0[2]), hessian: ($0[3], $0[4], $0[5]))
    }
  }

  private static func values(_ rows: JSONValue?, count: Int) -> [PlanePoint: [Double]] {
    let pairs = (rows?.array ?? []).compactMap { row -> (PlanePoint, [Double])? in
      let numbers = (row.array ?? []).compactMap(\.double)
      guard numbers.count == 2 + count else { return nil }
      return (PlanePoint(x: numbers[0], y: numbers[1]), Array(numbers[2...]))
    }
    return Dictionary(pairs) { first, _ in first }
  }
}
