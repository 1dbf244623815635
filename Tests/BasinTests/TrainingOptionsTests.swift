import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("How a net is trained, with the built tool")
struct TrainingOptionsTests {
  private let chain: Chain
  private static let train = ["train"] + Chain.net + ["--data", "spirals", "-o", "n.safetensors"]

  init() throws { chain = try Chain() }

  /// What a weights file says of its training.
  private func training(_ name: String) throws -> JSONValue {
    let file = try SafetensorsFile(path: chain.folder.path(name))
    let manifest = try #require(file.metadata["basin.manifest"])
    return try #require(try JSONValue(parsing: manifest, from: name)["training"])
  }

  @Test(
    "every choice is taken, and the weights file names it",
    arguments: [
      ("--momentum 0 --no-nesterov", ["momentum": 0.0, "nesterov": false]),
      ("--no-nesterov --dampening 0.5", ["nesterov": false, "dampening": 0.5]),
      ("--nesterov", ["momentum": 0.9]),
      ("--decoupled-decay", ["decayForm": "decoupled"]),
      ("--decay-parameters weights", ["decayedParameters": "weights"]),
      ("--optimizer adam", ["optimizer": "adam", "weightDecay": 0.0, "schedule": "cosine"]),
      ("--optimizer adam --weight-decay 0.1", ["optimizer": "adam", "weightDecay": 0.1]),
      ("--optimizer adamw --schedule one-cycle", ["optimizer": "adamw", "weightDecay": 0.01]),
      (
        "--schedule step", ["schedule": "step", "drops": ["epochs": [2, 3], "factor": 0.1]]
      ),
      (
        "--schedule step --step-epochs 1 --step-factor 0.5 --warmup-steps 2",
        ["drops": ["epochs": [1], "factor": 0.5], "warmup": "2"]
      ),
      ("--label-smoothing 0.1", ["labelSmoothing": 0.1]),
      ("--until-loss 0.3", ["target": ["loss": 0.3]]),
      (
        "--reorder-seed 7 --reorder-after 2", ["reordering": ["afterEpochs": 2, "seed": 7]]
      ),
      (
        "--until-loss 0.3 --checks-per-epoch 3", ["target": ["loss": 0.3, "checksPerEpoch": 3]]
      ),
    ] as [(String, [String: JSONValue])])
  func choices(options: String, recorded: [String: JSONValue]) throws {
    let options = options.split(separator: " ").map(String.init)
    try chain.succeed(Self.train + options)
    let training = try training("n.safetensors")
    for (key, value) in recorded { #expect(training[key] == value, "\(key): \(training)") }
    // The same command with other threads gives the same bytes.
    try chain.succeed(
      Self.train.dropLast() + ["again.safetensors", "--threads", "1"] + options)
    #expect(try chain.bytes("n.safetensors") == chain.bytes("again.safetensors"))
  }

  @Test(
    "what makes no sense is refused by name, and nothing is written",
    arguments: [
      ("--learning-rate -0.1", "--learning-rate: -0.1 is not above zero"),
      ("--learning-rate inf", "--learning-rate"),
      ("--optimizer adam --momentum 0.9", "--momentum: goes with --optimizer sgd"),
      ("--optimizer adam --nesterov", "--nesterov: goes with --optimizer sgd"),
      ("--optimizer adamw --no-nesterov", "--no-nesterov: goes with --optimizer sgd"),
      ("--optimizer adamw --dampening 0.1", "--dampening: goes with --optimizer sgd"),
      ("--nesterov --momentum 0", "--nesterov: needs a momentum"),
      ("--dampening 0.5", "--dampening: does not go with Nesterov momentum"),
      ("--dampening 0.5 --no-nesterov --momentum 0", "--dampening: needs momentum"),
      ("--dampening 1 --no-nesterov", "--dampening: must be at least 0 and below 1"),
      ("--dampening nan --no-nesterov", "--dampening: must be at least 0 and below 1"),
      ("--optimizer adam --decoupled-decay", "adamw"),
      ("--optimizer adamw --decoupled-decay", "always decouples"),
      ("--decay-parameters norms", "Choices: all, weights"),
      ("--weight-decay nan", "--weight-decay"),
      ("--step-epochs 1", "--step-epochs: goes with --schedule step"),
      ("--schedule cosine --step-factor 1", "--step-factor: goes with --schedule step"),
      ("--schedule step --step-epochs 2,1", "rising numbers"),
      ("--schedule step --step-epochs 4", "below the 4 epochs"),
      ("--schedule step --epochs 1", "1 epoch has no epoch"),
      ("--schedule step --step-factor 0", "--step-factor"),
      ("--schedule step --step-factor 2", "--step-factor"),
      ("--schedule step --step-epochs 1 --warmup-steps 90%", "beyond the first drop"),
      ("--schedule stairs", "--schedule"),
      ("--label-smoothing 1", "--label-smoothing: must be at least 0 and below 1"),
      ("--label-smoothing nan", "--label-smoothing"),
      ("--augment crop", "--augment: is for images"),
      ("--augment zoom", "Choices: crop, flip, or both"),
      ("--until-loss nan", "--until-loss"),
      ("--until-loss -1", "--until-loss"),
      ("--checks-per-epoch 2", "requires --until-loss or --match"),
      ("--checks-per-epoch 0 --until-loss 1", "--checks-per-epoch"),
      ("--until-loss 1 --match other.safetensors", "cannot be combined with --until-loss"),
      ("--reorder-after 1", "requires --reorder-seed"),
      ("--reorder-seed 1", "is the seed of the training itself"),
      ("--reorder-seed 2 --reorder-after 4", "--reorder-after: must be from 0 to 3, got 4"),
      ("--dropout 1", "--dropout: \"1\" is not a number from 0"),
      ("--dropout x", "--dropout"),
    ])
  func refused(options: String, words: String) throws {
    let command = Self.train + options.split(separator: " ").map(String.init)
    expectRefusal(try chain.tool.run(command), code: 64, saying: words)
    #expect(try chain.files == [])
  }

  @Test("a smoothed mean squared error is refused")
  func smoothedNumbers() throws {
    let resources = try #require(Bundle.module.resourceURL)
    for name in ["x.npy", "y.npy"] {
      try FileManager.default.copyItem(
        at: resources.appending(path: "Fixtures/mlp/\(name)"),
        to: chain.folder.url.appending(path: name))
    }
    let command = ["train", "--model", "mlp", "--layers", "2,6,1", "--data", "arrays:x.npy,y.npy"]
    expectRefusal(
      try chain.tool.run(
        command + ["--loss", "bce", "--label-smoothing", "0.1", "-o", "n.safetensors"]),
      code: 64, saying: "--label-smoothing: is for the cross-entropy")
    // A batch is never larger than the data, and that is said where a larger one is asked for.
    let larger = try chain.tool.run(
      command + ["--loss", "bce", "--epochs", "1", "--batch-size", "1000", "-o", "n.safetensors"])
    #expect(larger.exitCode == 0)
    #expect(
      larger.errors.contains(
        "--batch-size: 1000 is more than the 64 examples; every step takes all of them"))
    let usual = try chain.tool.run(
      command + ["--loss", "bce", "--epochs", "1", "-o", "m.safetensors"])
    #expect(usual.exitCode == 0 && !usual.errors.contains("--batch-size"))
  }

  @Test("training ends at the loss that is asked for, or says that it is not reached")
  func target() throws {
    let reached = try chain.succeed(
      Self.train + ["--epochs", "30", "--until-loss", "0.66", "--checks-per-epoch", "2"])
    let words = try #require(
      reached.firstMatch(
        of:
          /training loss over all examples ([0-9.]+): the target of 0\.66 is reached after (\d+) of (\d+) steps/
      ))
    #expect(try #require(Double(words.1)) <= 0.66)
    #expect(try #require(Int(words.2)) < #require(Int(words.3)))
    let history = try String(contentsOfFile: chain.folder.path("n.history.csv"), encoding: .utf8)
    let lines = history.split(whereSeparator: \.isNewline)
    #expect(lines[0].hasSuffix(",evaluation_loss"))
    #expect(lines.last?.split(separator: ",")[1] == words.2)

    let missed = try chain.succeed(
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "2", "--until-loss", "1e-9"]
        + ["-o", "m.safetensors"])
    #expect(missed.contains("the target of 1e-09 is not reached after all"))
    // What was never reached changed no weight.
    try chain.succeed(
      ["train"] + Chain.net + ["--data", "spirals", "--epochs", "2", "-o", "f.safetensors"])
    let tensors = try ["m", "f"].map {
      try SafetensorsFile(path: chain.folder.path("\($0).safetensors")).entries.map(\.tensor)
    }
    #expect(tensors[0] == tensors[1])
  }

  @Test("a net is trained to the loss of another one, for the same data alone")
  func match() throws {
    try chain.train("--plain", "--epochs", "6")
    let told = try chain.tool.run(
      Self.train + ["--epochs", "40", "--match", "net.safetensors", "--checks-per-epoch", "4"])
    #expect(told.exitCode == 0)
    #expect(told.errors.contains("net.safetensors: training loss "))
    #expect(told.output.contains("is reached after"))
    let loss = try #require(try training("n.safetensors")["target"]?["loss"]?.double)
    // It is that of a surface's centre over all examples.
    try chain.succeed(
      ["sample", "net.safetensors", "--data", "spirals", "--samples", "all", "--grid", "3"]
        + ["-o", "s.h5"])
    let centre = try chain.succeed(["info", "s.h5"])
    #expect(centre.contains("spirals"))
    #expect(loss > 0.1 && loss < 1)

    expectRefusal(
      try chain.tool.run(
        Self.train.dropLast() + ["o.safetensors", "--match", "missing.safetensors"]), code: 66,
      saying: "missing.safetensors")
    expectRefusal(
      try chain.tool.run(
        ["train", "--model", "mlp", "--layers", "2,4,2", "--data", "spirals"]
          + ["--match", "n.safetensors", "-o", "n.safetensors", "--overwrite"]),
      code: 64, saying: "n.safetensors", "is an input of this command")
    try chain.succeed(
      [
        "train", "--model", "gpt", "--blocks", "1", "--width", "8", "--heads", "2", "--context",
        "8",
      ]
        + ["--data", "text:n.history.csv", "--epochs", "1", "--dropout", "0.1"]
        + ["-o", "g.safetensors"])
    expectRefusal(
      try chain.tool.run(
        Self.train.dropLast() + ["o.safetensors", "--match", "g.safetensors"]), code: 65,
      saying: "g.safetensors", "Match a net for the same data.")
    #expect(try !chain.files.contains("o.safetensors"))
  }

  @Test("a run of other settings is not resumed, and the difference is named")
  func resumed() throws {
    let long = Self.train + ["--epochs", "3000"]
    let stopped = try chain.interrupt(
      long + ["--label-smoothing", "0.1", "--no-nesterov"], workingOn: "n.safetensors")
    #expect(stopped.exitCode == 130)
    guard try chain.files.contains("n.safetensors.partial") else { return }
    expectRefusal(
      try chain.tool.run(long + ["--no-nesterov"]), code: 65,
      saying: "n.safetensors.partial", "other settings", "labelSmoothing")
    expectRefusal(
      try chain.tool.run(long + ["--label-smoothing", "0.1", "--no-nesterov", "--dropout", "0.5"]),
      code: 65, saying: "n.safetensors.partial", "dropout 0.5")
  }
}
