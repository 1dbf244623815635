public import Analysis
internal import Archives
public import Datasets
internal import Failures
internal import Grids
public import Kernels
public import Landscapes
public import Networks
internal import Provenance
public import Runs

/// The second look at the minima of a loss surface (see `MinimaConfirmation`): with the weights,
/// data and directions that the surface was sampled from.
///
/// Beside the surface `NAME.h5` stands `NAME.h5.confirmation.partial` while the look is not finished:
/// from ten seconds on, and when it is stopped. A later look goes on from there and ends in the same
/// numbers, whatever threshold either has.
///
/// Several processes share the minima: each asks what those of its `Share` take (``ask(_:in:)``), and keeps the
/// answers in a part of its own (`SharedLedger`). The one for which ``claimAnswer(_:)`` is true then looks at
/// all minima, of which little is left to ask.
public struct SurfaceConfirmation {
  /// The surface.
  public let surface: LossSurface
  /// Its file.
  public let path: String
  let plane: (RunContext) throws -> any PlaneFunction
  let shared: SharedLedger

  /// Puts together what the surface was sampled from, and makes sure that it is that.
  ///
  /// - Parameters:
  ///   - surface: the surface whose minima are confirmed.
  ///   - path: the surface's file, beside which what is computed is kept.
  ///   - checkpoint: the weights at the centre of the plane.
  ///   - dataset: the examples whose mean loss the surface shows.
  ///   - directions: the directions, where they came from a file; nil for random ones, which are
  ///     drawn again.
  ///   - workers: how many threads evaluate some points to compare.
  ///   - share: what of the minima this process takes.
  /// - Throws: `Failure` naming what differs (see `LossSurface.sampler`), or what lies where its own
  ///   is to be kept.
  public init(
    _ surface: LossSurface, path: String, checkpoint: Checkpoint, dataset: Dataset,
    directions: Plane? = nil, workers: Workers, share: Share = .whole
  ) throws {
    let sampler = try surface.sampler(
      path: path, checkpoint: checkpoint, dataset: dataset, directions: directions,
      workers: workers)
    try self.init(surface, path: path, share) { try SampledPlane(sampler, in: $0) }
  }

  /// Prepares a look with the evaluator that the surface was computed by.
  ///
  /// - Parameters:
  ///   - surface: the surface whose minima are confirmed.
  ///   - path: the surface's file, beside which what is computed is kept.
  ///   - executor: the evaluator.
  ///   - description: the surface that it would make.
  ///   - share: what of the minima this process takes.
  /// - Throws: `Failure` naming what differs (see `LossSurface.check`), and what the evaluator throws.
  public init(
    _ surface: LossSurface, path: String, evaluator executor: some PointExecutor,
    of description: SurfaceDescription, share: Share = .whole
  ) throws {
    try surface.check(path: path, evaluator: executor, of: description)
    let grid = surface.grid
    try self.init(surface, path: path, share) { EvaluatedPlane(executor, grid: grid, in: $0) }
  }

  private init(
    _ surface: LossSurface, path: String, _ share: Share,
    plane: @escaping (RunContext) throws -> any PlaneFunction
  ) throws {
    self.surface = surface
    self.path = path
    self.plane = plane
    shared = try SharedLedger(
      parts: Self.partial(of: path), manifest: Self.manifest(of: surface), share: share,
      .every(.seconds(share.isWhole ? 10 : 2)))
  }

  /// Whether what was computed for an unfinished look at a surface is kept.
  ///
  /// - Parameters:
  ///   - surface: the surface.
  ///   - path: its file.
  public static func isUnfinished(of surface: LossSurface, path: String) -> Bool {
    Ledger.holdsParts(at: partial(of: path), of: manifest(of: surface))
  }

  /// Everything that determines what is computed.
  private static func manifest(of surface: LossSurface) -> JSONValue {
    Manifest(.confirmation(ConfirmationRecord(surface: surface.manifest, threshold: nil))).json
  }

  /// Where what was computed for an unfinished look at a surface is kept.
  ///
  /// - Parameter surface: the surface's file.
  public static func partial(of surface: String) -> String { "\(surface).confirmation.partial" }

  /// Looks again at the minima of an analysis of the surface.
  ///
  /// What was computed is kept until ``finish(_:after:)`` is called, which is to be done once the result is
  /// in safety.
  ///
  /// - Parameters:
  ///   - analysis: of all of the surface.
  ///   - context: told of the progress, in points, and asked whether to stop before each piece of work
  ///     that no earlier look has done.
  /// - Throws: `Failure` (`.interrupted`) when stopped.
  public func run(
    _ analysis: MinimaAnalysis, in context: RunContext
  ) throws -> MinimaConfirmation {
    try watched(in: context, others: shared.others) { plane, onProgress in
      guard
        let confirmation = try MinimaConfirmation(
          of: surface.loss, analysis: analysis, function: plane, onProgress: onProgress)
      else {
        throw Failure(
          .data, "is spaced too finely to be refined", at: path,
          remedy: "Its spacing cannot be halved twice: sample a wider window or fewer points.")
      }
      // Where that cannot be done, the result is not lost yet.
      try? shared.ledger.keep(plane.parts)
      shared.settle(Self.settings(of: analysis), where: plane.hasAsked(forAllIn:))
      return confirmation
    }
  }

  /// Gives some work a plane that remembers, and keeps what it was told where the work is stopped.
  func watched<Result>(
    in context: RunContext, others: [[String: JSONValue]],
    _ work: (RememberedPlane, _ onProgress: @escaping (Int, Int) -> Void) throws -> Result
  ) throws -> Result {
    let ledger = shared.ledger
    let plane = RememberedPlane(try self.plane(context), parts: ledger.work, others: others) {
      plane in
      // That it cannot be kept is no reason to end the work; of a share it is, at its end.
      if ledger.isDue { try? ledger.update { $0 = plane.parts } }
    }
    var part = 0.0
    do {
      return try work(plane) {
        part = Double($0) / Double(max(1, $1))
        context.report(
          .progress(
            RunProgress(
              done: $0, of: max(1, $1), isForecast: true, followsKnown: !plane.hasAsked)))
      }
    } catch let failure as Failure where failure.code == .interrupted {
      let share = shared.share.isWhole ? "" : "\(shared.share) of "
      throw try shared.stopped(
        "stopped after about \(Int(100 * part)) % of \(share)the confirmation of \(path)",
        keeping: plane.parts)
    }
  }

  /// Hands an answer on, and removes what was kept for it once it has arrived, but for values that these
  /// looks have not asked for.
  ///
  /// - Parameters:
  ///   - looks: the confirmations that the answer holds.
  ///   - deliver: returns when the answer is in safety.
  /// - Throws: what `deliver` throws; nothing is removed then.
  public static func finish(
    _ looks: [SurfaceConfirmation], after deliver: () throws -> Void = {}
  ) throws {
    try SharedLedger.finish(looks.map(\.shared), after: deliver)
  }
}
