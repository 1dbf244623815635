import Archives
import FolderTestSupport
import Foundation
import Testing

/// `basin page`, `slides` and `export` of a run, and `--page --slides` of what makes one.
@Suite("What people take along, with the built tool")
struct TakeawayTests {
  private let chain: Chain

  init() throws { chain = try Chain() }

  private static let compare =
    ["compare"] + Chain.net + ["--data", "spirals", "--epochs", "1", "--grid", "9"]
    + ["--samples", "50", "--threads", "2", "--output", "run"]

  /// Each command with a run, and the files that it writes.
  private static let commands = [
    (["page"], ["page.html"]), (["slides"], ["deck.pptx"]),
    (["slides", "--output", "deck.pdf"], ["deck.pdf"]),
    (["export", "--output", "book"], ["landscape.ipynb", "landscape.npz", "minima.csv"]),
  ]

  /// The names of the files in the folder and below.
  private var allFiles: [String] {
    FileManager.default.subpaths(atPath: chain.folder.url.path) ?? []
  }

  private func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: chain.folder.path(name))
  }

  /// Expects a page and a presentation in the folder of a run, and that the last lines of the command
  /// name them and what else can be made.
  private func expectTakeaways(of result: Tool.Result, in run: String) throws {
    try #require(result.exitCode == 0, "\(result.errors)")
    #expect(
      result.output.hasSuffix("\npage:    \(run)/page.html\nslides:  \(run)/deck.pptx\n"),
      "\(result.output)")
    #expect(
      result.errors.hasSuffix(
        "To take it along:\n  basin export \(run)  (a notebook with its arrays)\n"),
      "\(result.errors)")
    #expect(try chain.folder.text("\(run)/page.html").hasPrefix("<!DOCTYPE html>"))
    let deck = try ZipFile(path: chain.folder.path("\(run)/deck.pptx"))
    #expect(deck.names.contains("ppt/slides/slide5.xml"))
  }

  @Test("compare says what can be made, and makes it at once")
  func compare() throws {
    let bare = try chain.tool.run(Self.compare)
    #expect(bare.exitCode == 0)
    #expect(
      bare.errors.hasSuffix(
        """
        To take it along:
          basin page run  (a page for the browser)
          basin slides run  (slides for a lecture)
          basin export run  (a notebook with its arrays)

        """), "\(bare.errors)")
    #expect(!isThere("run/page.html") && !isThere("run/deck.pptx"))
    let more = Self.compare + ["--page", "--slides"]
    try expectTakeaways(of: try chain.tool.run(more), in: "run")
    // Once more, in place of what is there.
    try expectTakeaways(of: try chain.tool.run(more), in: "run")
  }

  @Test("a lesson, with few images, has its own page and the slides of its comparison")
  func lesson() throws {
    let (count, size) = (8, 28 * 28)
    for split in ["train", "t10k"] {
      let pixels = (0..<count * size).map {
        UInt8(truncatingIfNeeded: $0 * $0 / 7 + $0 / size * 20)
      }
      _ = try chain.folder.write(
        [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 28, 0, 0, 0, 28] + pixels,
        to: "\(split)-images-idx3-ubyte")
      _ = try chain.folder.write(
        [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<UInt8(count)), to: "\(split)-labels-idx1-ubyte")
    }
    let result = try chain.tool.run(
      ["lesson", "--data-directory", ".", "--threads", "2", "--output", "lesson"]
        + ["--page", "--slides"], timeout: 600)
    try expectTakeaways(of: result, in: "lesson")
    #expect(result.output.contains("lesson:  lesson/lesson.md\n"))
    let page = try chain.folder.text("lesson/page.html")
    #expect(page.contains("<h2>2. Vanishing") && page.contains("<h2>5. Loss landscapes"))
    // The commands of its last line.
    try chain.succeed(["export", "lesson", "--output", "book"])
    #expect(isThere("book/landscape.ipynb"))
  }

  @Test("a run without pictures is enough")
  func noPictures() throws {
    try chain.succeed(Self.compare)
    for name in allFiles where name.hasSuffix(".png") {
      try FileManager.default.removeItem(atPath: chain.folder.path(name))
    }
    for (command, files) in Self.commands {
      let told = try chain.succeed(command + ["run"])
      for name in files {
        #expect(told.contains("\(name)\n"))
        #expect(allFiles.contains { $0.hasSuffix(name) }, "\(name)")
      }
    }
  }

  @Test(
    "an unfinished run, what is none, and what is not there are refused, and nothing is written")
  func refusals() throws {
    try chain.succeed(Self.compare)
    try FileManager.default.removeItem(atPath: chain.folder.path("run/report.json"))
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("other"), withIntermediateDirectories: false)
    _ = try chain.folder.write("{}", to: "other/notes.json")
    let before = allFiles
    for (command, _) in Self.commands {
      func refused(_ input: String, _ code: Int32, _ first: String, _ second: String) throws {
        expectRefusal(
          try chain.tool.run(command + [input]), code: code, saying: input, first, second)
      }
      try refused("run", 66, "is an unfinished run", "Run the command that started it again")
      try refused("other", 66, "holds no run", "basin compare")
      try refused("nowhere", 66, "nowhere", "")
    }
    expectRefusal(
      try chain.tool.run("slides", "other/notes.json"), code: 64, saying: "other/notes.json",
      "folder of a finished basin compare")
    #expect(allFiles.sorted() == before.sorted())
  }

  @Test("a damaged report and a lost surface are named")
  func damage() throws {
    try chain.succeed(Self.compare)
    let report = try chain.folder.text("run/report.json")
    for (command, _) in Self.commands {
      _ = try chain.folder.write(String(report.dropLast(100)), to: "run/report.json")
      expectRefusal(
        try chain.tool.run(command + ["run"]), code: 65, saying: "run/report.json")
      _ = try chain.folder.write(report, to: "run/report.json")
    }
    let surface = "run/plain/seed-1/surface-1.h5"
    try FileManager.default.removeItem(atPath: chain.folder.path(surface))
    for (command, _) in Self.commands {
      expectRefusal(
        try chain.tool.run(command + ["run"]), code: 66, saying: surface, "is missing",
        "basin compare")
    }
  }
}
