import Archives
import FolderTestSupport
import Foundation
import Grids
import Landscapes
import Tensors
import Testing

@Suite("Evaluators, with the built tool")
struct EvaluatorCommandTests {
  private let chain: Chain

  init() throws {
    chain = try Chain()
    let resources = try #require(Bundle.module.resourceURL)
    for folder in ["Fixtures/mlp", "Fixtures/checkpoints"] {
      let fixtures = resources.appending(path: folder)
      for name in try FileManager.default.contentsOfDirectory(atPath: fixtures.path) {
        try FileManager.default.copyItem(
          at: fixtures.appending(path: name), to: chain.folder.url.appending(path: name))
      }
    }
  }

  private func sample(_ output: String, _ more: String..., grid: String = "7x5") -> [String] {
    ["sample", "top.pth", "--evaluator", "python3 evaluator.py", "--grid", grid, "-o", output]
      + more
  }

  private func program(_ body: String = "") throws {
    _ = try chain.folder.write(EvaluatorPrograms.bowl(body), to: "evaluator.py")
  }

  private func surface(_ name: String) throws -> LossSurface {
    try LossSurface(path: chain.folder.path(name))
  }

  private func expectSame(_ first: String, _ second: String) throws {
    let (a, b) = (try surface(first), try surface(second))
    #expect(a.loss.values.map(\.bitPattern) == b.loss.values.map(\.bitPattern))
    #expect(a.isComplete && b.isComplete && a.manifest == b.manifest)
  }

  private func directionsDigest(_ name: String) throws -> String {
    let attribute = try HDF5File(path: chain.folder.path(name)).string("basin.manifest")
    let text = try #require(attribute)
    let digest = try JSONValue(parsing: text, from: name)["directions"]?["digest"]?.string
    return try #require(digest)
  }

  /// What the tool keeps for evaluators and removes at the end.
  private var leftovers: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: chain.folder.path("tmp"))
    }
  }

  @Test("the losses are those of the evaluator, however many there are, and the file says so")
  func losses() throws {
    try program()
    try FileManager.default.createDirectory(
      atPath: chain.folder.path("tmp"), withIntermediateDirectories: false)
    var tool = chain.tool
    tool.environment["TMPDIR"] = chain.folder.path("tmp")
    let result = try tool.run(sample("one.h5"))
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("train_loss from 0.1") && result.output.contains("50 examples"))
    #expect(try leftovers == [])
    try chain.succeed(sample("three.h5", "--evaluators", "3"))
    try expectSame("one.h5", "three.h5")
    let surface = try surface("one.h5")
    for point in 0..<surface.grid.count {
      let x = surface.grid.xs[surface.grid.column(of: point)]
      let y = surface.grid.ys[surface.grid.row(of: point)]
      let d = y - 0.3 * x
      #expect(abs(surface.loss[point] - (0.1 + x * x + d * d / 3)) < 1e-15)
    }
    let info = try chain.succeed(["info", "one.h5"])
    #expect(info.contains("losses computed by an evaluator: python3 evaluator.py"), "\(info)")
    #expect(info.contains("over 50 examples, as the evaluator says"))
    #expect(try chain.succeed(["minima", "one.h5"]).contains("1 local minimum"))
    try chain.succeed(["render", "one.h5", "-o", "one.png"])
    expectRefusal(
      try chain.tool.run(sample("one.h5")).withoutNotes, code: 73, saying: "one.h5: exists already")
  }

  @Test("an evaluator that dies loses no point; one that dies three times at one ends the run")
  func deaths() throws {
    try program()
    try chain.succeed(sample("whole.h5"))
    try program("if k in (0, 4) and count(f'dead-{k}') == 1: sys.exit('out of luck')")
    let result = try chain.tool.run(sample("died.h5"))
    #expect(result.exitCode == 0 && result.errors.contains("out of luck"), "\(result.errors)")
    #expect(result.errors.contains("ended (exit code 1) at the point"))
    try expectSame("whole.h5", "died.h5")
    try program("if k == 6: raise ValueError('the net is broken')")
    let dead = try chain.tool.run(sample("dead.h5"))
    #expect(dead.exitCode == 65)
    #expect(dead.errors.contains("--evaluator: the evaluator ended 3 times at the point"))
    #expect(dead.errors.contains("ValueError: the net is broken"), "\(dead.errors)")
    #expect(try surface("dead.h5").computedCount == 6)
    try program()
    try chain.succeed(sample("dead.h5"))
    try expectSame("whole.h5", "dead.h5")
  }

  @Test("garbage, silence and a missing program are named")
  func refusals() throws {
    try program("print('Epoch 1', flush=True)")
    let garbage = try chain.tool.run(sample("a.h5"))
    #expect(garbage.exitCode == 65)
    #expect(garbage.errors.contains("answered Epoch 1, which is not JSON"), "\(garbage.errors)")
    try program("time.sleep(100)")
    let silent = try chain.tool.run(sample("b.h5", "--evaluator-timeout", "3s"))
    #expect(silent.exitCode == 65)
    #expect(silent.errors.contains("within 3s"), "\(silent.errors)")
    #expect(silent.errors.contains("--evaluator-timeout"))
    try FileManager.default.removeItem(atPath: chain.folder.path("evaluator.py"))
    let missing = try chain.tool.run(sample("c.h5"))
    #expect(missing.exitCode == 65 && missing.errors.contains("before it was ready"))
    #expect(missing.errors.contains("evaluator.py"), "\(missing.errors)")
    #expect(try chain.files.allSatisfy { !["a.h5", "b.h5", "c.h5"].contains($0) })
  }

  @Test(
    "interrupted, it keeps the points and leaves no process; resumed, it ends in the same numbers")
  func interruption() throws {
    try program()
    try chain.succeed(sample("whole.h5", grid: "15"))
    let body =
      "count('points')\ntime.sleep(0.02)\nopen(os.path.join(here, 'pid'), 'w').write(str(os.getpid()))"
    try program(body)
    let result = try chain.tool.run(sample("stopped.h5", grid: "15")) { process in
      let points = chain.folder.path("points")
      while process.isRunning, ((try? Data(contentsOf: URL(filePath: points)))?.count ?? 0) < 20 {
        usleep(500)
      }
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(result.exitCode == 130, "\(result.errors)")
    #expect(result.errors.contains("kept in stopped.h5"))
    let pid = try chain.folder.text("pid")
    let number = try #require(Int32(pid))
    #expect(kill(number, 0) == -1)
    let done = try surface("stopped.h5").computedCount
    #expect((20..<225).contains(done))
    let refused = try chain.tool.run(
      ["sample", "top.pth", "--evaluator", "python3 ./evaluator.py", "--grid", "15"]
        + ["-o", "stopped.h5"])
    #expect(refused.exitCode == 65 && refused.errors.contains("evaluator.command"))
    try program()
    try chain.succeed(sample("stopped.h5", "--evaluators", "2", grid: "15"))
    try expectSame("whole.h5", "stopped.h5")
  }

  @Test("what an evaluator has no use for is refused, and its options need it")
  func usage() throws {
    try program()
    for (option, value) in [
      ("--data", "spirals"), ("--samples", "10"), ("--model", "mlp"), ("--precision", "fast"),
      ("--threads", "2"),
    ] {
      let layers = option == "--model" ? ["--layers", "2,2"] : []
      expectRefusal(
        try chain.tool.run(sample("a.h5") + [option, value] + layers), code: 64,
        saying: option, "cannot be combined with --evaluator")
    }
    for (option, value) in [("--evaluators", "2"), ("--evaluator-timeout", "2m")] {
      expectRefusal(
        try chain.tool.run(
          ["sample", "top.pth", "--data", "spirals", "-o", "a.h5", option, value]),
        code: 64, saying: option, "requires --evaluator")
    }
    expectRefusal(
      try chain.tool.run(sample("a.h5", "--evaluators", "0")), code: 64, saying: "--evaluators")
  }

  @Test("a plain Python evaluator of a small net gives the surface that Basin computes")
  func oracle() throws {
    let net = ["--model", "mlp", "--layers", "2,16,16,2", "--activation", "relu", "--plain"]
    // The checkpoint of a wrapped net: the evaluator is given its weights without the prefix.
    let weights = "parallel.t7"
    try chain.succeed(
      ["sample", weights] + net + ["--data", "arrays:x.npy,y.npy", "--samples", "64"]
        + ["--grid", "5x3", "--seed", "7", "-o", "basin.h5"])
    try chain.succeed(["plane", weights] + net + ["--seed", "7", "-o", "d.h5"])
    let directions = try DirectionsArchive(path: chain.folder.path("d.h5"))
    let json: JSONValue = [
      "x": .array(directions.x.map { .array($0.elements.map { .double(Double($0)) }) }),
      "y": .array(directions.y.map { .array($0.elements.map { .double(Double($0)) }) }),
    ]
    _ = try chain.folder.write(json.serialized(), to: "directions.json")
    _ = try chain.folder.write(EvaluatorPrograms.perceptron, to: "evaluator.py")
    try chain.succeed(
      ["sample", weights, "--evaluator", "python3 evaluator.py", "--grid", "5x3", "--seed", "7"]
        + ["-o", "evaluator.h5"])
    let (basin, evaluator) = (try surface("basin.h5"), try surface("evaluator.h5"))
    #expect(try directionsDigest("basin.h5") == directionsDigest("evaluator.h5"))
    for point in 0..<15 {
      #expect(abs(basin.loss[point] - evaluator.loss[point]) < 1e-5 * basin.loss[point])
      #expect(abs(basin.accuracy[point] - evaluator.accuracy[point]) < 1.5)
    }
  }

  @Test("minima --confirm asks the evaluator")
  func confirmation() throws {
    try program()
    try chain.succeed(sample("s.h5", grid: "9"))
    let command = ["minima", "s.h5", "--confirm", "--weights", "top.pth", "--format", "json"]
    let evaluator = ["--evaluator", "python3 evaluator.py"]
    let json = try JSONValue(parsing: try chain.succeed(command + evaluator), from: "minima")
    #expect(json[0]?["confirmed_count"]?.int == 1, "\(json)")
    let refined = json[0]?["minima"]?[0]?["refined"]
    let eigenvalues = refined?["hessian_eigenvalues"]?.array?.compactMap(\.double) ?? []
    try #require(eigenvalues.count == 2)
    // The Hessian of 0.1 + x² + (y − 0.3 x)²/3.
    #expect(abs(eigenvalues[0] + eigenvalues[1] - (2 + 0.06 + 2.0 / 3)) < 1e-9)
    #expect(abs(eigenvalues[0] * eigenvalues[1] - 4.0 / 3) < 1e-9)
    expectRefusal(
      try chain.tool.run(command + ["--data", "spirals"]).withoutNotes, code: 64, saying: "s.h5",
      "was computed by an evaluator", "--evaluator")
    _ = try chain.folder.write(
      EvaluatorPrograms.bowl().replacing("0.1 +", with: "0.2 +"), to: "evaluator.py")
    let other = try chain.tool.run(command + evaluator)
    #expect(other.exitCode == 65 && other.errors.contains("has a loss of"), "\(other.errors)")
  }

  @Test("the template is a program that says what is missing")
  func template() throws {
    let text = try chain.succeed(["evaluator"])
    try chain.succeed(["evaluator", "--language", "python", "-o", "e.py"])
    #expect(try chain.folder.text("e.py") == text)
    for word in ["def build_model()", "def loss(model)", "pip install torch h5py safetensors"] {
      #expect(text.contains(word))
    }
    let python = Tool(executable: "/usr/bin/env", in: chain.folder.url)
    let check = try python.run("python3", "-m", "py_compile", "e.py")
    #expect(check.exitCode == 0, "\(check.errors)")
    expectRefusal(
      try chain.tool.run("evaluator", "-o", "e.py"), code: 73, saying: "e.py", "--overwrite")
    expectRefusal(try chain.tool.run("evaluator", "-o", "e.h5"), code: 64, saying: ".py")
    expectRefusal(
      try chain.tool.run("evaluator", "--language", "pyton"), code: 64, saying: "python")
  }
}

extension Tool.Result {
  /// The same without what is said of the files that are read.
  fileprivate var withoutNotes: Tool.Result {
    let lines = errors.split(separator: "\n").drop { !$0.hasPrefix("basin: ") }
    return Tool.Result(
      exitCode: exitCode, output: output, errors: lines.map { $0 + "\n" }.joined(),
      timedOut: timedOut)
  }
}
