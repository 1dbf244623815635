internal import Archives
internal import Failures
internal import Landscapes
internal import Reports
internal import Runs

/// The parts of a study of curvature, each of which is kept once it is finished, and not measured
/// again by a later run of the same net and data that wants it just so.
final class CurvatureParts {
  /// What is stored of a part: what it was asked to be, what it took, and what came out.
  private enum Key {
    static let settings = "settings"
    static let products = "products"
    static let value = "value"
  }

  /// More products than any part takes: a file that claims more is not believed.
  private static let mostProducts = 100_000_000

  private let ledger: Ledger<[String: JSONValue]>?
  private let watch: ProductWatch
  private let known: [String: JSONValue]
  /// Those of an earlier run among them, asked for or not.
  private var finished: [String: JSONValue]
  private var asked: Set<String> = []

  /// - Parameters:
  ///   - ledger: where parts are kept; nil for nowhere.
  ///   - watch: told of the products that known parts took.
  init(_ ledger: Ledger<[String: JSONValue]>?, _ watch: ProductWatch) {
    self.ledger = ledger
    self.watch = watch
    known = ledger?.work ?? [:]
    finished = known
  }

  /// Measures a part, or finds it known.
  ///
  /// - Parameters:
  ///   - settings: all that the part depends on besides net and data.
  ///   - isWhole: whether a known value is what `measure` could have returned.
  func part<Value: Codable>(
    _ name: String, _ settings: JSONValue, isWhole: (Value) -> Bool,
    _ measure: () throws -> Value
  ) throws -> Value {
    asked.insert(name)
    if let part = known[name], part[Key.settings] == settings,
      let products = part[Key.products]?.int, (0...Self.mostProducts).contains(products),
      let value = try? part[Key.value]?.decoded(as: Value.self, from: name), isWhole(value)
    {
      watch.noteKnown(products: products)
      return value
    }
    let before = watch.products
    let value = try measure()
    // What is not finite has no form in a file, and is measured again.
    if let form = try? JSONValue(encoding: value) {
      finished[name] = [
        Key.settings: settings, Key.products: .int(watch.products - before), Key.value: form,
      ]
      // Where that cannot be done, a run that is stopped says so.
      try? ledger?.keep(finished)
    }
    return value
  }

  /// Notes that there are no further parts.
  func close() { ledger?.holdsMore = !asked.isSuperset(of: known.keys) }

  /// The failure that ends a study which was stopped.
  func stopped(_ failure: Failure) throws -> Failure {
    let done = finished.filter { asked.contains($0.key) }.values
    let products = done.reduce(0) { $0 + ($1[Key.products]?.int ?? 0) }
    let kept = done.isEmpty ? "" : ", \(products) of them for parts that are finished"
    return try ledger?.stopped(
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
