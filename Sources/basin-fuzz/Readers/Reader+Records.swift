internal import Archives
internal import Comparisons
internal import Documents
internal import Evaluators
internal import Pictures
internal import Provenance
internal import Reports
internal import Runs
internal import Training

extension Reader {
  /// Of texts in which results and settings are kept.
  static let records = [
    Reader(
      "json", seeds: [.files("Tests/ProvenanceTests/Fixtures", endings: [".json"])]
    ) { input in
      try survives { _ = try JSONValue(parsing: input.bytes, from: "input", .python) }
      let value = try JSONValue(parsing: input.bytes, from: "input")
      let text = value.serialized()
      guard try JSONValue(parsing: text, from: "its own text") == value else {
        throw WrongAnswer(what: "\(text) is another document")
      }
      _ = Manifest(json: value)
    },
    Reader(
      "report", longest: 1 << 15,
      seeds: [
        .files("output/gallery/gpt", endings: ["report.json"]),
        .files("output/gallery/lecture", endings: ["report.json"]),
        .files("output/gallery/quick", endings: ["report.json"]),
      ]
    ) { input in
      _ = try input.file("report.json")
      let report = try ReportCollection(
        runs: [input.folder.path], folder: "\(input.folder.path)/joined", command: "basin report"
      ).report
      _ = (report.document.markdown, report.document.latex, report.csv, report.json)
    },
    Reader(
      "ledger",
      seeds: [
        .texts([
          #"{"manifest":{"kind":"unfinished hessian","seed":1},"parts":{"trace":{"products":3,"settings":{"probes":2},"value":0.5}}}"#
        ])
      ]
    ) { input in
      let path = try input.file("hessian.partial")
      let manifest: JSONValue = ["kind": "unfinished hessian", "seed": 1]
      _ = try Ledger(parts: path, manifest: manifest, .whenAsked).work
    },
    Reader(
      "info",
      seeds: [
        .files("Tests/ProvenanceTests/Fixtures", endings: [".json"]),
        .files("Tests/LandscapesTests/Fixtures", endings: [".h5", "0.1.safetensors", ".npz"]),
        .files("Tests/ArchivesTests/Fixtures", endings: [".npy"]),
        .files("Tests/DatasetsTests/Fixtures/png", endings: [".png"]),
      ]
    ) { input in
      for name in ["input", "input.csv", "input.index.json"] {
        try survives {
          _ = try FileDescription(path: try input.file(name)).formatted(name: name)
        }
      }
    },
    Reader(
      "evaluator",
      seeds: [
        .texts([
          #"{"ready": true, "examples": 1000, "pipeline": 4}"#,
          #"{"point": 0, "loss": NaN, "error": 0.1, "accuracy": 99.5}"#,
          #"{"point": 3, "loss": 1e-3}"#, "Epoch 1\u{1b}[2K\r100 %\u{7}",
        ])
      ]
    ) { input in
      for isFirst in [true, false] { _ = try? EvaluatorAnswer(input.bytes, isFirst: isFirst) }
    },
    Reader(
      "style",
      seeds: [
        .texts([
          #"{"theme": "print", "color_map": "magma", "size": "column", "levels": 12, "transparent": true}"#,
          #"{"size": "1280x720", "font": "FreeSans", "levels": [0.1, 0.5, 2]}"#,
        ])
      ]
    ) { input in
      _ = try PictureStyle(path: try input.file("style.json")).appearance
    },
    Reader(
      "gradients", words: "csv",
      seeds: [
        .texts([
          "step,epoch,layer,gradient_norm,gradient_mean_absolute,weight_norm,model\r\n"
            + "1,1,a.weight,0.5,0.1,2,mlp\r\n1,1,\"b,\"\"c\",0.25,0.1,1e-3,mlp\r\n"
            + "2,1,a.weight,0.5,0.1,2,mlp\r\n2,1,\"b,\"\"c\",0.25,0.1,1e-3,mlp\r\n"
        ])
      ]
    ) { input in
      _ = GradientFlow.begins(input.bytes)
      let flow = try GradientFlow(path: try input.file("gradients.csv"))
      guard try GradientFlow(parsing: flow.csv, at: "its own text") == flow else {
        throw WrongAnswer(what: "the flow reads back as another")
      }
    },
    Reader("training", longest: 1 << 13, seeds: [.generated(TrainingInput.example)]) { input in
      let run = try TrainingInput.run(in: input.folder)
      _ = try input.file("weights.safetensors.partial")
      _ = try run.stepsDone()
    },
  ]
}

/// What a reader must not do: take a file for something other than what it says.
struct WrongAnswer: Error {
  let what: String
}
