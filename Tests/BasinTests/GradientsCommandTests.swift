import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("basin gradients")
struct GradientsCommandTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private func json(_ arguments: String) throws -> JSONValue {
    let words = arguments.split(separator: " ").map(String.init)
    return try JSONValue(
      parsing: chain.succeed(["gradients", "--format", "json"] + words), from: "gradients")
  }

  private func gradients(_ document: JSONValue, _ arm: String) -> [(String, Double)] {
    (document[arm]?.array ?? []).map {
      ($0["layer"]?.string ?? "", $0["gradient_mean_absolute"]?.double ?? .nan)
    }
  }

  /// The lecture's table, as PyTorch printed it.
  private static let lecture: [(layer: String, plain: Double, shortcuts: Double)] = [
    ("layers.0.0.weight", 0.00020173587836325169, 0.22169792652130127),
    ("layers.1.0.weight", 0.00012011159560643137, 0.20694106817245483),
    ("layers.2.0.weight", 0.0007152039906941354, 0.32896995544433594),
    ("layers.3.0.weight", 0.0013988736318424344, 0.2665732204914093),
    ("layers.4.0.weight", 0.005049645435065031, 1.3258540630340576),
  ]

  @Test("the ten numbers of the lecture, to 4e-7", arguments: [1, 2])
  func lecture(threads: Int) throws {
    let document = try json("--threads \(threads)")
    let plain = gradients(document, "plain")
    let shortcuts = gradients(document, "shortcuts")
    try #require(plain.count == 5 && shortcuts.count == 5)
    for (index, row) in Self.lecture.enumerated() {
      #expect(plain[index].0 == row.layer && shortcuts[index].0 == row.layer)
      // PyTorch computed in float32: its own rounding is what is left.
      #expect(abs(plain[index].1 / row.plain - 1) < 4e-7)
      #expect(abs(shortcuts[index].1 / row.shortcuts - 1) < 4e-7)
    }
    #expect(
      document["blocks"]?["shortcuts"]?.array?.map { $0["block"]?.string } == [
        "layers.0", "layers.1", "layers.2", "layers.3",
      ])
  }

  /// What PyTorch computes in float64 from its float32 weights for other nets, seeds and inputs;
  /// `Fixtures/make_gradients.py` of this folder prints them.
  @Test("other sizes, seeds, inputs and activations are PyTorch's too")
  func others() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "gradients", withExtension: "json", subdirectory: "Fixtures"))
    let text = try String(contentsOf: url, encoding: .utf8)
    let cases = try #require(try JSONValue(parsing: text, from: "fixture").array)
    #expect(cases.count == 6)
    for example in cases {
      let document = try json(try #require(example["arguments"]?.string))
      for arm in ["plain", "shortcuts"] {
        let theirs = try #require(example[arm]?.array).map { $0.double ?? .nan }
        let ours = gradients(document, arm).map(\.1)
        try #require(ours.count == theirs.count)
        for (a, b) in zip(ours, theirs) { #expect(abs(a - b) <= 1e-12 * abs(b), "\(example)") }
      }
    }
  }

  /// Written by `Fixtures/make_resnet_gradients.py`.
  @Test("through residual blocks the gradient and its two parts are PyTorch's, projections too")
  func resnet() throws {
    func fixture(_ name: String, _ type: String) throws -> String {
      try #require(
        Bundle.module.url(forResource: name, withExtension: type, subdirectory: "Fixtures")
      ).path
    }
    let theirs = try JSONValue(
      parsing: String(contentsOfFile: fixture("resnet-gradients", "json"), encoding: .utf8),
      from: "fixture")
    for (file, type) in [("resnet-x", "npy"), ("resnet-y", "npy")] {
      try FileManager.default.copyItem(
        atPath: fixture(file, type), toPath: chain.folder.path("\(file).\(type)"))
    }
    let ours = try json(
      "--model resnet14 --width 3 --data arrays:resnet-x.npy,resnet-y.npy --samples 20 "
        + "--initialize torch:77 --shortcut-strength 0.5")
    // Ours is in Float: 3e-7 off at worst when this was written.
    func isNear(_ a: Double?, _ b: Double?) -> Bool {
      guard let a, let b else { return false }
      return abs(a / b - 1) < 1e-5
    }
    for (arm, count) in [("plain", 14), ("shortcuts", 16)] {
      let layers = try #require(theirs[arm]?["layers"]?.array)
      let mean = gradients(ours, arm).map(\.1)
      try #require(layers.count == count && mean.count == count)
      for (a, b) in zip(mean, layers) { #expect(isNear(a, b.double)) }
      let blocks = try #require(theirs[arm]?["blocks"]?.array)
      let measured = try #require(ours["blocks"]?[arm]?.array)
      try #require(blocks.count == 6 && measured.count == 6)
      for (a, b) in zip(measured, blocks) {
        #expect(isNear(a["input_gradient_norm"]?.double, b[0]?.double))
        #expect(isNear(a["output_gradient_norm"]?.double, b[1]?.double))
        guard arm == "shortcuts" else { continue }
        #expect(isNear(a["identity_norm"]?.double, b[2]?.double))
        #expect(isNear(a["branch_norm"]?.double, b[3]?.double))
      }
    }
  }

  @Test("text, and a picture that says what it shows")
  func textAndPicture() throws {
    let text = try chain.succeed(["gradients", "-o", "bars.png"])
    #expect(text.contains("layers.4.0.weight       0.0050496462       1.3258542"))
    let described = try chain.succeed(["info", "bars.png"])
    #expect(described.contains("without shortcuts: 5 values from 1.2×10⁻⁴"))
    #expect(described.contains("initialization: torch:123"))
    let size = try chain.bytes("bars.png")[16..<24].map(Int.init)
    #expect(size[2] << 8 + size[3] == 1920 && size[6] << 8 + size[7] == 1080)
    expectRefusal(
      try chain.tool.run("gradients", "-o", "bars.png"), code: 73, saying: "bars.png", "--overwrite"
    )
  }

  @Test("over depth, gradients vanish exponentially without shortcuts and not with them")
  func depths() throws {
    let document = try json("--depths 2,4,8,16,32 --seeds 10 -o depth.png")
    let sweep = try #require(document["depth_sweep"])
    func fit(_ arm: String) throws -> (slope: Double, error: Double) {
      let fit = try #require(sweep[arm]?["through_gain"])
      return (
        try #require(fit["slope"]?.double), try #require(fit["slope_standard_error"]?.double)
      )
    }
    let (plain, shortcuts) = (try fit("plain"), try fit("shortcuts"))
    #expect(plain.slope < -0.5 && plain.error < 0.05)
    #expect(shortcuts.slope > -0.05 && shortcuts.error < 0.05)
    #expect(sweep["plain"]?["points"]?.array?.count == 50)
    #expect(try chain.files == ["depth.png"])
  }

  @Test("between no and whole shortcuts lies a way from one to the other")
  func strengths() throws {
    let document = try json("--shortcut-strengths 0,0.5,1 -o strength.png")
    let sweep = try #require(document["strength_sweep"]?.array)
    func layers(_ point: JSONValue) -> [Double] {
      (point["layers"]?.array ?? []).compactMap { $0["gradient_mean_absolute"]?.double }
    }
    #expect(sweep.map { $0["strength"]?.double } == [0, 0.5, 1])
    #expect(layers(sweep[0]) == gradients(document, "plain").map(\.1))
    #expect(layers(sweep[2]) == gradients(document, "shortcuts").map(\.1))
    #expect(
      layers(try json("--shortcut-strength 0.5")["shortcuts"].map { ["layers": $0] } ?? .null)
        == layers(sweep[1]))
    #expect(layers(sweep[1])[0] > layers(sweep[0])[0] && layers(sweep[1])[0] < layers(sweep[2])[0])
  }

  @Test("a net at its beginning and after training, with weakened shortcuts too")
  func trained() throws {
    let net = "--model mlp --layers 2,16,16,2"
    let start = try json("\(net) --data spirals --samples 50 --initialize torch:5")
    #expect(gradients(start, "plain").count == 3 && gradients(start, "shortcuts").count == 3)
    #expect(start["samples"]?.int == 50)
    try chain.train("--initialize", "torch:5", "--shortcut-strength", "0.5")
    let info = try chain.succeed(["info", "net.safetensors"])
    #expect(info.contains("torch:5") && info.contains("shortcut_strengths: [0.5]"))
    let trained = try json("--weights net.safetensors --data spirals")
    #expect(trained["plain"]?.array?.isEmpty == true)
    #expect(gradients(trained, "shortcuts").count == 3)
    #expect(trained["network"]?.string?.contains("shortcuts × 0.5") == true)
    // The flags must say what the file says.
    let flags = "\(net) --weights net.safetensors --data spirals".split(separator: " ").map(
      String.init)
    expectRefusal(
      try chain.tool.run(["gradients"] + flags), code: 65, saying: "computes something else")
    _ = try chain.succeed(["gradients", "--shortcut-strength", "0.5"] + flags)
    // The file goes on to the other commands as any does.
    try chain.sample()
  }

  @Test("a plain net from a file has blocks where it is said what it is without")
  func plain() throws {
    try chain.train("--plain")
    let alone = try chain.tool.run(
      "gradients", "--weights", "net.safetensors", "--data", "spirals", "--format", "json")
    #expect(alone.exitCode == 0 && alone.errors.contains("--plain"))
    let named = try json(
      "--weights net.safetensors --data spirals --model mlp --layers 2,16,16,2 --plain")
    #expect(named["blocks"]?["plain"]?.array?.count == 1)
    #expect(named["shortcuts"]?.array?.isEmpty == true)
  }

  @Test(
    "what makes no sense is refused",
    arguments: [
      ("--layers 4,4,1", "--input"), ("--layers 3", "--layers"), ("--layers 3,-3,1", "--layers"),
      ("--layers 3,0,1", "--layers"), ("--layers 3,x", "--layers"), ("--layers 3,,1", "--layers"),
      ("--layers 3,99999999,1", "--layers"), ("--layers 3,1000000,1000000,1", "--layers"),
      ("--input 1,0", "--input"), ("--input 1,0,nan", "--input"), ("--input 1,0,inf", "--input"),
      ("--input 1,0,1e39", "--input"), ("--input -", "--input"),
      ("--target nan", "--target"), ("--target 0,0", "--target"), ("--target x", "--target"),
      ("--activation swish", "gelu-tanh, silu or sigmoid"),
      ("--activation identity", "--activation"),
      ("--seed -1", "--seed"), ("--format xml", "--format"), ("--output figure.gif", ".png"),
      ("--depths 4", "--depths"), ("--depths 2,0", "--depths"), ("--depths 2,x", "--depths"),
      ("--seeds 3", "--depths"), ("--depths 2,4 --seeds 0", "--seeds"),
      ("--shortcut-strength 1.5", "--shortcut-strength"),
      ("--shortcut-strength nan", "--shortcut-strength"),
      ("--shortcut-strengths 0,2", "--shortcut-strengths"),
      ("--shortcut-strengths 0,1 --depths 2,4", "--shortcut-strengths"),
      ("--layers 3,1 --shortcut-strengths 0,1", "--shortcut-strengths"),
      ("--width 8", "--model"), ("--plain", "--model"), ("--data spirals", "--model"),
      ("--initialize torch:1", "--model"), ("--image-size 14", "--model"),
      ("--model resnet56", "--data"), ("--model resnet57 --data spirals", "resnet56"),
      ("--model mlp --layers 2,2 --data spirals --input 1,2", "--input"),
      ("--model mlp --layers 2,2 --data spirals --plain", "--plain"),
      ("--model mlp --layers 2,2 --data spirals --initialize torch:x", "torch:123"),
      ("--model mlp --layers 2,2 --data spirals --initialize keras:1", "torch:123"),
      ("--model mlp --layers 2,2 --data spirals --samples 0", "--samples"),
      ("--weights w --data spirals --initialize torch:1", "--initialize"),
    ])
  func refused(arguments: String, word: String) throws {
    expectRefusal(
      try chain.tool.run(["gradients"] + arguments.split(separator: " ").map(String.init)),
      code: 64, saying: word)
    #expect(try chain.files == [])
  }

  /// The output is so far below zero that its GELU is flat.
  @Test("a net that no gradient comes through has gains of nothing, not of NaN")
  func dead() throws {
    let net = "--layers 2,2,1 --input 1e5,-1e5 --seed 1"
    let text = try chain.succeed(["gradients"] + net.split(separator: " ").map(String.init))
    #expect(!text.contains("nan") && text.contains("geometric mean"))
    let document = try json("\(net) --output dead.png")
    #expect(gradients(document, "plain").map(\.1) == [0, 0])
    #expect(document["blocks"]?["plain"]?[0]?["gain"] == .null)
    let described = try chain.succeed(["info", "dead.png"])
    #expect(described.contains("nothing above zero"))
  }

  @Test("a depth that no ResNet has, and weights that are not there")
  func refusedLater() throws {
    expectRefusal(
      try chain.tool.run(
        "gradients", "--weights", "no.safetensors", "--data", "spirals"), code: 66,
      saying: "no.safetensors")
    try chain.train()
    expectRefusal(
      try chain.tool.run(
        "gradients", "--weights", "net.safetensors", "--data", "spirals", "--depths", "2,4"),
      code: 64, saying: "--depths")
  }
}
