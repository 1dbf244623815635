internal import Archives
internal import Kernels
internal import Landscapes
internal import Runs

extension SampleCommand {
  /// Says what a run will take.
  ///
  /// - Parameter memory: nil where evaluators compute the losses.
  func tellForecast(
    of run: SamplingRun, workers: Workers, memory: SamplingMemory?, examples: Int
  ) throws {
    if !output.overwrite { try output.refuseComplete() }
    let forecast = try LongJob(task: "measuring").run(workers: workers) {
      try run.forecast(startingOver: output.overwrite, in: $0)
    }
    let told = ToldForecast(
      forecast, memory, output: output.output, workers: min(workers.count, forecast.points),
      examples: examples)
    switch self.forecast.format ?? .text {
    case .text: try StandardStreams.writeOutput(told.text)
    case .json:
      try StandardStreams.writeLine(JSONValue(result: told).serialized(pretty: true))
    }
  }
}
