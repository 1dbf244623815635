import Analysis
import Archives
import ComparisonTestSupport
import Exports
import FailureTestSupport
import Failures
import FolderTestSupport
import Foundation
import ProgramTestSupport
import Tensors
import Testing

@Suite("Exports for a notebook")
struct LandscapeExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Points on a wavy plane, some of them changed.
  private func surface(_ name: String, _ value: (Int, Int, Double) -> String? = { _, _, _ in nil })
    throws -> String
  {
    let lines = (0..<13).flatMap { y in
      (0..<17).map { x in
        let loss = 1.2 + sin(Double(x)) * cos(Double(y) * 1.3) + Double(x * y % 5) / 50
        return "\(x),\(y),\(value(x, y, loss) ?? "\(loss)")"
      }
    }
    return try folder.write((["x,y,loss"] + lines).joined(separator: "\n"), to: name)
  }

  /// Surfaces that are hard to take along: a name that could end a text, holes and infinities, plateaus.
  private func hardSurfaces() throws -> [String] {
    [
      try surface("\"q'$x$\" <b> & \\ <|script> Ελλάδα.csv"),
      try surface("holes.csv") { x, y, _ in
        x == 5 ? "inf" : x == 9 && y < 6 ? "nan" : x + y == 3 ? "-inf" : nil
      },
      try surface("plateaus.csv") { _, _, loss in "\((loss * 3).rounded() / 3 + 0.1)" },
      try surface("nothing.csv") { _, _, _ in "nan" },
      try surface("flat.csv") { _, _, _ in "0.5" },
    ]
  }

  private func export(_ contents: RunContents, to name: String = "out") throws {
    try LandscapeExport(contents).write(to: folder.path(name))
  }

  private func notebook(_ name: String = "out") throws -> JSONValue {
    try JSONValue(parsing: folder.text("\(name)/landscape.ipynb"), from: name)
  }

  private func code(_ name: String = "out") throws -> String {
    try (notebook(name)["cells"]?.array ?? []).filter { $0["cell_type"]?.string == "code" }
      .map { ($0["source"]?.array ?? []).compactMap(\.string).joined() }
      .joined(separator: "\n\n")
  }

  @Test("the arrays hold each surface by its name, with its minima, those inside first")
  func arrays() throws {
    let contents = try RunContents(reading: [
      surface("a.csv"), surface("b.csv") { x, y, _ in x == 3 && y == 0 ? "0.1" : nil },
    ])
    try export(contents)
    let file = try NPZFile(path: folder.path("out/landscape.npz"))
    let kinds = ["accuracy", "loss", "minima", "x", "y"]
    #expect(file.names == ["a", "b"].flatMap { name in kinds.map { "\(name)_\($0)" } } + ["names"])
    #expect(try file.array("b_x").elements.doubles == (0..<17).map { Double($0) })
    #expect(try file.array("b_loss").shape == [13, 17])
    #expect(try file.array("b_loss").elements.doubles[3] == 0.1)
    #expect(try file.array("b_accuracy").elements.doubles.allSatisfy(\.isNaN))
    let minima = contents.surfaces[1].analysis.minima
    let inFile = try file.array("b_minima")
    #expect(inFile.shape == [minima.count, 4])
    #expect(minima[0].isOnBorder)
    let ordered = minima.filter { !$0.isOnBorder } + minima.filter(\.isOnBorder)
    #expect(
      inFile.elements.doubles == ordered.flatMap { [$0.x, $0.y, $0.loss, $0.persistence] })
    let lines = try CSVText.rows(of: folder.text("out/minima.csv"))
    #expect(lines[0].fields.prefix(3) == ["surface", "quantity", "x"])
    let all = contents.surfaces.reduce(0) { $0 + $1.analysis.minima.count }
    #expect(lines.count == 1 + all && lines.last?.fields.first == "b")
  }

  @Test("the notebook is one of version 4.5 with a name for each cell, the same bytes each time")
  func notebookForm() throws {
    let contents = try RunContents(reading: try hardSurfaces())
    try export(contents)
    try export(contents, to: "again")
    for name in LandscapeExport.fileNames {
      #expect(try folder.bytes("out/\(name)") == folder.bytes("again/\(name)"))
    }
    let notebook = try notebook()
    #expect(notebook["nbformat"]?.int == 4 && notebook["nbformat_minor"]?.int == 5)
    let cells = try #require(notebook["cells"]?.array)
    let names = cells.compactMap { $0["id"]?.string }
    #expect(names.count == cells.count && Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z-]{1,64}/) != nil })
    #expect(names.first == "title" && names.last == "exercise")
    // Text before each piece of code, but for the settings, which stand before the code that uses them.
    let kinds = cells.compactMap { $0["cell_type"]?.string }
    #expect(zip(kinds, kinds.dropFirst()).count { $0 == "code" && $1 == "code" } == 1)
    // A name can neither end a text nor begin a tag.
    let opening = (cells[0]["source"]?.array ?? []).compactMap(\.string).joined()
    #expect(opening.contains("\\<b\\>") && !opening.contains("<b>"))
    #expect(try code().contains("\"\\\"q'$x$\\\" <b> & \\\\ <|script> Ελλάδα\""))
  }

  @Test("the export of the gallery's quick run is that of the files it is made from")
  func gallery() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    try export(RunContents(reading: [root.appending(path: "output/gallery/quick").path]))
    let kept = root.appending(path: "notebooks-export/quick")
    let notebooks = try [
      notebook(), JSONValue(path: kept.appending(path: "landscape.ipynb").path),
    ]
    let sources = notebooks.map { ($0["cells"]?.array ?? []).map { [$0["id"], $0["source"]] } }
    #expect(sources[0].count > 10 && sources[0] == sources[1])
    let outputs = (notebooks[1]["cells"]?.array ?? []).flatMap { $0["outputs"]?.array ?? [] }
    #expect(outputs.count { $0["data"]?["image/png"] != nil } == 4, "the notebook was not run")
    let arrays = try [
      folder.path("out/landscape.npz"), kept.appending(path: "landscape.npz").path,
    ].map(NPZFile.init(path:))
    #expect(arrays[0].names == arrays[1].names)
    for name in ["plain_loss", "plain_x", "residual_accuracy"] {
      #expect(try arrays[0].array(name) == arrays[1].array(name))
    }
  }

  @Test("lines and surfaces without any finite loss are refused, and nothing is written")
  func refusals() throws {
    let line = try folder.write("x,y,loss\n0,0,1\n1,0,2\n2,0,1\n", to: "line.csv")
    #expect(try failure { try export(RunContents(reading: [line])) }.what.contains("line"))
    let nothing = try surface("nothing.csv") { _, _, _ in "nan" }
    #expect(try failure { try export(RunContents(reading: [nothing])) }.code == .data)
    #expect(try folder.contents == ["line.csv", "nothing.csv"])
  }

  private static let python = OtherProgram(pythonWith: [])

  @Test("the code is Python", .enabled(if: python.isWanted, "\(python.absence)"))
  func syntax() throws {
    try export(RunContents(reading: try hardSurfaces()))
    _ = try folder.write(try code(), to: "code.py")
    let output = try Self.python.output(
      [
        "-c",
        """
        text = open("code.py", encoding="utf-8").read()
        compile(text, "landscape.ipynb", "exec")
        space = {}
        exec(text[: text.index("import csv")], space)
        print(list(space["title"]), list(space["title"].values())[0], sep="\\n")
        """,
      ], in: folder)
    let names = output.split(separator: "\n")
    #expect(names.first?.contains("'holes', 'plateaus', 'nothing', 'flat'") == true)
    #expect(names.last == "\"q'$x$\" <b> & \\ <|script> Ελλάδα")
  }

  /// Runs notebooks as Jupyter does.
  private static let execution = """
    import nbformat
    from nbclient import NotebookClient
    for folder in ["out"]:
        notebook = nbformat.read(folder + "/landscape.ipynb", as_version=4)
        nbformat.validate(notebook)
        client = NotebookClient(
            notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}})
        client.execute()
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        print("".join(output.text for output in outputs if output.output_type == "stream"
                      and output.name == "stdout"), end="")
        print(sum("image/png" in output.get("data", {}) for output in outputs), "pictures")
        print([output.text for output in outputs if output.get("name") == "stderr"])
    """

  private static let jupyter = OtherProgram(
    pythonWith: ["numpy", "matplotlib", "nbclient", "ipykernel"])

  @Test(
    "the notebook runs by itself, and counts what Basin counts",
    .enabled(if: jupyter.isWanted, "\(jupyter.absence)"),
    arguments: ["run", "files", "linear"])
  func execution(of kind: String) throws {
    let contents: RunContents
    if kind == "run" {
      let run = folder.path("run")
      try SmallRun.make(in: run, seeds: 2, planes: 2)
      contents = try RunContents(reading: [run])
    } else {
      contents = try RunContents(
        reading: try hardSurfaces(), scale: kind == "linear" ? .linear : nil)
    }
    try export(contents)
    let output = try Self.jupyter.output(["-c", Self.execution], in: folder)
    for surface in contents.surfaces {
      let count = surface.analysis.count
      #expect(output.contains("\(surface.title): \(count) here, \(count) by Basin\n"))
    }
    #expect(output.contains("All counts agree."))
    #expect(output.hasSuffix("4 pictures\n[]\n"))
  }
}
