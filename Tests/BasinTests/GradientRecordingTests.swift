import Archives
import FolderTestSupport
import Foundation
import Testing

@Suite("Optimisers and recorded gradients")
struct GradientRecordingTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private static let adamW =
    ["train"] + Chain.net + ["--data", "spirals", "--epochs", "20", "--batch-size", "16"]
    + ["--optimizer", "adamw", "--clip-gradient-norm", "0.5"]

  @Test("an interrupted run with AdamW goes on to the same weights, history and recording")
  func interrupted() throws {
    func command(_ name: String, _ threads: Int) -> [String] {
      Self.adamW + ["--threads", "\(threads)", "--record-gradients", "\(name).csv"]
        + ["--record-every", "7", "-o", "\(name).safetensors"]
    }
    try chain.succeed(command("whole", 1))
    let stopped = try chain.interrupt(command("net", 1), workingOn: "net.safetensors")
    #expect(stopped.exitCode == 130)
    #expect(try !chain.files.contains("net.csv"))
    expectRefusal(
      try chain.tool.run(
        ["train"] + Chain.net + ["--data", "spirals", "--epochs", "20", "--batch-size", "16"]
          + ["-o", "net.safetensors"]), code: 65,
      saying: "net.safetensors.partial", "training.optimizer: \"sgd\" instead of \"adamw\"")
    try chain.succeed(command("net", 3))
    for name in ["safetensors", "csv", "history.csv"] {
      #expect(try chain.bytes("net.\(name)") == chain.bytes("whole.\(name)"), "\(name)")
    }
    let lines = try chain.folder.text("net.csv").split(separator: "\r\n")
    #expect(
      lines.first == "step,epoch,layer,gradient_norm,gradient_mean_absolute,weight_norm,model")
    #expect(
      lines.dropFirst().prefix(4).map { $0.split(separator: ",")[0] } == ["1", "1", "1", "8"])
  }

  @Test("recordings are drawn, alone and together, and described")
  func drawn() throws {
    try chain.train("--record-gradients", "residual.csv")
    try chain.train("--plain", "--record-gradients", "plain.csv", "--overwrite")
    try chain.succeed(["render", "plain.csv", "-o", "one.png"])
    let size = ["--width", "400", "--height", "300", "--gradient", "mean", "--theme", "dark"]
    try chain.succeed(["render", "plain.csv", "residual.csv", "-o", "two.png"] + size)
    let info = try chain.succeed(["info", "two.png"])
    #expect(info.contains("Without shortcuts") && info.contains("mean |gradient|"), "\(info)")
    let recording = try chain.succeed(["info", "plain.csv"])
    #expect(recording.contains("recorded gradients") && recording.contains("3 layers"))
  }

  @Test(
    "choices that make no sense are refused before any work",
    arguments: [
      ("--optimizer adm", "adamw"), ("--optimizer SGD", "sgd"), ("--schedule cosin", "cosine"),
      ("--clip-gradient-norm -1", "--clip-gradient-norm"),
      ("--clip-gradient-norm 0", "--clip-gradient-norm"),
      ("--clip-gradient-norm nan", "--clip-gradient-norm"),
      ("--optimizer adamw --momentum 0.5", "--momentum"),
      ("--optimizer adamw --warmup-steps 99999", "longer than the training"),
      ("--optimizer adamw --warmup-steps -3", "--warmup-steps"),
      ("--schedule constant --warmup-steps 120%", "--warmup-steps"),
      ("--warmup-steps 5", "one-cycle"), ("--record-every 5", "--record-gradients"),
      ("--record-gradients a.csv --record-every 0", "--record-every"),
      ("--record-gradients out", "--record-gradients"),
      ("--record-gradients out.history.csv", "--record-gradients"),
    ])
  func refused(options: String, word: String) throws {
    let command =
      ["train"] + Chain.net + ["--data", "spirals", "-o", "out"]
      + options.split(separator: " ").map(String.init)
    expectRefusal(try chain.tool.run(command), code: 64, saying: word)
    #expect(try chain.files == [])
  }

  @Test("a recording that cannot be written is refused before any work")
  func unwritable() throws {
    _ = try chain.folder.write("precious", to: "mine.csv")
    let command = ["train"] + Chain.net + ["--data", "spirals", "-o", "out"]
    for path in ["mine.csv", "mine.csv/flow.csv", "/proc/nowhere/flow.csv", "/dev/null"] {
      expectRefusal(
        try chain.tool.run(command + ["--record-gradients", path]), code: 73,
        saying: path.hasPrefix("mine") ? "mine.csv" : path.hasPrefix("/dev") ? path : "/proc")
    }
    #expect(try chain.folder.text("mine.csv") == "precious")
    #expect(try chain.files == ["mine.csv"])
  }

  @Test("a damaged recording is refused with its line, and nothing is drawn")
  func damaged() throws {
    try chain.train("--record-gradients", "flow.csv")
    try chain.sample()
    let text = try chain.folder.text("flow.csv")
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    for (name, damage, word) in [
      // Within the quotes about the name of the net, which holds a comma.
      ("cut.csv", String(text.dropLast(9)), "a quoted field is not closed"),
      ("header.csv", "step,epoch,layer,nothing\r\n", "line 1"),
      ("empty.csv", "\(lines[0])\r\n", "nothing is recorded"),
      ("number.csv", text.replacing("\r\n2,1,", with: "\r\n2,x,"), "line 5"),
      (
        "order.csv", ([lines[0], lines[2], lines[1]] + lines[3...]).joined(separator: "\r\n"),
        "line"
      ),
    ] {
      _ = try chain.folder.write(damage, to: name)
      expectRefusal(
        try chain.tool.run(["render", name, "-o", "out.png"]), code: 65, saying: name, word)
      expectRefusal(try chain.tool.run(["info", name]), code: 65, saying: name)
    }
    for (files, word) in [
      (["flow.csv", "surface.h5"], "surface.h5"), (["surface.h5", "flow.csv"], "flow.csv"),
    ] {
      expectRefusal(
        try chain.tool.run(["render"] + files + ["-o", "out.png"]), code: 65, saying: word)
    }
    for (arguments, word) in [
      (["flow.csv", "--style", "filled"], "--style"), (["flow.csv", "--scale", "log"], "--scale"),
      (["flow.csv", "--threshold", "0.1"], "--threshold"),
      (["flow.csv", "--range", "1:2"], "--range"),
      (["surface.h5", "--gradient", "norm"], "--gradient"),
      (["flow.csv", "--gradient", "meen"], "mean"),
    ] {
      expectRefusal(
        try chain.tool.run(["render"] + arguments + ["-o", "out.png"]), code: 64, saying: word)
    }
    expectRefusal(
      try chain.tool.run(["render", "none.csv", "-o", "out.png"]), code: 66, saying: "none.csv")
    #expect(try !chain.files.contains("out.png"))
  }
}
