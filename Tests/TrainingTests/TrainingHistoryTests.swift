import Kernels
import Networks
import RunTestSupport
import Runs
import Testing
import Training

struct TrainingHistoryTests {
  @Test func anEmptyHistoryIsItsHeader() throws {
    let state = TrainingState(network: try Problems.mlp(), initialization: .uniform, seed: 1)
    #expect(
      state.history.csv
        == "epoch,steps,learning_rate,train_loss,train_accuracy_percent,gradient_norm,"
        + "clipped_steps\r\n")
  }

  @Test func everyEpochIsALine() throws {
    let trainer = try Trainer(
      network: Problems.mlp(), dataset: Problems.clouds(),
      settings: TrainingSettings(epochs: 2, batchSize: 60))
    var state = TrainingState(network: trainer.network, initialization: .uniform, seed: 1)
    _ = try trainer.run(&state, in: .threads(1))
    let lines = state.history.csv.split(separator: "\r\n").map(String.init)
    #expect(lines.count == 3)
    for (line, record) in zip(lines.dropFirst(), state.history.epochs) {
      // Numbers are written so that they read back as themselves.
      #expect(record.clippedSteps == 0)
      let numbers = line.split(separator: ",").compactMap { Double($0) }
      #expect(
        numbers
          == [
            Double(record.epoch), Double(record.steps), record.learningRate, record.loss,
            try #require(record.accuracy), try #require(record.gradientNorm),
            Double(try #require(record.clippedSteps)),
          ])
    }
    let accuracy = try #require(state.history.epochs.first?.accuracy)
    #expect((0...100).contains(accuracy))
  }
}
