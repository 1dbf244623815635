internal import Grids

/// How much work a confirmation has done and will have done, in sampled points; what comes is a
/// forecast.
final class WorkMeter {
  /// What an exact loss and the exact derivatives of a net cost, in sampled points (measured once, of
  /// ResNet-56, width 8, at 14×14, 256 images: about 20 ms, 0.41 s, and 4.8 ms).
  fileprivate static let exactLoss = 4
  fileprivate static let model = 85
  /// What a descent costs, as long as none has ended.
  private static let usualDescent = 600

  private let onProgress: (_ done: Int, _ total: Int) -> Void
  private var done = 0
  private var total = 1
  /// Descents that have not begun, and those that have ended with what they cost.
  private var descentsLeft = 0
  private var descentsDone = 0
  private var descentWork = 0
  /// What was done when the descent under way began.
  private var descentStart: Int?

  init(onProgress: @escaping (_ done: Int, _ total: Int) -> Void) { self.onProgress = onProgress }

  /// Notes that something is done.
  fileprivate func add(_ points: Int) {
    if points == 0 { return }
    done += points
    if let descentStart {
      // One that has outlived the others will go on for half as long again.
      let spent = done - descentStart
      let rest = max(meanDescent - spent, spent / 2)
      total = max(total, done + rest + descentsLeft * meanDescent)
    }
    total = max(total, done)
    onProgress(done, total)
  }

  /// Expects a number of further points on a level: the first of a level bring about as many again,
  /// and the next level brings two and a half times as many as the first.
  func expect(points: Int, level: Int) {
    let later = level == 1 ? 4 * points : points / 4
    total = max(total, done + points + later + descentsLeft * meanDescent)
  }

  /// Expects a number of descents after all refinement, and little more after them.
  func expect(descents: Int) { descentsLeft = descents }

  /// Makes a descent.
  func descent<End>(_ body: () throws -> End) rethrows -> End {
    descentsLeft = max(0, descentsLeft - 1)
    let before = done
    descentStart = before
    let end = try body()
    descentStart = nil
    descentsDone += 1
    descentWork += done - before
    total = max(1, done + descentsLeft * meanDescent)
    return end
  }

  private var meanDescent: Int {
    descentsDone == 0 ? Self.usualDescent : descentWork / descentsDone
  }
}

/// A function whose every call is counted as work.
struct MeteredFunction<Function: PlaneFunction>: PlaneFunction {
  let function: Function
  let meter: WorkMeter

  func losses(at points: [PlanePoint]) throws -> [Double] {
    let losses = try function.losses(at: points)
    meter.add(points.count)
    return losses
  }

  func exactLosses(at points: [PlanePoint]) throws -> [Double] {
    let losses = try function.exactLosses(at: points)
    meter.add(points.count * WorkMeter.exactLoss)
    return losses
  }

  func model(at point: PlanePoint) throws -> LocalModel {
    let model = try function.model(at: point)
    meter.add(WorkMeter.model)
    return model
  }
}
