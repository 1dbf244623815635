import FolderTestSupport
import Foundation
import Testing

/// A gpt from a text to the count of minima, with the built tool.
struct TextChainTests {
  private let chain: Chain
  private static let net = [
    "--model", "gpt", "--blocks", "1", "--width", "16", "--heads", "2", "--context", "16",
  ]

  init() throws {
    chain = try Chain()
    let text = (0..<120).map { "Line \($0 % 7) of a text that repeats itself.\n" }.joined()
    _ = try chain.folder.write(text, to: "book.txt")
  }

  private func train(_ more: String...) throws -> String {
    try chain.succeed(
      ["train"] + Self.net
        + ["--data", "text:book.txt", "--epochs", "3", "--batch-size", "16"] + more)
  }

  @Test func fromATextToTheCountOfMinima() throws {
    let printed = try train("-o", "gpt.safetensors")
    #expect(printed.contains("GPT, 1 block, width 16") && printed.contains("perplexity"))
    _ = try train("-o", "again.safetensors", "--threads", "1")
    #expect(
      try chain.bytes("gpt.safetensors") == chain.bytes("again.safetensors"),
      "the number of threads changed the weights")

    let info = try chain.succeed(["info", "gpt.safetensors"])
    #expect(info.contains("describes its network") && info.contains("text book.txt train"))
    let plane = try chain.succeed(["plane", "gpt.safetensors", "-o", "plane.h5"])
    #expect(plane.contains("2 directions of 18 tensors"))

    let sample = ["sample", "gpt.safetensors", "--data", "text:book.txt", "--samples", "20"]
    let size = ["--grid", "5"]
    try chain.succeed(sample + size + ["-o", "surface.h5"])
    try chain.succeed(
      sample + size + ["-o", "same.h5", "--directions", "plane.h5", "--threads", "1"])
    let minima = try ["surface.h5", "same.h5"].map { file in
      try chain.succeed(["minima", file, "--format", "json"])
        .replacing(file, with: "")
    }
    #expect(minima[0] == minima[1] && minima[0].contains("\"count\""))
    let test = try chain.succeed(sample + ["--grid", "3", "--split", "test", "-o", "t.h5"])
    #expect(test.contains("test_loss"))
  }

  @Test func aComparisonIsOfTransformersOnText() throws {
    let printed = try chain.succeed(
      ["compare"] + Self.net + ["--data", "text:book.txt", "--epochs", "2", "--grid", "5"]
        + ["--samples", "10", "-o", "run"])
    #expect(printed.contains("GPT, 1 block, width 16: local minima"))
    let report = try chain.folder.text("run/report.md")
    #expect(report.contains("windows of 16 bytes"))
    #expect(report.contains("AdamW, weight decay 0.01, cosine schedule"))
    #expect(try chain.folder.text("run/plain/seed-1/gradient-flow.csv").contains("W_query"))
    let gradients = try chain.succeed(
      ["gradients"] + Self.net + ["--data", "text:book.txt", "--samples", "4"])
    #expect(gradients.contains("trf_blocks.0.att") && gradients.contains("share of shortcut"))
  }

  @Test func theNetFlagsDescribeAStateDict() throws {
    try chain.succeed(
      ["train"] + Self.net + ["--plain", "--data", "text:book.txt", "--epochs", "1"]
        + ["-o", "plain.safetensors"])
    let sample = ["sample", "plain.safetensors", "--data", "text:book.txt", "--samples", "10"]
    let size = ["--grid", "3"]
    try chain.succeed(sample + size + Self.net + ["--plain", "-o", "described.h5"])
    let other = try chain.tool.run(sample + size + Self.net + ["-o", "other.h5"])
    #expect(other.exitCode == 65)
  }

  @Test(arguments: [
    (["--data", "text:missing.txt"], 66, "missing.txt"),
    (["--data", "text:empty.txt"], 65, "empty.txt: is empty"),
    (["--data", "text:binary.txt"], 65, "binary.txt: is not UTF-8 text: byte 0 is 0xff"),
    (["--data", "text:book.txt", "--context", "4000"], 65, "a context of 4000 needs 8001"),
    (["--data", "spirals"], 65, "--data text:FILE"),
    (["--data", "text:book.txt", "--heads", "3"], 64, "not divisible by 3 heads"),
    (["--data", "text:book.txt", "--context", "0"], 64, "--context"),
    (["--data", "text:book.txt", "--blocks", "0"], 64, "--blocks"),
    (["--data", "text:book.txt", "--layers", "2,2"], 64, "goes with mlp, not with gpt"),
  ])
  func badTextsAndSizesAreExplained(options: [String], code: Int32, what: String) throws {
    _ = try chain.folder.write("", to: "empty.txt")
    try Data([0xff, 0xfe, 0]).write(to: chain.folder.url.appending(path: "binary.txt"))
    let result = try chain.tool.run(
      ["train", "--model", "gpt", "-o", "gpt.safetensors"] + options)
    #expect(result.exitCode == code, "\(result.errors)")
    #expect(result.errors.contains(what), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count <= 2)
  }

  @Test func textIsForNetsThatReadTokens() throws {
    let result = try chain.tool.run(
      ["train", "--model", "mlp", "--layers", "2,2", "--data", "text:book.txt", "-o", "x"])
    #expect(result.exitCode == 64 && result.errors.contains("--model gpt"))
    let blocks = try chain.tool.run(
      ["train", "--model", "mlp", "--layers", "2,2", "--blocks", "3", "--data", "spirals"]
        + ["-o", "x"])
    #expect(blocks.exitCode == 64 && blocks.errors.contains("--blocks"))
  }
}
