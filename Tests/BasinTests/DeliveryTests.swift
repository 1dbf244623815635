import Archives
import FolderTestSupport
import Foundation
import Testing

/// What becomes of answers that do not arrive.
@Suite("An answer that cannot be delivered is no success")
struct DeliveryTests {
  private let chain: Chain
  private let shell: Tool

  init() throws {
    chain = try Chain()
    var shell = Tool(executable: "/bin/sh", in: chain.folder.url)
    shell.environment = ["BASIN": chain.tool.executable.path]
    self.shell = shell
  }

  private func run(_ script: String) throws -> Tool.Result { try shell.run("-c", script) }

  private func expectUndelivered(_ command: String) throws {
    for (stream, reason) in [
      (">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"),
    ] {
      let result = try run("\"$BASIN\" \(command) \(stream)")
      #expect(result.exitCode == 73, "\(command) \(stream): \(result.errors)")
      #expect(
        result.errors.contains("the standard output cannot be written: \(reason)\n"),
        "\(command) \(stream): \(result.errors)")
    }
  }

  @Test(
    "every command says so, and exits with 73",
    arguments: [
      "--help", "--version", "sample --help", "info net.safetensors", "minima surface.h5",
      "minima surface.h5 --format json", "topology surface.h5", "gradients",
      "render surface.h5 --output a.png --overwrite",
      "plane net.safetensors --output d.h5 --overwrite",
      "train --model mlp --layers 2,4,2 --data spirals --epochs 1 --output n.safetensors --overwrite",
      "sample net.safetensors --data spirals --grid 3 --samples 10 --output s.h5 --overwrite",
    ])
  func full(command: String) throws {
    try chain.train()
    try chain.sample()
    try expectUndelivered(command)
  }

  @Test("a file beside the tool is not taken for a stream that is closed")
  func closedStream() throws {
    try chain.train()
    let before = try chain.bytes("net.safetensors")
    for streams in ["<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"] {
      let result = try run("\"$BASIN\" info net.safetensors \(streams)")
      #expect(
        result.exitCode == 73 && result.output.isEmpty
          && result.errors.isEmpty == streams.contains("2>"))
    }
    #expect(try chain.bytes("net.safetensors") == before)
  }

  @Test("a reader that goes away ends the tool without a word")
  func closedPipe() throws {
    let commands = ["--help", "gradients --depths 2,4,8 --format json"]
    for command in commands {
      // The reader has gone before anything is written.
      let result = try run(
        "{ sleep 0.3; \"$BASIN\" \(command); echo $? > code; } | exec true; cat code")
      #expect(result.output == "0\n" && result.errors == "")
    }
  }

  @Test(
    "hessian keeps what it has computed until its answer has arrived",
    arguments: [">/dev/full", ">&-", "| true"])
  func hessian(stream: String) throws {
    try chain.train()
    let command = "hessian net.safetensors --data spirals --samples 50 --trace-probes 8"
    let whole = try chain.succeed(command.split(separator: " ").map(String.init))
    let before = try chain.files
    let kept = "net.safetensors.hessian.partial"

    let isPipe = stream == "| true"
    let lost = try run("\"$BASIN\" \(command) \(stream)")
    #expect(lost.exitCode == (isPipe ? 0 : 73))
    #expect(lost.errors.contains("What was computed is kept in \(kept).\n") == !isPipe)
    #expect(try chain.files == (before + [kept]).sorted())

    #expect(try run("\"$BASIN\" \(command)").output == whole)
    #expect(try chain.files == before)
  }

  @Test("what hessian keeps for other settings, or in another process, is neither used nor lost")
  func otherWork() throws {
    try chain.train()
    let command = "hessian net.safetensors --data spirals --trace-probes 8 --samples"
    let first = try chain.succeed("\(command) 50".split(separator: " ").map(String.init))
    let second = try chain.succeed("\(command) 60".split(separator: " ").map(String.init))
    let before = try chain.files
    let (one, two) = (
      "net.safetensors.hessian.partial", "net.safetensors.hessian-2.partial"
    )
    #expect(try run("\"$BASIN\" \(command) 50 > /dev/full").exitCode == 73)
    let kept = try chain.bytes(one)
    let lost = try run("\"$BASIN\" \(command) 60 > /dev/full")
    #expect(lost.errors.contains("What was computed is kept in \(two).\n"))
    #expect(try chain.files == (before + [one, two]).sorted())
    #expect(try chain.bytes(one) == kept)

    #expect(try run("\"$BASIN\" \(command) 60").output == second)
    #expect(try chain.files == (before + [one]).sorted())
    #expect(try chain.bytes(one) == kept)

    // Six processes at once; those that share settings may share work, but remove only their own.
    let together = try run(
      """
      printf '%s ' 50 1 60 1 50 2 60 2 50 3 60 3 | xargs -n 2 -P 6 \\
        sh -c '"$BASIN" \(command) $0 > $0-$1 2> /dev/null'
      cat 50-*; cat 60-*; rm 50-* 60-*
      """)
    #expect(
      together.output
        == String(repeating: first, count: 3) + String(repeating: second, count: 3))
    #expect(try chain.files == before)
  }

  @Test("so does minima --confirm")
  func confirmation() throws {
    try chain.train()
    try chain.sample("--grid", "17")
    let command = "minima surface.h5 --confirm --weights net.safetensors --data spirals"
    let whole = try chain.succeed(command.split(separator: " ").map(String.init))
    let before = try chain.files
    let kept = "surface.h5.confirmation.partial"

    let lost = try run("\"$BASIN\" \(command) >/dev/full")
    #expect(lost.exitCode == 73)
    #expect(lost.errors.contains("What was computed is kept in \(kept).\n"))
    #expect(try chain.files == (before + [kept]).sorted())

    #expect(try run("\"$BASIN\" \(command)").output == whole)
    #expect(try chain.files == before)
  }

  @Test(
    "messages that nobody can read change nothing",
    arguments: ["2>/dev/full", "2>&-", "2>&1 >answer | true"])
  func lostMessages(streams: String) throws {
    try chain.train()
    try chain.sample("--grid", "17")
    let commands = [
      "hessian net.safetensors --data spirals --samples 50 --trace-probes 8",
      "minima surface.h5 --confirm --weights net.safetensors --data spirals",
      "train --model mlp --layers 2,4,2 --data spirals --epochs 2 --output n.safetensors --overwrite",
      "sample net.safetensors --data spirals --grid 9 --samples 10 --output s.h5 --overwrite",
      "render surface.h5 --output a.png --overwrite", "gradients",
      "compare --model mlp --layers 2,4,4,2 --data spirals --epochs 1 --grid 5 --samples 50 --output run",
    ]
    for command in commands {
      let whole = try chain.succeed(command.split(separator: " ").map(String.init))
      let files = try chain.files
      let result = try run(
        streams.contains("|")
          ? "{ \"$BASIN\" \(command) \(streams); } && cat answer && rm answer"
          : "\"$BASIN\" \(command) \(streams)")
      #expect(result.exitCode == 0, "\(command) \(streams)")
      #expect(result.output == whole, "\(command) \(streams)")
      #expect(try chain.files == files)
    }
  }

  @Test("a reader of the first line alone gets it; files are whole, and no lock is left")
  func firstLine() throws {
    try chain.train()
    let commands = [
      "train --model mlp --layers 2,4,2 --data spirals --epochs 2 --output n.safetensors",
      "sample net.safetensors --data spirals --grid 9 --samples 10 --output s.h5",
      "compare --model mlp --layers 2,4,4,2 --data spirals --epochs 1 --grid 5 --samples 50 --output run",
    ]
    for command in commands {
      // The second reader has gone before anything is written.
      for reader in ["head -1", "true"] {
        let result = try run(
          "{ \"$BASIN\" \(command) --overwrite 2> errors; echo $? > code; } | \(reader) > answer; cat code"
        )
        #expect(result.output == "0\n", "\(command) | \(reader)")
        #expect(try chain.folder.text("answer").isEmpty == (reader == "true"))
      }
    }
    for file in ["n.safetensors", "s.h5", "run/report.json"] {
      #expect(FileManager.default.fileExists(atPath: chain.folder.path(file)))
    }
    let all = FileManager.default.subpaths(atPath: chain.folder.url.path) ?? []
    #expect(all.filter { $0.hasSuffix(".lock") || $0.hasSuffix(".partial") } == [])
  }

  @Test("a comparison and a training run whose last words are lost have all their files")
  func compare() throws {
    let command = "compare --model mlp --layers 2,4,4,2 --data spirals --epochs 1 --grid 5"
    let lost = try run("\"$BASIN\" \(command) --samples 50 --output run >/dev/full")
    #expect(lost.exitCode == 73)
    #expect(FileManager.default.fileExists(atPath: chain.folder.path("run/report.json")))
    #expect(try run("\"$BASIN\" \(command) --samples 50 --output run").exitCode == 0)
  }

  @Test("a file system that is full is no success either", .enabled(if: SmallDisk.isAvailable))
  func fullDisk() throws {
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("disk"), withIntermediateDirectories: false)
    let result = try SmallDisk.run(
      chain.tool, kibibytes: 64,
      """
      cat /dev/zero > disk/ballast 2> /dev/null
      "$BASIN" gradients > disk/answer
      """)
    #expect(result.exitCode == 73, "\(result.errors)")
    #expect(result.errors.contains("the standard output cannot be written: No space left"))
  }
}
