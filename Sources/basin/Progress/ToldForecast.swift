internal import Archives
internal import Landscapes
internal import Numerals
internal import Runs

/// A forecast as it is printed.
struct ToldForecast: Encodable {
  struct Memory: Encodable {
    let weightsBytes: Int
    let sharedBytes: Int
    let bytesPerThread: Int
    let totalBytes: Int
    @OrNull var availableBytes: Int?
  }

  struct Processes: Encodable {
    let processes: Int
    let seconds: Double
    @OrNull var bytesEach: Int?
  }

  let output: String
  let points: Int
  let knownPoints: Int
  let examples: Int
  let threads: Int
  let seconds: Double
  @OrNull var pointsPerSecond: Double?
  let measuredPoints: Int
  @OrNull var memory: Memory?
  let processes: [Processes]

  init(
    _ forecast: SamplingForecast, _ memory: SamplingMemory?, output: String, workers: Int,
    examples: Int
  ) {
    self.output = output
    points = forecast.points
    knownPoints = forecast.known
    self.examples = examples
    threads = workers
    seconds = forecast.seconds(processes: 1)
    pointsPerSecond = forecast.rate
    measuredPoints = forecast.measured
    let total = memory?.total(workers: workers)
    self.memory = memory.map {
      Memory(
        weightsBytes: $0.weights, sharedBytes: $0.shared, bytesPerThread: $0.perWorker,
        totalBytes: $0.total(workers: workers), availableBytes: Engine.availableMemory)
    }
    processes = [2, 4, 8, 16, 32].filter { $0 <= forecast.points - forecast.known }.map {
      Processes(processes: $0, seconds: forecast.seconds(processes: $0), bytesEach: total)
    }
  }

  var text: String {
    var lines = [
      "\(output): \(points.grouped) points"
        + (knownPoints > 0 ? ", \(knownPoints.grouped) of them computed already" : "")
        + ", \(counted(examples, "example")) at each"
    ]
    if let memory {
      let share = Double(memory.totalBytes) / Double(memory.weightsBytes)
      let times = share < 100 ? ", \(share.written(.significant(2))) times the weights" : ""
      lines.append(
        "memory: about \(memory.totalBytes.mebibytes) with \(counted(threads, "thread"))"
          + "\(times): \(memory.sharedBytes.mebibytes) held once and "
          + "\(memory.bytesPerThread.mebibytes) for each thread"
          + (memory.availableBytes.map { "; \($0.mebibytes) are available" } ?? ""))
    } else {
      lines.append("memory: that of \(counted(threads, "evaluator"))")
    }
    if let rate = pointsPerSecond {
      lines.append(
        "time: about \(seconds.clockTime) (\(rate.written()) points/s, measured over "
          + "\(counted(measuredPoints, "point")))")
    } else {
      lines.append("time: none; all points are computed")
    }
    lines += processes.map {
      "\($0.processes) processes on machines like this one: about \($0.seconds.clockTime)"
        + ($0.bytesEach.map { ", \($0.mebibytes) each" } ?? "")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
