internal import Archives
public import Datasets
internal import Failures
internal import Kernels
public import Landscapes
public import Networks
public import Provenance
public import Runs
internal import Synchronization
internal import Training

/// The loss on the straight line between two nets, with running statistics and, where the nets normalise
/// batches, with those of the examples at each point.
public struct LineStudy: Sendable {
  /// The nets.
  public let ends: ConnectionEnds
  /// Everything that determines the numbers.
  public let manifest: Manifest
  private let dataset: Dataset
  private let loss: Loss
  private let ts: [Double]

  /// Describes a study.
  ///
  /// - Parameters:
  ///   - ends: the nets.
  ///   - dataset: the examples, which must fit them.
  ///   - loss: the loss.
  ///   - points: the places on each line, ends included; at least 3.
  public init(_ ends: ConnectionEnds, dataset: Dataset, loss: Loss, points: Int) throws {
    precondition(points >= 3, "a line of \(points) points")
    (self.ends, self.dataset, self.loss) = (ends, dataset, loss)
    ts = Connection.places(points)
    let record = DataRecord(
      name: dataset.name, split: DatasetSplit.train.rawValue, samples: dataset.count,
      digest: dataset.digest, preparation: dataset.preparation)
    var curve: JSONValue = ["shape": "line"]
    curve["loss"] = loss.recorded.map { .string($0) }
    manifest = Manifest(
      .connection(
        ConnectionRecord(
          start: Origin(digest: try ends.start.digest(), made: nil),
          end: Origin(digest: try ends.end.digest(), made: nil), training: record, data: record,
          curve: curve, points: points)))
  }

  /// Evaluates the lines.
  ///
  /// - Parameter context: its workers share the points; told of the progress and asked whether to stop.
  /// - Throws: `Failure` (interrupted) when stopped.
  public func run(in context: RunContext) throws -> [Connection.Course] {
    let paths: [Connection.Path] =
      ends.start.network.normalizesBatches ? [.line, .recalibratedLine] : [.line]
    let total = paths.count * ts.count
    return try paths.enumerated().map { number, path in
      let executor = WeightsExecutor(
        ends.start.network, dataset: dataset, loss: loss,
        statistics: path == .line ? .running : .recalibrated,
        workers: Workers(count: min(context.workers.count, ts.count)))
      let found = Mutex([Int: PointValue]())
      executor.evaluate(
        Array(ts.indices), weights: { weights(at: ts[$0]) }, while: { !context.shouldEnd }
      ) { place, value in
        let count = found.withLock { found in
          found[place] = value
          return found.count
        }
        context.advance(RunProgress(done: number * ts.count + count, of: total, .init("points")))
      }
      let values = found.withLock { found in ts.indices.compactMap { found[$0] } }
      guard values.count == ts.count else { throw Failure(.interrupted, "stopped") }
      return Connection.Course(path, values: values, at: ts) { t in
        let (parameters, buffers) = weights(at: t)
        return executor.exampleLosses(at: parameters, buffers: buffers)
      }
    }
  }

  private func weights(at t: Double) -> (parameters: Parameters<Float>, buffers: Parameters<Float>)
  {
    (
      WeightCurve.combination(
        WeightCurve.line(at: t), of: [ends.start.parameters, ends.end.parameters]),
      ends.buffers(at: t)
    )
  }
}
