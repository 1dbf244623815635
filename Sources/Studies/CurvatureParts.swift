internal import Archives
internal import Failures
internal import Landscapes
internal import Reports
internal import Runs

/// The parts of a study of curvature, each of which is kept once it is finished, and not measured
/// again by a later run of the same net and data that wants it just so, nor by another process.
final class CurvatureParts {
  /// Which runs keep a part.
  enum Keeper {
    /// One process on its own.
    case alone
    /// Several that share the work: pieces of what one keeps whole.
    case shares
    /// Both.
    case any
  }

  /// What is stored of a part: what it was asked to be, what it took, and what came out.
  private enum Key {
    static let settings = "settings"
    static let products = "products"
    static let value = "value"
  }

  /// More products than any part takes: a file that claims more is not believed.
  private static let mostProducts = 100_000_000

  private let shared: SharedLedger?
  private let watch: ProductWatch
  /// What other processes have kept.
  private let others: [[String: JSONValue]]
  /// What this process keeps: what was kept before, asked for or not, and what it has measured.
  private var finished: [String: JSONValue]
  private var asked: Set<String> = []

  /// - Parameters:
  ///   - shared: where parts are kept; nil for nowhere.
  ///   - watch: told of the products that known parts took.
  init(_ shared: SharedLedger?, _ watch: ProductWatch) {
    self.shared = shared
    self.watch = watch
    finished = shared?.ledger.work ?? [:]
    others = shared?.others ?? []
  }

  /// Measures a part, or finds it known.
  ///
  /// - Parameters:
  ///   - settings: all that the part depends on besides net and data.
  ///   - keeper: the runs that keep it.
  ///   - isWhole: whether a known value is what `measure` could have returned.
  func part<Value: Codable>(
    _ name: String, _ settings: JSONValue, by keeper: Keeper,
    isWhole: (Value) -> Bool = { _ in true },
    _ measure: () throws -> Value
  ) throws -> Value {
    let isFirst = asked.insert(name).inserted
    if let (value, products) = find(name, settings, isWhole) {
      if isFirst { watch.noteKnown(products: products) }
      return value
    }
    let before = watch.products
    let value = try measure()
    // What is not finite has no form in a file, and is measured again.
    if let form = try? JSONValue(encoding: value) {
      try keep(
        name,
        [Key.settings: settings, Key.products: .int(watch.products - before), Key.value: form],
        by: keeper)
    }
    return value
  }

  /// Whether a part is known.
  func isKnown<Value: Codable>(
    _ name: String, _ settings: JSONValue, isWhole: (Value) -> Bool
  ) -> Bool { find(name, settings, isWhole) != nil }

  private func find<Value: Codable>(
    _ name: String, _ settings: JSONValue, _ isWhole: (Value) -> Bool
  ) -> (Value, products: Int)? {
    for parts in [finished] + others {
      if let part = parts[name], part[Key.settings] == settings,
        let products = part[Key.products]?.int, (0...Self.mostProducts).contains(products),
        let value = try? part[Key.value]?.decoded(as: Value.self, from: name), isWhole(value)
      {
        return (value, products)
      }
    }
    return nil
  }

  private func keep(_ name: String, _ part: JSONValue, by keeper: Keeper) throws {
    let isAlone = shared?.share.isWhole ?? true
    guard keeper != (isAlone ? .shares : .alone) else { return }
    finished[name] = part
    if isAlone {
      // Where that cannot be done, a run that is stopped says so.
      try? shared?.ledger.keep(finished)
    } else {
      try shared?.ledger.update { $0[name] = part }
    }
  }

  /// Notes that there are no further parts for an answer.
  func close(_ settings: JSONValue) {
    shared?.settle(settings) { asked.isSuperset(of: $0.keys) }
  }

  /// The failure that ends a study which was stopped.
  func stopped(_ failure: Failure) throws -> Failure {
    let done = finished.filter { asked.contains($0.key) }.values
    let products = done.reduce(0) { $0 + ($1[Key.products]?.int ?? 0) }
    let kept = done.isEmpty ? "" : ", \(products) of them for parts that are finished"
    return try shared?.stopped(
      "stopped after \(watch.products) products with the Hessian\(kept)", keeping: finished)
      ?? failure
  }
}

/// The extreme eigenvalues of a net, as they are kept.
struct ExtremeEigenvalues: Codable {
  let top: [CurvatureReport.Eigenvalue]
  let bottom: [CurvatureReport.Eigenvalue]

  init(_ pairs: LanczosEigenpairs) {
    top = pairs.top.map { .init($0) }
    bottom = pairs.bottom.map { .init($0) }
  }
}

/// The traces of a net and of its layers, as they are kept.
struct Traces: Codable {
  let whole: TraceEstimate
  let layers: [TraceEstimate]
}

extension SpectralDensity {
  /// Whether the nodes share all of the spectrum.
  var isWhole: Bool {
    nodes.allSatisfy { $0.weight >= 0 } && abs(nodes.reduce(0) { $0 + $1.weight } - 1) < 1e-6
  }
}
