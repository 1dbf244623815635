import Datasets
import Failures
import FolderTestSupport
import Kernels
import Networks
import RunTestSupport
import Runs
import Testing
import Training

struct GradientFlowTests {
  private static func sample(model: String = "plain MLP") -> GradientFlow {
    var flow = GradientFlow(model: model, layers: ["a.weight", "b.weight"])
    for step in 1...3 {
      flow.append(
        GradientFlow.Step(
          step: 10 * step, epoch: step,
          measures: [1, 2].map {
            .init(
              gradientNorm: Float($0) / 3 * Float(step),
              gradientMeanAbsolute: .leastNonzeroMagnitude,
              weightNorm: 7.25)
          }))
    }
    return flow
  }

  @Test(arguments: ["plain MLP", "ResNet-20, width 8", "a \"quoted\" net", ""])
  func whatIsWrittenReadsBack(model: String) throws {
    let flow = Self.sample(model: model)
    #expect(try GradientFlow(parsing: flow.csv, at: "a.csv") == flow)
    // A spreadsheet may have changed the ends of the lines.
    #expect(
      try GradientFlow(parsing: flow.csv.replacing("\r\n", with: "\n"), at: "a.csv") == flow)
    #expect(GradientFlow.begins(flow.csv.utf8))
    // Or have marked the beginning, and quoted what need not be.
    let names = flow.csv.split(separator: "\r\n")[0]
    let quoted = names.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",")
    let saved = "\u{FEFF}" + flow.csv.replacing(names, with: quoted)
    #expect(try GradientFlow(parsing: saved, at: "a.csv") == flow)
    #expect(GradientFlow.begins(saved.utf8.prefix(64)))
    #expect(!GradientFlow.begins("x,y,loss".utf8) && !GradientFlow.begins("steps".utf8))
  }

  @Test func everyLineIsAStepOfALayer() {
    let lines = Self.sample().csv.split(separator: "\r\n").map(String.init)
    #expect(
      lines[0] == "step,epoch,layer,gradient_norm,gradient_mean_absolute,weight_norm,model")
    #expect(lines[1] == "10,1,a.weight,0.33333334,1e-45,7.25,plain MLP")
    #expect(lines.count == 7)
  }

  @Test(arguments: [
    (1, "x", "has the columns x; a gradient recording has step,epoch,layer"),
    (2, "10,1,a.weight,1,1,1", "line"), (3, "10,1,b.weight,-1,1,1,m", "line"),
    (3, "10,1,b.weight,nan,1,1,m", "line"), (4, "0,1,a.weight,1,1,1,plain MLP", "line"),
    (4, "20,2,b.weight,1,1,1,plain MLP", "out of order"),
    (5, "21,2,b.weight,1,1,1,plain MLP", "out of order"),
    (5, "20,2,b.weight,1,1,1,another", "out of order"),
    (5, "", "line"), (6, "\u{0}\u{1}", "line"),
  ])
  func aDamagedLineIsNamed(line: Int, text: String, word: String) {
    var lines = Self.sample().csv.split(
      separator: "\r\n", omittingEmptySubsequences: false
    ).map(String.init)
    lines[line - 1] = text
    do {
      _ = try GradientFlow(parsing: lines.joined(separator: "\r\n"), at: "a.csv")
      Issue.record("line \(line) was taken: \(text)")
    } catch {
      #expect(error.code == .data && error.place?.description == "a.csv, line \(line)")
      #expect(error.what.contains(word), "\(error)")
    }
  }

  /// Wherever a file is cut off, it is refused or, between two steps, is the flow up to there.
  @Test func aFileThatWasCutOffIsRefused() {
    let flow = Self.sample()
    let text = Array(flow.csv)
    var whole = 0
    for length in text.indices {
      guard let part = try? GradientFlow(parsing: String(text[..<length]), at: "a") else {
        continue
      }
      whole += 1
      #expect(part.layers == flow.layers || part.steps.count == 1)
      #expect(zip(part.steps, flow.steps).allSatisfy { $0.step == $1.step })
    }
    // After each line of the first step, and after the second step.
    #expect(whole == 3)
  }

  /// The recorded numbers are those of the gradient of the batch's mean loss, by central differences
  /// of the loss in `Double`.
  @Test func whatIsRecordedIsTheGradientOfTheLoss() throws {
    let dataset = try Problems.clouds(24)
    let network = try Problems.mlp()
    let trainer = try Trainer(
      network: network, dataset: dataset,
      settings: TrainingSettings(epochs: 1, batchSize: 24, clipGradientNorm: 1e-3))
    var state = TrainingState(
      network: network, initialization: .uniform, seed: 5,
      recorder: GradientRecorder(network: network, every: 1, model: "m"))
    let start = state.parameters
    _ = try trainer.run(&state, in: .threads(1))
    let flow = try #require(state.recorder).flow
    #expect(flow.layers == ["layers.0.0.weight", "layers.1.0.weight", "layers.2.0.weight"])
    #expect(flow.steps.map(\.step) == [1] && flow.steps[0].epoch == 1)

    let execution = Execution<Double>(
      network: network, mode: .training, capacity: 24, workers: Workers(count: 1))
    func loss(_ values: [Double]) -> Double {
      execution.load(
        Parameters(layout: network.parameters, values: values),
        buffers: network.initialBuffers().converted(to: Double.self))
      execution.forward(dataset.inputs, indices: Array(0..<24))
      return execution.loss(.crossEntropy, targets: .labels(dataset.labels)).mean
    }
    let values = start.values.map { Double($0) }
    for (layer, measure) in zip(flow.layers, flow.steps[0].measures) {
      let range = try #require(network.parameters.range(of: layer))
      let slopes = range.map { index in
        var (up, down) = (values, values)
        up[index] += 1e-5
        down[index] -= 1e-5
        return (loss(up) - loss(down)) / 2e-5
      }
      let norm = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let mean = slopes.reduce(0) { $0 + abs($1) } / Double(slopes.count)
      #expect(abs(Double(measure.gradientNorm) / norm - 1) < 1e-5, "\(layer)")
      #expect(abs(Double(measure.gradientMeanAbsolute) / mean - 1) < 1e-5, "\(layer)")
      let weights = range.reduce(0) { $0 + values[$1] * values[$1] }.squareRoot()
      #expect(abs(Double(measure.weightNorm) / weights - 1) < 1e-6, "\(layer)")
    }
  }

  @Test func recordingChangesNoWeight() throws {
    let trainer = try Trainer(
      network: Problems.resnet(), dataset: Problems.images(),
      settings: TrainingSettings(epochs: 2, batchSize: 16))
    func run(_ recorder: GradientRecorder?) throws -> TrainingState {
      var state = TrainingState(
        network: trainer.network, initialization: .residualNetwork, seed: 1, recorder: recorder)
      _ = try trainer.run(&state, in: .threads(2))
      return state
    }
    let recorder = GradientRecorder(network: trainer.network, every: 4, model: "m")
    let recorded = try run(recorder)
    #expect(try recorded.parameters == run(nil).parameters)
    #expect(recorded.recorder?.flow.steps.map(\.step) == [1, 5])
    #expect(recorded.recorder?.flow.steps.map(\.epoch) == [1, 2])
  }
}
